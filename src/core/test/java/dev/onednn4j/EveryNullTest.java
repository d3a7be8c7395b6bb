package dev.onednn4j;

import static dev.onednn4j.DataType.F32;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.lang.foreign.Arena;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// A null in place of any argument of any public method is answered with the argument's name, not
/// with the JVM's words for what it could not do.
class EveryNullTest {
    /// Methods that take null, for lack of an annotation on what they inherit.
    private static final List<String> TAKING_NULL = List.of("equals", "valueOf");

    /// So small that all tensors of a primitive are alike: one of them does for each argument.
    private static final MemoryDescriptor IMAGE = MemoryDescriptor.of(F32, 1, 1, 1);

    private static final MemoryDescriptor MATRIX = MemoryDescriptor.of(F32, 1, 1);

    /// Whose static methods are called.
    private static final List<Class<?>> TYPES =
            List.of(
                    Attributes.class,
                    BatchNormalization.class,
                    Binary.class,
                    Capabilities.class,
                    Concat.class,
                    Convolution.class,
                    DataType.class,
                    Deconvolution.class,
                    Eltwise.class,
                    FormatTag.class,
                    InnerProduct.class,
                    MatMul.class,
                    Pooling.class,
                    PostOps.class,
                    QuantizationRange.class,
                    QuantizedWeights.class,
                    Reorder.class,
                    RuntimeArguments.class,
                    Softmax.class,
                    Stream.class,
                    Sum.class);

    /// Whose other methods are called.
    private static List<Object> instances(Engine engine) {
        List<Object> instances =
                new ArrayList<>(
                        List.of(
                                Attributes.none(),
                                PostOps.none(),
                                RuntimeArguments.none(),
                                new QuantizationRange(DataType.S8, 1, 0)));
        instances.addAll(builders(engine));
        PostOps operand = PostOps.none().binary(BinaryAlgorithm.ADD, "x", IMAGE);
        PostOps matrix = PostOps.none().binary(BinaryAlgorithm.ADD, "x", MATRIX);
        instances.addAll(
                List.of(
                        Convolution.forward(engine)
                                .src(IMAGE)
                                .weights(IMAGE)
                                .dst(IMAGE)
                                .postOps(operand)
                                .build(),
                        Convolution.backwardData(engine)
                                .diffSrc(IMAGE)
                                .weights(IMAGE)
                                .diffDst(IMAGE)
                                .build(),
                        Convolution.backwardWeights(engine)
                                .src(IMAGE)
                                .diffWeights(IMAGE)
                                .diffDst(IMAGE)
                                .build(),
                        InnerProduct.forward(engine)
                                .src(MATRIX)
                                .weights(MATRIX)
                                .dst(MATRIX)
                                .postOps(matrix)
                                .build(),
                        MatMul.forward(engine)
                                .src(MATRIX)
                                .weights(MATRIX)
                                .dst(MATRIX)
                                .postOps(matrix)
                                .build(),
                        Binary.forward(engine)
                                .algorithm(BinaryAlgorithm.ADD)
                                .src0(IMAGE)
                                .src1(IMAGE)
                                .build(),
                        Sum.forward(engine).src(IMAGE).dst(IMAGE).build(),
                        Concat.forward(engine).src(IMAGE).dst(IMAGE).build(),
                        BatchNormalization.forward(engine).src(IMAGE).build(),
                        Reorder.of(engine, IMAGE, IMAGE)));
        Eltwise eltwise = eltwise(engine).build();
        Pooling pooling = pooling(engine).build();
        instances.addAll(
                List.of(
                        eltwise,
                        eltwise.backward(),
                        eltwise.backward().build(),
                        pooling,
                        pooling.backward().build()));
        return instances;
    }

    private static List<Object> builders(Engine engine) {
        return List.of(
                Convolution.forward(engine),
                Convolution.backwardData(engine),
                Convolution.backwardWeights(engine),
                InnerProduct.forward(engine),
                InnerProduct.backwardData(engine),
                InnerProduct.backwardWeights(engine),
                MatMul.forward(engine),
                pooling(engine),
                eltwise(engine),
                Softmax.forward(engine),
                BatchNormalization.forward(engine),
                Binary.forward(engine),
                Sum.forward(engine),
                Concat.forward(engine));
    }

    private static Eltwise.Builder eltwise(Engine engine) {
        return Eltwise.forward(engine).algorithm(EltwiseAlgorithm.TANH).training().src(IMAGE);
    }

    private static Pooling.Builder pooling(Engine engine) {
        return Pooling.forward(engine)
                .algorithm(PoolingAlgorithm.AVG_INCLUDE_PADDING)
                .training()
                .src(IMAGE)
                .dst(IMAGE)
                .kernel(1);
    }

    /// An argument of each type that a method takes.
    private static Map<Class<?>, Object> samples(Engine engine, Arena arena) {
        Map<Class<?>, Object> samples = new LinkedHashMap<>();
        samples.put(Engine.class, engine);
        samples.put(Arena.class, arena);
        samples.put(MemoryDescriptor.class, IMAGE);
        samples.put(FormatTag.class, FormatTag.NCW);
        samples.put(String.class, "x");
        samples.put(PostOps.class, PostOps.none());
        samples.put(Attributes.class, Attributes.none());
        samples.put(RuntimeArguments.class, RuntimeArguments.none());
        samples.put(Predicate.class, (Predicate<String>) name -> true);
        samples.put(long[].class, new long[] {1, 1, 1});
        samples.put(int.class, 1);
        samples.put(long.class, 1L);
        samples.put(float.class, 1f);
        samples.put(boolean.class, false);
        return samples;
    }

    private static @Nullable Object sample(Map<Class<?>, Object> samples, Class<?> type) {
        return type.isEnum() ? type.getEnumConstants()[0] : samples.get(type);
    }

    @Test
    void null_inPlaceOfAnyArgument_isAnsweredWithItsName() throws IllegalAccessException {
        List<String> unnamed = new ArrayList<>();
        int calls = 0;
        try (Engine engine = Engine.cpu();
                Arena arena = Arena.ofConfined()) {
            Map<Class<?>, Object> samples = samples(engine, arena);
            samples.put(Tensor.class, Tensor.allocate(arena, IMAGE));
            for (Class<?> type : TYPES) {
                for (Method method : type.getMethods()) {
                    if (Modifier.isStatic(method.getModifiers())) {
                        calls += call(method, null, samples, unnamed);
                    }
                }
            }
            for (Object instance : instances(engine)) {
                MemoryDescriptor tensors =
                        instance instanceof Primitive primitive
                                ? primitive.made().expected(0)
                                : IMAGE;
                Tensor tensor = Tensor.allocate(arena, tensors);
                samples.put(Tensor.class, tensor);
                samples.put(List.class, List.of(tensor));
                for (Method method : instance.getClass().getMethods()) {
                    if (!Modifier.isStatic(method.getModifiers())) {
                        calls += call(method, instance, samples, unnamed);
                    }
                }
                if (instance instanceof Primitive primitive) {
                    primitive.close();
                }
            }
        }
        assertEquals(List.of(), unnamed);
        assertTrue(calls > 300, "only " + calls + " calls");
    }

    /// Calls a method with null in place of each argument in turn.
    ///
    /// @return how often
    private static int call(
            Method method,
            @Nullable Object instance,
            Map<Class<?>, Object> samples,
            List<String> unnamed)
            throws IllegalAccessException {
        if (!method.getDeclaringClass().getPackageName().equals("dev.onednn4j")
                || method.isSynthetic()
                || TAKING_NULL.contains(method.getName())) {
            return 0;
        }
        int calls = 0;
        Class<?>[] types = method.getParameterTypes();
        for (int i = 0; i < types.length; i++) {
            if (types[i].isPrimitive() || isNullable(method, i)) {
                continue;
            }
            @Nullable Object[] arguments = new @Nullable Object[types.length];
            for (int k = 0; k < types.length; k++) {
                boolean isNull = k == i || isNullable(method, k);
                arguments[k] = isNull ? null : sample(samples, types[k]);
            }
            calls++;
            String answer = answer(method, instance, arguments);
            if (!answer.matches("[a-zA-Z0-9_]+(: .*)?")) {
                unnamed.add(method + " with null for argument " + i + ": " + answer);
            }
        }
        return calls;
    }

    private static boolean isNullable(Method method, int parameter) {
        return method.getAnnotatedParameterTypes()[parameter].isAnnotationPresent(Nullable.class);
    }

    private static String answer(
            Method method, @Nullable Object instance, @Nullable Object... arguments)
            throws IllegalAccessException {
        try {
            method.invoke(instance, arguments);
            return "(no exception)";
        } catch (InvocationTargetException thrown) {
            Throwable cause = thrown.getCause();
            return cause instanceof NullPointerException
                    ? "" + cause.getMessage()
                    : "(" + cause + ")";
        }
    }
}
