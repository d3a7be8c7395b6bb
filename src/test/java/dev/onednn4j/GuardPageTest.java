package dev.onednn4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.List;
import java.util.SplittableRandom;

/// Tensors that end where a page begins which nobody may touch: one byte read or written beyond
/// [MemoryDescriptor#size()] ends the process, which is a child for that reason.
class GuardPageTest {
    @Test
    void noConvolutionTouchesMemoryBeyondItsTensors() {
        assumeTrue(
                System.getProperty("os.name").equals("Linux"),
                "the numbers of mmap's flags are those of Linux");
        ChildJvm.Result result =
                ChildJvm.with("--enable-native-access=ALL-UNNAMED").run(Program.class);
        assertEquals(0, result.exitCode(), result.output());
    }

    /// Runs convolutions drawn at random on guarded tensors.
    static final class Program {
        private static final long PAGE = 4096;

        private final MethodHandle map =
                function(
                        "mmap",
                        FunctionDescriptor.of(
                                ValueLayout.ADDRESS,
                                ValueLayout.ADDRESS,
                                ValueLayout.JAVA_LONG,
                                ValueLayout.JAVA_INT,
                                ValueLayout.JAVA_INT,
                                ValueLayout.JAVA_INT,
                                ValueLayout.JAVA_LONG));
        private final MethodHandle protect =
                function(
                        "mprotect",
                        FunctionDescriptor.of(
                                ValueLayout.JAVA_INT,
                                ValueLayout.ADDRESS,
                                ValueLayout.JAVA_LONG,
                                ValueLayout.JAVA_INT));

        public static void main(String[] arguments) throws Throwable {
            new Program().run();
        }

        private void run() throws Throwable {
            SplittableRandom random = new SplittableRandom(20);
            List<String> tags = List.of("any", "abcd", "acdb", "aBcd8b");
            try (Engine engine = Engine.cpu()) {
                for (int i = 0; i < 150; i++) {
                    TestProblem problem = TestProblem.random(random);
                    String tag =
                            problem.input().length == 2
                                    ? tags.get(random.nextInt(tags.size()))
                                    : "any";
                    ForwardBuilder<Convolution> builder =
                            problem.describe(Convolution.forward(engine))
                                    .src(descriptor(problem.srcDims(), tag))
                                    .weights(DataType.F32, problem.weightsDims())
                                    .bias(DataType.F32)
                                    .dst(descriptor(problem.dstDims(), tag));
                    try (Convolution convolution = builder.build();
                            Arena arena = Arena.ofConfined()) {
                        System.out.println(convolution);
                        Tensor plain =
                                guarded(MemoryDescriptor.of(DataType.F32, problem.srcDims()));
                        Tensor src = guarded(convolution.src());
                        Reorder.run(engine, plain, src);
                        convolution.execute(
                                src,
                                guarded(convolution.weights()),
                                guarded(
                                        MemoryDescriptor.of(
                                                DataType.F32, problem.outputChannels())),
                                guarded(convolution.dst()));
                        convolution.pack(
                                guarded(MemoryDescriptor.of(DataType.F32, problem.weightsDims())),
                                arena);
                    }
                }
            }
        }

        private static MemoryDescriptor descriptor(long[] dims, String tag) {
            return MemoryDescriptor.of(DataType.F32, dims).with(FormatTag.of(tag));
        }

        /// Never unmapped: the process is short.
        private Tensor guarded(MemoryDescriptor descriptor) throws Throwable {
            long usable = (descriptor.size() + PAGE - 1) / PAGE * PAGE;
            int readAndWrite = 3;
            int privateAndAnonymous = 0x22;
            MemorySegment start =
                    (MemorySegment)
                            map.invokeExact(
                                    MemorySegment.NULL,
                                    usable + PAGE,
                                    readAndWrite,
                                    privateAndAnonymous,
                                    -1,
                                    0L);
            MemorySegment all = start.reinterpret(usable + PAGE);
            int status = (int) protect.invokeExact(all.asSlice(usable), PAGE, 0);
            if (status != 0) {
                throw new AssertionError("mprotect failed");
            }
            return Tensor.of(
                    descriptor, all.asSlice(usable - descriptor.size(), descriptor.size()));
        }

        private static MethodHandle function(String name, FunctionDescriptor descriptor) {
            Linker linker = Linker.nativeLinker();
            return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), descriptor);
        }
    }
}
