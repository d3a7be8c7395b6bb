package dev.onednn4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.onednn4j.internal.memory.Argument;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;

/// A null in place of a tensor, a stream or the runtime arguments is refused by the name of the
/// argument, and what is used afterwards works.
@SuppressWarnings("NullAway") // nulls are what is tested
class NullArgumentsTest {
    private static final MemoryDescriptor IMAGES = MemoryDescriptor.of(DataType.F32, 2, 3, 4, 5);

    private static String refusal(Executable call) {
        return Thrown.message(NullPointerException.class, call);
    }

    @ParameterizedTest
    @EnumSource
    void nullTensor_isRefusedByName(EveryPrimitive which) {
        try (Engine engine = Engine.cpu();
                Arena arena = Arena.ofConfined();
                Primitive primitive = which.make(engine, IMAGES, name -> true)) {
            EveryPrimitive.Tensors tensors = EveryPrimitive.Tensors.of(primitive, arena);
            for (int i = 0; i <= tensors.sources().size(); i++) {
                List<Tensor> sources = new ArrayList<>(tensors.sources());
                Tensor last = tensors.last();
                if (i < sources.size()) {
                    sources.set(i, null);
                } else {
                    last = null;
                }
                EveryPrimitive.Tensors incomplete =
                        new EveryPrimitive.Tensors(
                                sources, last, tensors.named(), tensors.written());
                Argument argument = primitive.made().arguments().get(i);
                String expected =
                        argument.name() + ": expected " + argument.descriptor() + ", got null";
                assertEquals(expected, refusal(() -> incomplete.run(primitive)));
                assertEquals(expected, refusal(() -> incomplete.bind(primitive).close()));
            }
            tensors.run(primitive);
        }
    }

    @ParameterizedTest
    @EnumSource
    void nullRuntimeArguments_areRefusedByName(EveryPrimitive which) {
        try (Engine engine = Engine.cpu();
                Arena arena = Arena.ofConfined();
                Primitive primitive = which.make(engine, IMAGES, name -> true)) {
            EveryPrimitive.Tensors tensors = EveryPrimitive.Tensors.of(primitive, arena);
            String message =
                    refusal(
                            () ->
                                    primitive.executions.run(
                                            tensors.sources(), tensors.last(), null));
            assertTrue(message.startsWith("runtime: expected RuntimeArguments"), message);
            assertTrue(message.contains("got null"), message);
            tensors.run(primitive);
        }
    }

    @Test
    void nullOnABoundExecution_isRefusedByName() {
        try (Engine engine = Engine.cpu();
                Arena arena = Arena.ofConfined();
                Eltwise relu =
                        Eltwise.forward(engine)
                                .algorithm(EltwiseAlgorithm.RELU)
                                .src(IMAGES)
                                .build();
                Execution execution =
                        relu.bind(Tensor.allocate(arena, IMAGES), Tensor.allocate(arena, IMAGES))) {
            assertEquals(
                    "src: expected f32 2x3x4x5 abcd, got null",
                    refusal(() -> execution.set("src", null)));
            assertEquals(
                    "argument: expected one of [src, dst], got null",
                    refusal(() -> execution.set(null, Tensor.allocate(arena, IMAGES))));
            assertEquals(
                    "stream: expected one, got null; run() uses the engine's own",
                    refusal(() -> execution.runOn(null)));
            execution.run();
        }
    }

    @Test
    void nullEngine_isRefusedByName() {
        assertEquals("engine", refusal(() -> Stream.of(null).close()));
    }

    @Test
    void nullRuntimeTensor_isRefusedByItsName() {
        assertEquals(
                "slopes: expected a tensor, got null",
                refusal(() -> RuntimeArguments.of("slopes", null)));
    }

    @Test
    void nullToBePacked_isRefusedByName() {
        try (Engine engine = Engine.cpu();
                Arena arena = Arena.ofConfined();
                Convolution convolution =
                        Convolution.forward(engine)
                                .src(DataType.F32, 1, 8, 4, 4)
                                .weights(DataType.F32, 8, 8, 3, 3)
                                .dst(DataType.F32)
                                .postOps(PostOps.none().prelu("slopes", 0))
                                .build();
                BackwardData gradient =
                        Convolution.backwardData(engine)
                                .diffSrc(DataType.F32, 1, 8, 4, 4)
                                .weights(DataType.F32, 8, 8, 3, 3)
                                .diffDst(DataType.F32)
                                .build()) {
            Tensor weights = Tensor.allocate(arena, MemoryDescriptor.of(DataType.F32, 8, 8, 3, 3));
            assertEquals("weights", refusal(() -> convolution.pack(null, arena)));
            assertEquals("arena", refusal(() -> convolution.pack(weights, null)));
            assertEquals("name", refusal(() -> convolution.pack(null, weights, arena)));
            assertEquals("tensor", refusal(() -> convolution.pack("slopes", null, arena)));
            assertEquals("arena", refusal(() -> convolution.pack("slopes", weights, null)));
            assertEquals("weights", refusal(() -> gradient.pack(null, arena)));
            assertEquals("arena", refusal(() -> gradient.pack(weights, null)));
        }
    }

    @Test
    void tooFewSources_areRefusedByTheNameOfTheParameter() {
        MemoryDescriptor row = MemoryDescriptor.of(DataType.F32, 3);
        try (Engine engine = Engine.cpu();
                Arena arena = Arena.ofConfined();
                Sum sum = Sum.forward(engine).src(row).src(row).build()) {
            Tensor tensor = Tensor.allocate(arena, row);
            assertEquals(
                    "srcs: expected 2 tensors, got 1",
                    Thrown.message(
                            IllegalArgumentException.class,
                            () -> sum.execute(List.of(tensor), Tensor.allocate(arena, row))));
            assertEquals("srcs", refusal(() -> sum.execute(null, tensor)));
            assertEquals("srcs", refusal(() -> sum.bind(null, tensor).close()));
        }
    }
}
