package dev.onednn4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;

import dev.onednn4j.internal.call.Threads;

import org.junit.jupiter.api.Test;

import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;

/// Which thread may do what, and what it costs.
class ThreadTest {
    /// A convolution large enough to be split between threads and to need a scratchpad.
    private static Convolution convolution(Engine engine) {
        return Convolution.forward(engine)
                .src(DataType.F32, 1, 32, 20, 20)
                .weights(DataType.F32, 32, 32, 3, 3)
                .dst(DataType.F32)
                .padding(1)
                .build();
    }

    @Test
    void sixteenThreadsShareOneConvolution() throws Exception {
        int threads = 16;
        try (Engine engine = Engine.cpu();
                Convolution convolution = convolution(engine);
                Arena arena = Arena.ofShared();
                ExecutorService executor = Executors.newFixedThreadPool(threads)) {
            Tensor weights = Tensor.allocate(arena, convolution.weights());
            weights.segment().fill((byte) 0x3d);
            CyclicBarrier start = new CyclicBarrier(threads);
            List<Future<Boolean>> results = new ArrayList<>();
            for (int t = 0; t < threads; t++) {
                float value = t + 1;
                Callable<Boolean> work =
                        () -> {
                            start.await();
                            return isStable(convolution, weights, value);
                        };
                results.add(executor.submit(work));
            }
            for (Future<Boolean> result : results) {
                assertTrue(result.get());
            }
        }
    }

    /// Whether a thread's own input gives the same output again and again, whatever others do.
    private static boolean isStable(Convolution convolution, Tensor weights, float value) {
        try (Arena arena = Arena.ofConfined()) {
            Tensor src = Tensor.allocate(arena, convolution.src());
            for (long i = 0; i < src.segment().byteSize() / 4; i++) {
                src.segment().setAtIndex(ValueLayout.JAVA_FLOAT, i, value);
            }
            Tensor first = Tensor.allocate(arena, convolution.dst());
            convolution.execute(src, weights, null, first);
            boolean stable = first.segment().get(ValueLayout.JAVA_FLOAT, 0) != 0;
            for (int i = 0; i < 50; i++) {
                Tensor again = Tensor.allocate(arena, convolution.dst());
                convolution.execute(src, weights, null, again);
                stable &= first.segment().mismatch(again.segment()) == -1;
            }
            return stable;
        }
    }

    /// OpenMP's number of threads belongs to the calling thread. A primitive that was made for one
    /// thread and run by two would overrun its scratchpad.
    @Test
    void aPrimitiveKeepsTheNumberOfThreadsItWasBuiltWith() throws Exception {
        int before = OneDnn.setThreads(1);
        try (Engine engine = Engine.cpu();
                Convolution single = convolution(engine);
                Arena arena = Arena.ofShared();
                ExecutorService other = Executors.newSingleThreadExecutor()) {
            Tensor src = SmallConvolution.ones(arena, single.src());
            Tensor weights = Tensor.allocate(arena, single.weights());
            weights.segment().fill((byte) 0x3d);
            Tensor dst = Tensor.allocate(arena, single.dst());
            single.execute(src, weights, null, dst);
            float[] expected = dst.toArray();
            dst.segment().fill((byte) 0);

            int threadsAfter =
                    other.submit(
                                    () -> {
                                        OneDnn.setThreads(4);
                                        for (int i = 0; i < 100; i++) {
                                            single.execute(src, weights, null, dst);
                                        }
                                        return OneDnn.threads();
                                    })
                            .get();

            assertEquals(4, threadsAfter, "the calling thread's own number is restored");
            assertEquals(1, OneDnn.threads());
            assertArrayEquals(expected, dst.toArray());
        } finally {
            OneDnn.setThreads(before);
        }
        assertEquals(before, OneDnn.threads());
    }

    @Test
    void tensorsConfinedToAnotherThreadAreRefusedByName() throws Exception {
        try (Arena arena = Arena.ofConfined();
                SmallConvolution small = new SmallConvolution(arena);
                ExecutorService other = Executors.newSingleThreadExecutor()) {
            String message =
                    other.submit(() -> Thrown.message(WrongThreadException.class, small::execute))
                            .get();
            assertTrue(message.startsWith("src: its memory is confined to another"), message);
        }
    }

    @Test
    void anExecutionInUseRefusesASecondThread() throws Exception {
        try (Arena arena = Arena.ofShared();
                SmallConvolution small = new SmallConvolution(arena);
                Execution execution =
                        small.convolution.bind(small.src, small.weights, small.bias, small.dst);
                ExecutorService other = Executors.newSingleThreadExecutor()) {
            assertTrue(execution.bound().tryAcquire());
            String message =
                    other.submit(() -> Thrown.message(IllegalStateException.class, execution::run))
                            .get();
            assertEquals(
                    "the execution is in use by another thread: bind one for each thread", message);
            execution.bound().inUse = false;
        }
    }

    @Test
    void theHotPathAllocatesNothing() {
        ThreadMXBean bean = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        try (Arena arena = Arena.ofShared();
                SmallConvolution small = new SmallConvolution(arena);
                Execution execution =
                        small.convolution.bind(small.src, small.weights, small.bias, small.dst)) {
            Tensor otherDst = Tensor.allocate(arena, small.convolution.dst());
            int calls = 20_000;
            long allocated = Long.MAX_VALUE;
            // The first rounds are interpreted and compiled; what counts is that they reach zero.
            for (int round = 0; round < 10 && allocated > 0; round++) {
                long handles = OneDnn.liveHandles();
                long before = bean.getCurrentThreadAllocatedBytes();
                for (int i = 0; i < calls; i++) {
                    small.execute();
                    execution.run();
                    execution.set("dst", (i & 1) == 0 ? otherDst : small.dst);
                }
                allocated = (bean.getCurrentThreadAllocatedBytes() - before) / calls;
                assertEquals(handles, OneDnn.liveHandles());
            }
            assertEquals(0, allocated, "bytes on the heap for each call");
        }
    }

    @Test
    void threadsBelowOneAreRefused() {
        assertEquals(
                "threads: expected at least 1, got 0",
                Thrown.message(IllegalArgumentException.class, () -> OneDnn.setThreads(0)));
    }

    @Test
    void moreThreadsThanTheSystemMayGive_areRefusedWithTheReason() {
        int before = OneDnn.threads();
        int processors = Runtime.getRuntime().availableProcessors();
        for (int threads : new int[] {Integer.MAX_VALUE, 1_000_000, Threads.most() + 1}) {
            assertEquals(
                    "threads: expected at most "
                            + Threads.most()
                            + " on "
                            + processors
                            + " processors, got "
                            + threads
                            + "; more are not faster, and where the system refuses one OpenMP ends"
                            + " the process",
                    Thrown.message(
                            IllegalArgumentException.class, () -> OneDnn.setThreads(threads)));
        }
        assertEquals(before, OneDnn.threads());
        assertTrue(Threads.most() >= 64, "most: " + Threads.most());
        assertTrue(Threads.most() >= 4 * processors, "most: " + Threads.most());
        OneDnn.setThreads(Threads.most());
        try {
            assertEquals(Threads.most(), OneDnn.threads());
        } finally {
            OneDnn.setThreads(before);
        }
    }

    @Test
    void virtualThread_mayNotSetTheNumberOfThreads() throws Exception {
        int threads = OneDnn.threads();
        AtomicReference<Throwable> refusal = new AtomicReference<>();
        Thread.ofVirtual()
                .start(
                        () -> {
                            try {
                                OneDnn.setThreads(1);
                            } catch (Throwable failure) {
                                refusal.set(failure);
                            }
                        })
                .join();
        assertEquals(
                "java.lang.IllegalStateException: threads: expected a call in a platform thread,"
                    + " got one in a virtual thread, which shares its number with others; build the"
                    + " primitives in a platform thread, they keep its number in virtual ones",
                String.valueOf(refusal.get()));
        assertEquals(threads, OneDnn.threads());
    }

    @Test
    void virtualThreads_runOnTheNumberThatAPrimitiveWasBuiltWith() throws Exception {
        int before = OneDnn.setThreads(1);
        try (Engine engine = Engine.cpu();
                Softmax softmax =
                        Softmax.forward(engine)
                                .src(MemoryDescriptor.of(DataType.F32, 64, 100))
                                .build();
                Arena arena = Arena.ofShared();
                ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            assertEquals(1, softmax.made().threads());
            int usual = executor.submit(OneDnn::threads).get();
            Tensor src = Tensor.allocate(arena, softmax.src());
            List<Future<Integer>> after = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                after.add(
                        executor.submit(
                                () -> {
                                    try (Arena own = Arena.ofConfined()) {
                                        Tensor dst = Tensor.allocate(own, softmax.dst());
                                        softmax.execute(src, dst);
                                        assertEquals(0.01, dst.get(63, 99), 1e-6);
                                    }
                                    return OneDnn.threads();
                                }));
            }
            for (Future<Integer> threads : after) {
                assertEquals(usual, threads.get());
            }
        } finally {
            OneDnn.setThreads(before);
        }
    }
}
