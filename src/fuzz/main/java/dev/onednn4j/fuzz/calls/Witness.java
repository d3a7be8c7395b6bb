package dev.onednn4j.fuzz.calls;

import dev.onednn4j.DataType;
import dev.onednn4j.Engine;
import dev.onednn4j.MemoryDescriptor;
import dev.onednn4j.Primitive;
import dev.onednn4j.Reorder;
import dev.onednn4j.RuntimeArguments;
import dev.onednn4j.Stream;
import dev.onednn4j.Tensor;
import dev.onednn4j.fuzz.run.FailureKind;

import org.jspecify.annotations.Nullable;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// Remembers what a primitive computes from small integers in memory that no other code knows, and
/// compares later executions with it.
///
/// Thread safe.
final class Witness {
    /// The most bytes of a tensor.
    private static final long LARGEST = 1 << 22;

    /// Fills tensors. Nothing closes it.
    private static final Engine ENGINE = Engine.cpu();

    private final Primitive primitive;
    private final List<byte[]> results;

    /// Executes a primitive for the first time.
    Witness(Primitive primitive) {
        this.primitive = primitive;
        this.results = execute(primitive);
    }

    /// Makes the engine that fills tensors.
    static void prepare() {
        Stream.of(ENGINE).close();
    }

    Primitive primitive() {
        return primitive;
    }

    /// Executes it again.
    void again() {
        compare(primitive);
    }

    /// Executes a primitive that must compute the same.
    void compare(Primitive other) {
        List<byte[]> now = execute(other);
        for (int i = 0; i < results.size(); i++) {
            int place = Arrays.mismatch(results.get(i), now.get(i));
            if (place >= 0) {
                throw new WrongResultException(
                        FailureKind.WRONG,
                        "tensor " + i + " differs from byte " + place + " on: " + other);
            }
        }
    }

    private static List<byte[]> execute(Primitive primitive) {
        Usage usage = Usage.of(primitive.getClass());
        try (CanaryMemory memory = new CanaryMemory()) {
            List<Tensor> all = new ArrayList<>();
            List<Tensor> read = new ArrayList<>();
            List<@Nullable Object> arguments = new ArrayList<>();
            for (String name : usage.tensors()) {
                Object descriptor = descriptor(primitive, name);
                if (descriptor instanceof List<?> several) {
                    List<Tensor> tensors =
                            several.stream()
                                    .map(one -> filled((MemoryDescriptor) one, memory, 0))
                                    .toList();
                    all.addAll(tensors);
                    read.addAll(tensors);
                    arguments.add(tensors);
                } else if (descriptor instanceof MemoryDescriptor one) {
                    Tensor tensor =
                            name.equals("workspace")
                                    ? Tensor.of(one, memory.take(one.size()))
                                    : filled(one, memory, 0);
                    all.add(tensor);
                    if (!usage.written().contains(name)) {
                        read.add(tensor);
                    }
                    arguments.add(tensor);
                } else {
                    arguments.add(null);
                }
            }
            if (usage.hasRuntime()) {
                RuntimeArguments runtime = RuntimeArguments.none();
                for (Map.Entry<String, MemoryDescriptor> each :
                        primitive.runtimeArguments().entrySet()) {
                    Tensor tensor = filled(each.getValue(), memory, 3);
                    all.add(tensor);
                    runtime = runtime.and(each.getKey(), tensor);
                }
                arguments.add(runtime);
            }
            List<byte[]> before = bytes(read);
            call(primitive, arguments);
            requireSame(before, bytes(read), primitive);
            String damage = memory.damage();
            if (damage != null) {
                throw new WrongResultException(
                        FailureKind.OVERWRITTEN, damage + ", by " + primitive);
            }
            return bytes(all);
        }
    }

    private static void requireSame(List<byte[]> before, List<byte[]> now, Primitive primitive) {
        for (int i = 0; i < before.size(); i++) {
            if (!Arrays.equals(before.get(i), now.get(i))) {
                throw new WrongResultException(
                        FailureKind.OVERWRITTEN, "source " + i + " was written by " + primitive);
            }
        }
    }

    /// A tensor of small integers.
    ///
    /// @param offset what is added to each
    private static Tensor filled(MemoryDescriptor descriptor, CanaryMemory memory, int offset) {
        if (descriptor.size() > LARGEST) {
            throw new IllegalArgumentException("too large to be watched: " + descriptor);
        }
        MemorySegment segment = memory.take(descriptor.size());
        Tensor tensor = Tensor.of(descriptor, segment);
        DataType type = descriptor.dataType();
        if (!isSimple(type)) {
            segment.fill((byte) 0x11);
        } else if (descriptor.isPlain()) {
            tensor.copyFrom(values(descriptor, offset));
        } else {
            MemoryDescriptor plain = MemoryDescriptor.of(type, descriptor.dims());
            Tensor from = Tensor.of(plain, memory.take(plain.size()));
            Reorder.run(ENGINE, from.copyFrom(values(descriptor, offset)), tensor);
        }
        return tensor;
    }

    private static boolean isSimple(DataType type) {
        return switch (type) {
            case F32, BF16, F16, S8, U8, S32 -> true;
            default -> false;
        };
    }

    private static float[] values(MemoryDescriptor descriptor, int offset) {
        float[] values = new float[Math.toIntExact(descriptor.elements())];
        for (int i = 0; i < values.length; i++) {
            values[i] = i * 7 % 5 - 2 + offset;
        }
        return values;
    }

    private static List<byte[]> bytes(List<Tensor> tensors) {
        return tensors.stream()
                .map(tensor -> tensor.segment().toArray(ValueLayout.JAVA_BYTE))
                .toList();
    }

    private static Object descriptor(Primitive primitive, String name) {
        try {
            Object descriptor = primitive.getClass().getMethod(name).invoke(primitive);
            return descriptor == null ? "none" : descriptor;
        } catch (InvocationTargetException thrown) {
            throw rethrown(thrown);
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static void call(Primitive primitive, List<@Nullable Object> arguments) {
        Method execute =
                Arrays.stream(primitive.getClass().getMethods())
                        .filter(method -> method.getName().equals("execute"))
                        .max(Comparator.comparingInt(Method::getParameterCount))
                        .orElseThrow();
        try {
            execute.invoke(primitive, arguments.toArray());
        } catch (InvocationTargetException thrown) {
            throw rethrown(thrown);
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static RuntimeException rethrown(InvocationTargetException thrown) {
        if (thrown.getTargetException() instanceof Error error) {
            throw error;
        }
        return (RuntimeException) thrown.getTargetException();
    }
}
