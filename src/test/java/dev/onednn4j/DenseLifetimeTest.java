package dev.onednn4j;

import static dev.onednn4j.DataType.F32;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.sun.management.ThreadMXBean;

import org.junit.jupiter.api.Test;

import java.lang.foreign.Arena;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// How long inner products, matrix products and poolings live, which threads share them, and what a
/// call costs.
class DenseLifetimeTest {
    private static final MemoryDescriptor IMAGES = MemoryDescriptor.of(F32, 2, 16, 6, 6);

    private static Pooling pooling(Engine engine) {
        return Pooling.forward(engine)
                .training()
                .algorithm(PoolingAlgorithm.MAX)
                .src(IMAGES)
                .kernel(3)
                .strides(2)
                .build();
    }

    private static InnerProduct innerProduct(Engine engine) {
        return InnerProduct.forward(engine).src(IMAGES).weights(F32, 24, 16, 6, 6).dst(F32).build();
    }

    private static MatMul matmul(Engine engine) {
        return MatMul.forward(engine).src(F32, 4, 33, 65).weights(F32, 4, 65, 40).dst(F32).build();
    }

    @Test
    void aGradientOutlivesItsForwardPass() {
        try (Engine engine = Engine.cpu();
                Arena arena = Arena.ofConfined()) {
            Pooling forward = pooling(engine);
            Tensor src = counting(arena, forward.src());
            Tensor dst = Tensor.allocate(arena, forward.dst());
            MemoryDescriptor noted = Objects.requireNonNull(forward.workspace());
            Tensor workspace = Tensor.allocate(arena, noted);
            forward.execute(src, dst, workspace);
            BackwardBuilder<PoolingBackward> builder = forward.backward();
            try (PoolingBackward backward = builder.build();
                    Execution bound = backward.bind(dst, src, workspace)) {
                forward.close();
                forward.close();
                assertThrows(IllegalStateException.class, () -> forward.execute(src, dst));
                backward.execute(dst, src, workspace);
                float[] gradient = src.toArray();
                bound.run();
                assertArrayEquals(gradient, src.toArray());
                double sum = 0;
                for (float element : gradient) {
                    sum += element;
                }
                double expected = 0;
                for (float element : dst.toArray()) {
                    expected += element;
                }
                assertEquals(expected, sum);
            }
            assertThrows(IllegalStateException.class, builder::build);
            assertThrows(IllegalStateException.class, () -> forward.backward().build());
        }
    }

    @Test
    void eightThreadsShareOnePrimitive() throws Exception {
        try (Engine engine = Engine.cpu();
                InnerProduct innerProduct = innerProduct(engine);
                MatMul matmul = matmul(engine);
                Pooling pooling = pooling(engine);
                PoolingBackward backward = pooling.backward().build()) {
            assertShared(arena -> results(innerProduct, arena));
            assertShared(arena -> results(matmul, arena));
            assertShared(
                    arena -> {
                        Tensor dst = Tensor.allocate(arena, pooling.dst());
                        MemoryDescriptor noted = Objects.requireNonNull(pooling.workspace());
                        Tensor workspace = Tensor.allocate(arena, noted);
                        pooling.execute(counting(arena, pooling.src()), dst, workspace);
                        Tensor diffSrc = Tensor.allocate(arena, backward.diffSrc());
                        backward.execute(dst, diffSrc, workspace);
                        return diffSrc.toArray();
                    });
        }
    }

    private static float[] results(WeightedPrimitive primitive, Arena arena) {
        Tensor weights = counting(arena, MemoryDescriptor.of(F32, primitive.weights().dims()));
        Tensor dst = Tensor.allocate(arena, primitive.dst());
        primitive.execute(counting(arena, primitive.src()), primitive.pack(weights, arena), dst);
        return dst.toArray();
    }

    private interface Work {
        float[] run(Arena arena);
    }

    /// Whatever other threads do, each gets the same.
    private static void assertShared(Work work) throws Exception {
        float[] expected;
        try (Arena arena = Arena.ofConfined()) {
            expected = work.run(arena);
        }
        try (ExecutorService executor = Executors.newFixedThreadPool(8)) {
            List<Future<float[]>> futures = new ArrayList<>();
            Callable<float[]> task =
                    () -> {
                        try (Arena arena = Arena.ofConfined()) {
                            return work.run(arena);
                        }
                    };
            for (int i = 0; i < 160; i++) {
                futures.add(executor.submit(task));
            }
            for (Future<float[]> future : futures) {
                assertArrayEquals(expected, future.get());
            }
        }
    }

    /// Small integers, whose sums are exact in any order.
    private static Tensor counting(Arena arena, MemoryDescriptor descriptor) {
        float[] values = new float[(int) descriptor.elements()];
        for (int i = 0; i < values.length; i++) {
            values[i] = i * 7 % 13 - 6;
        }
        return Tensor.allocate(arena, descriptor).copyFrom(values);
    }

    @Test
    void executionsAllocateNothing() {
        try (Engine engine = Engine.cpu();
                Arena arena = Arena.ofShared();
                InnerProduct innerProduct = innerProduct(engine);
                MatMul matmul = matmul(engine);
                Pooling pooling = pooling(engine);
                PoolingBackward backward = pooling.backward().build()) {
            Tensor images = counting(arena, IMAGES);
            Tensor features = Tensor.allocate(arena, innerProduct.src());
            Tensor weights = Tensor.allocate(arena, innerProduct.weights());
            Tensor outputs = Tensor.allocate(arena, innerProduct.dst());
            Tensor left = Tensor.allocate(arena, matmul.src());
            Tensor right = Tensor.allocate(arena, matmul.weights());
            Tensor product = Tensor.allocate(arena, matmul.dst());
            Tensor pooled = Tensor.allocate(arena, pooling.dst());
            MemoryDescriptor noted = Objects.requireNonNull(pooling.workspace());
            Tensor workspace = Tensor.allocate(arena, noted);
            ThreadMXBean bean = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            int calls = 2000;
            long allocated = Long.MAX_VALUE;
            // The first rounds are interpreted and compiled; what counts is that they reach zero.
            for (int round = 0; round < 20 && allocated > 0; round++) {
                long handles = OneDnn.liveHandles();
                long before = bean.getCurrentThreadAllocatedBytes();
                for (int i = 0; i < calls; i++) {
                    innerProduct.execute(features, weights, outputs);
                    matmul.execute(left, right, product);
                    pooling.execute(images, pooled, workspace);
                    backward.execute(pooled, images, workspace);
                }
                allocated = (bean.getCurrentThreadAllocatedBytes() - before) / calls;
                assertEquals(handles, OneDnn.liveHandles());
            }
            assertEquals(0, allocated, "bytes on the heap for each call");
        }
    }

    @Test
    void aFailedBuildLeavesNothingBehind() {
        try (Engine engine = Engine.cpu()) {
            long before = OneDnn.liveHandles();
            assertThrows(
                    UnimplementedException.class,
                    () ->
                            Pooling.forward(engine)
                                    .algorithm(PoolingAlgorithm.MAX)
                                    .src(IMAGES)
                                    .kernel(2)
                                    .implementations(name -> false)
                                    .build());
            assertThrows(
                    UnimplementedException.class,
                    () ->
                            MatMul.forward(engine)
                                    .src(F32, 2, 3)
                                    .weights(F32, 3, 4)
                                    .dst(F32)
                                    .implementations(name -> false)
                                    .build());
            assertEquals(before, OneDnn.liveHandles());
        }
    }
}
