package dev.onednn4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.onednn4j.testing.ChildJvm;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/// Where the heap is full, in the middle of whatever this library does, the caller gets an
/// `OutOfMemoryError` and nothing else: no native object stays behind, what exists can be executed
/// and closed, and everything works again when there is room. In a JVM of its own.
class FullHeapTest {
    @Test
    void workInAFullHeap_leavesNothingBehind() {
        ChildJvm.Result result =
                ChildJvm.with(
                                "--enable-native-access=ALL-UNNAMED",
                                "-Xmx12m",
                                // Every allocation counts, and the heap is collected quickly.
                                "-XX:+UseSerialGC",
                                "-XX:-UseTLAB")
                        .run(Program.class);
        assertEquals(0, result.exitCode(), result.output());
        assertTrue(result.output().contains("all went well"), result.output());
    }

    /// Does everything with so and so many bytes left.
    static final class Program {
        private static final int PIECE = 1024;
        private static final int PIECES = 400;
        private static final int ENOUGH = 4;
        private static final MemoryDescriptor IMAGES =
                MemoryDescriptor.of(DataType.F32, 2, 19, 6, 7);

        private final List<String> failures = new ArrayList<>();
        private @Nullable Object ballast;
        private Object @Nullable [] pieces;
        private @Nullable Throwable wrong;
        private int refusals;
        private int successes;

        public static void main(String[] arguments) {
            Program program = new Program();
            program.run();
            program.failures.forEach(System.out::println);
            System.out.println(program.refusals + " refusals, " + program.successes + " successes");
            if (program.failures.isEmpty() && program.refusals > 0 && program.successes > 0) {
                System.out.println("all went well");
            }
        }

        private void run() {
            try (Engine engine = Engine.cpu()) {
                withEveryRoom("an engine", () -> Engine.cpu().close());
                withEveryRoom("a stream", () -> Stream.of(engine).close());
                withEveryRoom("a descriptor", () -> IMAGES.with(FormatTag.NHWC));
                for (EveryPrimitive which : List.of(EveryPrimitive.ELTWISE)) {
                    withEveryRoom(
                            which.toString(),
                            () -> which.make(engine, IMAGES, name -> true).close());
                    execute(which, engine);
                }
                withEveryRoom(
                        "a convolution",
                        () ->
                                Convolution.forward(engine)
                                        .src(MemoryDescriptor.of(DataType.F32, 1, 8, 6, 6))
                                        .weights(DataType.F32, 8, 8, 3, 3)
                                        .dst(DataType.F32)
                                        .postOps(PostOps.none().eltwise(EltwiseAlgorithm.RELU))
                                        .build()
                                        .close());
            }
        }

        private void execute(EveryPrimitive which, Engine engine) {
            try (Primitive primitive = which.make(engine, IMAGES, name -> true);
                    Arena arena = Arena.ofShared()) {
                EveryPrimitive.Tensors tensors = EveryPrimitive.Tensors.of(primitive, arena);
                tensors.run(primitive);
                List<MemorySegment> expected = tensors.results();
                withEveryRoom(which + " executed", () -> tensors.run(primitive));
                withEveryRoom(
                        which + " bound",
                        () -> {
                            try (Execution execution = tensors.bind(primitive)) {
                                execution.run();
                            }
                        });
                for (int i = 0; i < expected.size(); i++) {
                    require(
                            expected.get(i).mismatch(tensors.results().get(i)) < 0,
                            which + " computes something else");
                }
                Execution execution = tensors.bind(primitive);
                Runnable end = primitive::close;
                fill();
                try {
                    execution.run();
                    execution.close();
                    end.run();
                } catch (OutOfMemoryError notNeeded) {
                    wrong = notNeeded;
                } finally {
                    empty();
                }
                noteWrong(which + " closed in a full heap");
            }
        }

        /// Does something with no room in the heap, then with a little more, until there is enough.
        private void withEveryRoom(String name, Runnable work) {
            for (int i = 0; i < 3; i++) {
                work.run();
            }
            long before = OneDnn.liveHandles();
            fill();
            int done = 0;
            long left = 0;
            try {
                while (done < ENOUGH && pieces != null) {
                    try {
                        work.run();
                        successes++;
                        done++;
                    } catch (OutOfMemoryError expected) {
                        refusals++;
                        done = 0;
                    } catch (Throwable failure) {
                        wrong = failure;
                    }
                    left = Math.max(left, OneDnn.liveHandles() - before);
                    pieces = (Object[]) pieces[0];
                }
            } finally {
                empty();
            }
            noteWrong(name);
            require(left == 0, name + " left " + left + " native objects");
            require(done == ENOUGH, name + " was not done often enough");
            work.run();
        }

        private void noteWrong(String name) {
            if (wrong != null) {
                wrong.printStackTrace(System.out);
                failures.add(name + ": " + wrong);
                wrong = null;
            }
        }

        /// Fills the heap, so that it can be given back in small pieces.
        private void fill() {
            for (int i = 0; i < PIECES; i++) {
                pieces = new Object[] {pieces, new byte[PIECE]};
            }
            for (int size = 1 << 20; size > 0; size /= 4) {
                try {
                    while (true) {
                        ballast = new Object[] {ballast, new byte[size]};
                    }
                } catch (OutOfMemoryError full) {
                    // Smaller pieces may still fit.
                }
            }
        }

        private void empty() {
            pieces = null;
            ballast = null;
        }

        private void require(boolean condition, String message) {
            if (!condition) {
                failures.add(message);
            }
        }
    }
}
