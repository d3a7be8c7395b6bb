package dev.onednn4j;

import static dev.onednn4j.DataType.F32;
import static dev.onednn4j.DataType.S8;
import static dev.onednn4j.DataType.U8;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.onednn4j.testing.ChildJvm;

import org.junit.jupiter.api.Test;

import java.lang.foreign.Arena;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/// Numbers beyond what oneDNN keeps, and those just within, on tensors of a few bytes. All of them
/// run in a JVM of their own: the end of that is a failure here.
class HugeNumbersTest {
    private static final String BITS = ", as oneDNN computes with them in 32 bits, got ";
    private static final String SIZES =
            "expected dimensions of at most 2147483647, as oneDNN keeps them in 32 bits, got ";

    /// Refused calls, by the message.
    private static Map<String, Consumer<Engine>> refused() {
        Map<String, Consumer<Engine>> calls = new LinkedHashMap<>();
        calls.put(
                "strides: expected at most 2147483647" + BITS + "[4294967296]",
                e -> pooling(e).kernel(2).strides(1L << 32).build());
        calls.put(
                "kernel: expected at most 2147483647" + BITS + "[4294967297]",
                e -> pooling(e).kernel((1L << 32) + 1).build());
        calls.put(
                "padding: expected at most 2147483647" + BITS + "[2147483648]",
                e -> pooling(e).kernel(2).padding(1L << 31).build());
        calls.put(
                "kernel: what the kernel reaches over in spatial dimension 0: expected at most"
                        + " 2147483647 elements, as oneDNN keeps their number in 32 bits, got"
                        + " 4294967295",
                e -> pooling(e).kernel(3).dilation(Integer.MAX_VALUE).padding(1L << 30).build());
        calls.put(
                "src: " + SIZES + "[4294967296, 16, 2, 2]",
                e ->
                        Convolution.forward(e)
                                .src(U8, 1L << 32, 16, 2, 2)
                                .weights(S8, 16, 16, 2, 2)
                                .dst(F32)
                                .build());
        calls.put(
                "dilation: expected at most 16777216" + BITS + "[2147483647, 2147483647]",
                e -> convolution(e).dilation(Integer.MAX_VALUE).padding(Integer.MAX_VALUE).build());
        calls.put(
                "dilation: expected at most 16777216" + BITS + "[2147483648, 1]",
                e -> convolution(e).weights(F32, 16, 16, 1, 2).dilation(1L << 31, 1).build());
        calls.put(
                "strides: expected at most 16777216" + BITS + "[4294967297, 4294967297]",
                e -> convolution(e).strides((1L << 32) + 1).build());
        calls.put(
                "weights: the output channels: expected at most 2147483647 elements, as oneDNN"
                        + " keeps their number in 32 bits, got 4294967296",
                e -> convolution(e).src(F32, 1, 4, 2, 2).weights(F32, 4, 1 << 30, 1, 1, 1).build());
        calls.put(
                "weights: what the kernel reaches over in spatial dimension 1: expected at most"
                        + " 2147483647 elements, as oneDNN keeps their number in 32 bits, got"
                        + " 2147483649",
                e -> convolution(e).weights(F32, 16, 16, 1, 129).dilation(1, 1 << 24).build());
        calls.put(
                "dst: spatial dimension 0 before padding: expected at most 2147483647 elements, as"
                        + " oneDNN keeps their number in 32 bits, got 2164260865",
                e ->
                        Deconvolution.forward(e)
                                .src(F32, 1, 2, 130)
                                .weights(F32, 2, 2, 1)
                                .dst(F32)
                                .strides(1 << 24)
                                .padding(1 << 24)
                                .build());
        calls.put(
                "src: " + SIZES + "[4294967297, 1]",
                e ->
                        InnerProduct.forward(e)
                                .src(U8, (1L << 32) + 1, 1)
                                .weights(S8, 1, 1)
                                .dst(F32)
                                .build());
        calls.put(
                "weights: " + SIZES + "[1, 4294967297]",
                e ->
                        MatMul.forward(e)
                                .src(U8, 1, 1)
                                .weights(S8, 1, (1L << 32) + 1)
                                .dst(F32)
                                .build());
        calls.put(
                "strides: expected at most 4096 along the width for tensors with the channels last,"
                        + " with which oneDNN takes minutes to find a kernel, got [100000] for f32"
                        + " 1x16x100000 acb and f32 1x16x1 abc; lay one of them out as NCHW is",
                e ->
                        Convolution.backwardData(e)
                                .diffSrc(
                                        MemoryDescriptor.of(F32, 1, 16, 100_000)
                                                .with(FormatTag.NWC))
                                .weights(F32, 16, 16, 1)
                                .diffDst(F32)
                                .strides(100_000)
                                .build());
        return calls;
    }

    private static Pooling.Builder pooling(Engine engine) {
        return Pooling.forward(engine)
                .algorithm(PoolingAlgorithm.MAX)
                .src(MemoryDescriptor.of(F32, 1, 16, 8));
    }

    private static Convolution.Builder convolution(Engine engine) {
        return Convolution.forward(engine)
                .src(F32, 1, 16, 2, 2)
                .weights(F32, 16, 16, 2, 2)
                .dst(F32);
    }

    /// What the child runs.
    static final class Program {
        private Program() {}

        public static void main(String[] arguments) {
            try (Engine engine = Engine.cpu();
                    Arena arena = Arena.ofConfined()) {
                refused()
                        .forEach(
                                (message, call) -> {
                                    System.out.println(message);
                                    assertEquals(
                                            message,
                                            Thrown.message(
                                                    IllegalArgumentException.class,
                                                    () -> call.accept(engine)));
                                });
                depthwise(engine, arena);
                gradient(engine, arena);
                largestPooling(engine, arena);
            }
        }

        /// The distance between taps is 2^32 bytes: as many as are cut off.
        private static void depthwise(Engine engine, Arena arena) {
            System.out.println("depthwise");
            try (Convolution convolution =
                    Convolution.forward(engine)
                            .src(MemoryDescriptor.of(F32, 1, 64, 1, 4).with(FormatTag.NHWC))
                            .weights(F32, 64, 1, 1, 1, 1)
                            .dst(F32)
                            .strides(1, 1 << 24)
                            .padding(new long[] {0, 1 << 24}, new long[] {0, 1 << 24})
                            .build()) {
                Tensor dst = Tensor.allocate(arena, convolution.dst());
                convolution.execute(
                        SmallConvolution.ones(arena, convolution.src()),
                        SmallConvolution.ones(arena, convolution.weights()),
                        dst);
                assertArrayEquals(new long[] {1, 64, 1, 3}, dst.descriptor().dims());
                for (int channel = 0; channel < 64; channel++) {
                    assertEquals(0, dst.get(0, channel, 0, 0));
                    assertEquals(1, dst.get(0, channel, 0, 1));
                    assertEquals(0, dst.get(0, channel, 0, 2));
                }
            }
        }

        /// Strides that the kernel for strided gradients would try one by one.
        private static void gradient(Engine engine, Arena arena) {
            for (long stride : new long[] {5000, 1 << 24}) {
                System.out.println("gradient " + stride);
                try (BackwardData gradient =
                        Convolution.backwardData(engine)
                                .diffSrc(F32, 1, 4, 3)
                                .weights(F32, 16, 4, 1)
                                .diffDst(F32)
                                .strides(stride)
                                .padding(new long[] {0}, new long[] {stride})
                                .build()) {
                    Tensor diffSrc = Tensor.allocate(arena, gradient.diffSrc());
                    gradient.execute(
                            SmallConvolution.ones(arena, gradient.diffDst()),
                            SmallConvolution.ones(arena, gradient.weights()),
                            diffSrc);
                    assertEquals(16, diffSrc.get(0, 3, 0));
                    assertEquals(0, diffSrc.get(0, 3, 1));
                }
            }
        }

        /// The largest numbers that are accepted.
        private static void largestPooling(Engine engine, Arena arena) {
            System.out.println("largest pooling");
            try (Pooling pooling =
                    pooling(engine)
                            .kernel(2)
                            .strides(Integer.MAX_VALUE)
                            .dilation(Integer.MAX_VALUE - 1)
                            .padding(new long[] {0}, new long[] {Integer.MAX_VALUE - 8})
                            .build()) {
                Tensor dst = Tensor.allocate(arena, pooling.dst());
                pooling.execute(SmallConvolution.ones(arena, pooling.src()), dst);
                assertArrayEquals(new long[] {1, 16, 1}, dst.descriptor().dims());
                assertEquals(1, dst.get(0, 15, 0));
            }
        }
    }

    @Test
    void numbersBeyond32Bits_areRefusedAndDoNotEndTheJvm() {
        ChildJvm.Result result =
                ChildJvm.with("--enable-native-access=ALL-UNNAMED", "-Donednn4j.warnSlow=false")
                        .run(Program.class);
        assertEquals(0, result.exitCode(), result.output());
    }
}
