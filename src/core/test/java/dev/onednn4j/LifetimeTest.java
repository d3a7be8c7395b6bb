package dev.onednn4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.lang.foreign.Arena;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/// Nothing is used after it is closed, in whatever order a program closes things.
@SuppressWarnings({"try", "MustBeClosedChecker"})
class LifetimeTest {
    @Test
    void aClosedConvolutionRefusesToExecute() {
        try (Arena arena = Arena.ofConfined();
                SmallConvolution small = new SmallConvolution(arena)) {
            small.execute();
            small.convolution.close();
            small.convolution.close();
            String message = Thrown.message(IllegalStateException.class, small::execute);
            assertTrue(message.startsWith("the primitive is closed: --conv"), message);
            assertThrows(
                    IllegalStateException.class,
                    () -> small.convolution.bind(small.src, small.weights, small.bias, small.dst));
        }
    }

    @Test
    void aClosedEngineMakesNothingNewButWhatExistsWorks() {
        try (Arena arena = Arena.ofConfined();
                SmallConvolution small = new SmallConvolution(arena)) {
            small.engine.close();
            small.engine.close();
            small.execute();
            assertEquals(SmallConvolution.INNER, small.dst.get(0, 0, 1, 1));
            assertThrows(IllegalStateException.class, () -> Stream.of(small.engine));
            assertThrows(
                    IllegalStateException.class,
                    () -> Reorder.of(small.engine, small.src.descriptor(), small.src.descriptor()));
            assertThrows(
                    IllegalStateException.class,
                    () ->
                            Convolution.forward(small.engine)
                                    .src(small.src.descriptor())
                                    .weights(small.weights.descriptor())
                                    .dst(DataType.F32)
                                    .build());
        }
    }

    @Test
    void aBoundExecutionOutlivesItsConvolution() {
        try (Arena arena = Arena.ofConfined();
                SmallConvolution small = new SmallConvolution(arena);
                Execution execution =
                        small.convolution.bind(small.src, small.weights, small.bias, small.dst)) {
            small.close();
            execution.run();
            assertEquals(SmallConvolution.INNER, small.dst.get(0, 7, 2, 2));
            execution.close();
            execution.close();
            assertThrows(IllegalStateException.class, execution::run);
        }
    }

    @Test
    void aClosedStreamRefusesToRun() {
        try (Arena arena = Arena.ofConfined();
                SmallConvolution small = new SmallConvolution(arena);
                Execution execution =
                        small.convolution.bind(small.src, small.weights, small.bias, small.dst)) {
            Stream stream = Stream.of(small.engine);
            execution.runOn(stream);
            try (Engine other = Engine.cpu();
                    Stream foreign = Stream.of(other)) {
                assertThrows(IllegalArgumentException.class, () -> execution.runOn(foreign));
            }
            stream.await();
            assertEquals(SmallConvolution.INNER, small.dst.get(0, 3, 3, 3));
            stream.close();
            stream.close();
            assertThrows(IllegalStateException.class, () -> execution.runOn(stream));
            assertThrows(IllegalStateException.class, stream::await);
        }
    }

    @Test
    void aFailedBuildLeavesNothingBehind() {
        try (Engine engine = Engine.cpu()) {
            long before = OneDnn.liveHandles();
            assertThrows(
                    UnimplementedException.class,
                    () ->
                            Convolution.forward(engine)
                                    .src(DataType.F64, 1, 1, 4, 4)
                                    .weights(DataType.F64, 1, 1, 3, 3)
                                    .dst(DataType.F64)
                                    .build());
            assertEquals(before, OneDnn.liveHandles());
        }
    }

    @Test
    void aTensorOfAClosedArenaIsRefusedByName() {
        try (Arena arena = Arena.ofConfined();
                SmallConvolution small = new SmallConvolution(arena)) {
            Arena shortLived = Arena.ofShared();
            Tensor gone = SmallConvolution.ones(shortLived, small.src.descriptor());
            try (Execution execution =
                    small.convolution.bind(gone, small.weights, small.bias, small.dst)) {
                shortLived.close();
                assertEquals(
                        "src: the arena of its memory is closed",
                        Thrown.message(IllegalStateException.class, execution::run));
            }
            assertEquals(
                    "src: the arena of its memory is closed",
                    Thrown.message(
                            IllegalStateException.class,
                            () ->
                                    small.convolution.execute(
                                            gone, small.weights, small.bias, small.dst)));
            small.execute();
            assertEquals(SmallConvolution.INNER, small.dst.get(0, 0, 1, 1));
        }
    }

    /// One thread convolves without a pause while another closes the arena of the tensor under it:
    /// until the close succeeds it must fail, and afterwards the execution must be refused. Without
    /// the segments passed along with the call, native code reads freed memory here.
    @Test
    void anArenaIsNotClosedUnderARunningExecution() throws InterruptedException {
        try (Arena arena = Arena.ofShared();
                Engine engine = Engine.cpu();
                Convolution convolution =
                        Convolution.forward(engine)
                                .src(MemoryDescriptor.of(DataType.F32, 1, 16, 64, 64))
                                .weights(DataType.F32, 16, 16, 3, 3)
                                .dst(DataType.F32, FormatTag.NCHW)
                                .padding(1)
                                .build()) {
            Tensor weights = Tensor.allocate(arena, convolution.weights());
            Tensor dst = Tensor.allocate(arena, convolution.dst());
            AtomicInteger refusedCloses = new AtomicInteger();
            for (int round = 0; round < 12; round++) {
                Arena victim = Arena.ofShared();
                Tensor src = SmallConvolution.ones(victim, convolution.src());
                Throwable refused =
                        closedMeanwhile(
                                () -> convolution.execute(src, weights, null, dst),
                                () -> refusedCloses.addAndGet(closeAtLast(victim)));
                assertEquals("src: the arena of its memory is closed", refused.getMessage());
            }
            assertTrue(refusedCloses.get() > 0, "no close ever met a running execution");
        }
    }

    @Test
    void aConvolutionClosedWhileItRunsFinishesFirst() throws InterruptedException {
        for (int round = 0; round < 6; round++) {
            try (Arena arena = Arena.ofShared();
                    SmallConvolution small = new SmallConvolution(arena)) {
                Throwable refused = closedMeanwhile(small::execute, small.convolution::close);
                assertEquals(IllegalStateException.class, refused.getClass());
            }
        }
    }

    @Test
    void aStreamClosedWhileItRunsFinishesFirst() throws InterruptedException {
        for (int round = 0; round < 6; round++) {
            try (Arena arena = Arena.ofShared();
                    SmallConvolution small = new SmallConvolution(arena);
                    Execution execution =
                            small.convolution.bind(
                                    small.src, small.weights, small.bias, small.dst)) {
                Stream stream = Stream.of(small.engine);
                Throwable refused = closedMeanwhile(() -> execution.runOn(stream), stream::close);
                assertEquals(IllegalStateException.class, refused.getClass());
            }
        }
    }

    /// Tries until it is closed, and counts how often that was refused.
    private static int closeAtLast(Arena arena) {
        int refused = 0;
        while (arena.scope().isAlive()) {
            try {
                arena.close();
            } catch (IllegalStateException inUse) {
                refused++;
            }
        }
        return refused;
    }

    /// Uses something without a pause in another thread, closes it when it is in use, and gives
    /// what the use ended with.
    private static Throwable closedMeanwhile(Runnable use, Runnable close)
            throws InterruptedException {
        CountDownLatch running = new CountDownLatch(1);
        AtomicReference<Throwable> refused = new AtomicReference<>();
        Thread worker =
                Thread.ofPlatform()
                        .start(
                                () -> {
                                    try {
                                        while (true) {
                                            use.run();
                                            running.countDown();
                                        }
                                    } catch (Throwable end) {
                                        refused.set(end);
                                    }
                                });
        running.await();
        close.run();
        worker.join();
        return refused.get();
    }
}
