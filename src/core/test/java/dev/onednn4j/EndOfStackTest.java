package dev.onednn4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.onednn4j.testing.ChildJvm;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// Where the stack ends, in the middle of whatever this library does, the caller gets a
/// `StackOverflowError` and nothing else: no native object stays behind, and everything works again
/// when there is room. In a JVM of its own, which a mistake may end.
class EndOfStackTest {
    @ParameterizedTest
    @CsvSource({"build, -Xint", "build, -Xmixed", "execute, -Xint", "execute, -Xmixed"})
    void workAtTheEndOfTheStack_leavesNothingBehind(String work, String compilation) {
        ChildJvm.Result result =
                ChildJvm.with("--enable-native-access=ALL-UNNAMED", compilation)
                        .run(Program.class, work);
        assertEquals(0, result.exitCode(), result.output());
        assertTrue(result.output().contains("all went well"), result.output());
    }

    /// Does everything at each depth near the end of a small stack.
    static final class Program {
        private static final long STACK = 512 * 1024;
        private static final MemoryDescriptor IMAGES =
                MemoryDescriptor.of(DataType.F32, 2, 19, 6, 7);
        private static final List<EveryPrimitive> BUILT =
                List.of(EveryPrimitive.NORMALIZATION_BACKWARD, EveryPrimitive.CONCAT);
        private static final List<EveryPrimitive> EXECUTED =
                List.of(
                        EveryPrimitive.NORMALIZATION,
                        EveryPrimitive.POOLING_BACKWARD,
                        EveryPrimitive.MATRIX_PRODUCT);

        private final List<String> failures = new ArrayList<>();
        private @Nullable Throwable wrong;
        private int overflows;
        private int successes;

        public static void main(String[] arguments) throws InterruptedException {
            Program program = new Program();
            Thread small = new Thread(null, () -> program.run(arguments[0]), "small stack", STACK);
            small.start();
            small.join();
            program.failures.forEach(System.out::println);
            System.out.println(
                    program.overflows + " overflows, " + program.successes + " successes");
            if (program.failures.isEmpty() && program.overflows > 0 && program.successes > 0) {
                System.out.println("all went well");
            }
        }

        private void run(String work) {
            try {
                if (work.equals("build")) {
                    build();
                } else {
                    execute();
                }
            } catch (Throwable failure) {
                failures.add("outside: " + failure);
                failure.printStackTrace();
            }
        }

        private void build() {
            try (Engine engine = Engine.cpu()) {
                atEachDepth("an engine", () -> Engine.cpu().close());
                atEachDepth("a stream", () -> Stream.of(engine).close());
                atEachDepth(
                        "a descriptor",
                        () -> IMAGES.with(FormatTag.NHWC).submemory(new long[4], new long[4]));
                for (EveryPrimitive which : BUILT) {
                    atEachDepth(
                            which.toString(),
                            () -> which.make(engine, IMAGES, name -> true).close());
                }
                atEachDepth("a convolution", () -> convolution(engine).close());
            }
        }

        private static Convolution convolution(Engine engine) {
            return Convolution.forward(engine)
                    .src(MemoryDescriptor.of(DataType.F32, 1, 8, 6, 6))
                    .weights(DataType.F32, 8, 8, 3, 3)
                    .bias(DataType.F32)
                    .dst(DataType.F32)
                    .postOps(PostOps.none().eltwise(EltwiseAlgorithm.RELU, 0, 0))
                    .build();
        }

        private void execute() {
            try (Engine engine = Engine.cpu()) {
                for (EveryPrimitive which : EXECUTED) {
                    execute(which.toString(), () -> which.make(engine, IMAGES, name -> true));
                }
                execute("a convolution", () -> convolution(engine));
            }
        }

        private void execute(String name, Supplier<Primitive> maker) {
            int before = OneDnn.setThreads(1);
            Primitive primitive = maker.get();
            OneDnn.setThreads(2);
            // Not an arena that is closed: where the stack ends while the JDK counts the calls that
            // use an arena, it may count one for ever.
            Arena arena = Arena.ofAuto();
            try (primitive) {
                EveryPrimitive.Tensors tensors = EveryPrimitive.Tensors.of(primitive, arena);
                tensors.run(primitive);
                List<MemorySegment> expected = tensors.results();
                atEachDepth(name + " executed", () -> tensors.run(primitive));
                require(OneDnn.threads() == 2, name + " left " + OneDnn.threads() + " threads");
                atEachDepth(name + " bound", () -> bindAndRun(tensors, primitive));
                require(OneDnn.threads() == 2, name + " left " + OneDnn.threads() + " threads");
                for (int i = 0; i < expected.size(); i++) {
                    require(
                            expected.get(i).mismatch(tensors.results().get(i)) < 0,
                            name + " computes something else");
                }
            }
            OneDnn.setThreads(before);
        }

        private static void bindAndRun(EveryPrimitive.Tensors tensors, Primitive primitive) {
            try (Execution execution = tensors.bind(primitive)) {
                execution.run();
            }
        }

        /// Does something once with room, then at the depths that are closest to the end.
        private void atEachDepth(String name, Runnable work) {
            for (int i = 0; i < 3; i++) {
                work.run();
            }
            long before = OneDnn.liveHandles();
            for (int round = 0; round < 2; round++) {
                dive(work);
                if (wrong != null) {
                    wrong.printStackTrace();
                    failures.add(name + ": " + wrong);
                    wrong = null;
                }
                require(
                        OneDnn.liveHandles() == before,
                        name + " left " + (OneDnn.liveHandles() - before) + " native objects");
                before = OneDnn.liveHandles();
            }
            work.run();
        }

        /// @return how often the work was done in a row, from the end of the stack upwards
        @SuppressWarnings("InfiniteRecursion") // It is to end the stack.
        private int dive(Runnable work) {
            int done;
            try {
                done = dive(work);
            } catch (StackOverflowError end) {
                done = 0;
            }
            if (done > 30) {
                return done;
            }
            try {
                work.run();
                successes++;
                return done + 1;
            } catch (StackOverflowError expected) {
                overflows++;
                return 0;
            } catch (Throwable failure) {
                // Noted down without a call, which would fail here.
                wrong = failure;
                return 0;
            }
        }

        private void require(boolean condition, String message) {
            if (!condition) {
                failures.add(message);
            }
        }
    }
}
