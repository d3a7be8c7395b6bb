package dev.onednn4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;

import dev.onednn4j.testing.ChildJvm;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// What every primitive promises: threads share it, it is not used after it is closed, an execution
/// allocates nothing, nothing is left behind, and no memory is touched but that of its tensors.
@SuppressWarnings("try")
class EveryPrimitiveTest {
    private static final MemoryDescriptor IMAGES = MemoryDescriptor.of(DataType.F32, 2, 19, 6, 7);

    private static Primitive make(EveryPrimitive which, Engine engine) {
        return which.make(engine, IMAGES, name -> true);
    }

    @ParameterizedTest
    @EnumSource
    void eightThreadsShareOne(EveryPrimitive which) throws Exception {
        try (Engine engine = Engine.cpu();
                Primitive primitive = make(which, engine);
                ExecutorService executor = Executors.newFixedThreadPool(8)) {
            Callable<List<MemorySegment>> work =
                    () -> {
                        try (Arena arena = Arena.ofConfined()) {
                            EveryPrimitive.Tensors tensors =
                                    EveryPrimitive.Tensors.of(primitive, arena);
                            tensors.run(primitive);
                            return tensors.results();
                        }
                    };
            List<MemorySegment> expected = work.call();
            assertTrue(
                    expected.stream().anyMatch(result -> isNotZero(result)), primitive::toString);
            List<Future<List<MemorySegment>>> futures = new ArrayList<>();
            for (int i = 0; i < 80; i++) {
                futures.add(executor.submit(work));
            }
            for (Future<List<MemorySegment>> future : futures) {
                List<MemorySegment> results = future.get();
                for (int i = 0; i < expected.size(); i++) {
                    assertEquals(-1, expected.get(i).mismatch(results.get(i)), primitive::toString);
                }
            }
        }
    }

    private static boolean isNotZero(MemorySegment memory) {
        return memory.mismatch(MemorySegment.ofArray(new byte[(int) memory.byteSize()])) >= 0;
    }

    @ParameterizedTest
    @EnumSource
    void aClosedOneRefusesToExecute(EveryPrimitive which) {
        try (Engine engine = Engine.cpu();
                Arena arena = Arena.ofConfined();
                Primitive primitive = make(which, engine)) {
            EveryPrimitive.Tensors tensors = EveryPrimitive.Tensors.of(primitive, arena);
            try (Execution bound = tensors.bind(primitive)) {
                primitive.close();
                primitive.close();
                assertEquals(
                        "the primitive is closed: " + primitive,
                        Thrown.message(IllegalStateException.class, () -> tensors.run(primitive)));
                assertThrows(IllegalStateException.class, () -> tensors.bind(primitive));
                bound.run();
                assertTrue(tensors.results().stream().anyMatch(EveryPrimitiveTest::isNotZero));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void tensorsThatAreGoneOrOfAnotherThreadAreRefusedByName(EveryPrimitive which)
            throws Exception {
        try (Engine engine = Engine.cpu();
                Primitive primitive = make(which, engine);
                ExecutorService other = Executors.newSingleThreadExecutor()) {
            String first = primitive.made().arguments().getFirst().name();
            EveryPrimitive.Tensors tensors;
            try (Arena arena = Arena.ofConfined()) {
                EveryPrimitive.Tensors confined = EveryPrimitive.Tensors.of(primitive, arena);
                String message =
                        other.submit(
                                        () ->
                                                Thrown.message(
                                                        WrongThreadException.class,
                                                        () -> confined.run(primitive)))
                                .get();
                assertTrue(
                        message.startsWith(first + ": its memory is confined to another"), message);
                tensors = confined;
            }
            assertEquals(
                    first + ": the arena of its memory is closed",
                    Thrown.message(IllegalStateException.class, () -> tensors.run(primitive)));
        }
    }

    @ParameterizedTest
    @EnumSource
    void anExecutionAllocatesNothing(EveryPrimitive which) {
        ThreadMXBean bean = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        try (Engine engine = Engine.cpu();
                Arena arena = Arena.ofShared();
                Primitive primitive = make(which, engine)) {
            EveryPrimitive.Tensors tensors = EveryPrimitive.Tensors.of(primitive, arena);
            int calls = 1000;
            long allocated = Long.MAX_VALUE;
            // The first rounds are interpreted and compiled; what counts is that they reach zero.
            for (int round = 0; round < 40 && allocated > 0; round++) {
                long handles = OneDnn.liveHandles();
                long before = bean.getCurrentThreadAllocatedBytes();
                for (int i = 0; i < calls; i++) {
                    tensors.run(primitive);
                }
                allocated = (bean.getCurrentThreadAllocatedBytes() - before) / calls;
                assertEquals(handles, OneDnn.liveHandles());
            }
            assertEquals(0, allocated, "bytes on the heap for each call");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aFailedBuildLeavesNothingBehind(EveryPrimitive which) {
        try (Engine engine = Engine.cpu()) {
            long before = OneDnn.liveHandles();
            assertThrows(
                    UnimplementedException.class,
                    () -> which.make(engine, IMAGES, name -> false).close());
            assertEquals(before, OneDnn.liveHandles());
        }
    }

    @Test
    void nothingTouchesMemoryBeyondItsTensors() {
        assumeTrue(
                System.getProperty("os.name").equals("Linux"),
                "the numbers of mmap's flags are those of Linux");
        ChildJvm.Result result =
                ChildJvm.with("--enable-native-access=ALL-UNNAMED").run(Guarded.class);
        assertEquals(0, result.exitCode(), result.output());
        assertTrue(result.output().endsWith("all ran\n"), result.output());
    }

    /// Runs each primitive on guarded tensors of several sizes and layouts.
    static final class Guarded {
        private static final long[][] SIZES = {
            {1, 1, 2, 2}, {1, 16, 5, 3}, {3, 17, 2, 9}, {2, 33, 7, 2}, {5, 3, 3, 3}
        };
        private static final List<FormatTag> LAYOUTS =
                List.of(FormatTag.NCHW, FormatTag.NHWC, FormatTag.of("aBcd16b"));

        public static void main(String[] arguments) {
            GuardPages pages = new GuardPages();
            try (Engine engine = Engine.cpu()) {
                for (EveryPrimitive which : EveryPrimitive.values()) {
                    for (long[] dims : SIZES) {
                        for (FormatTag layout : LAYOUTS) {
                            run(
                                    engine,
                                    which,
                                    MemoryDescriptor.of(DataType.F32, dims).with(layout),
                                    pages);
                        }
                    }
                }
            }
            System.out.println("all ran");
        }

        private static void run(
                Engine engine, EveryPrimitive which, MemoryDescriptor images, GuardPages pages) {
            try (Arena arena = Arena.ofConfined();
                    Primitive primitive = which.make(engine, images, name -> true)) {
                System.out.println(primitive);
                EveryPrimitive.Tensors.of(primitive, arena, pages).run(primitive);
            }
        }
    }
}
