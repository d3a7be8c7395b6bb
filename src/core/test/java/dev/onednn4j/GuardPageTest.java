package dev.onednn4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.onednn4j.testing.ChildJvm;

import org.junit.jupiter.api.Test;

import java.lang.foreign.Arena;
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
        private final GuardPages pages = new GuardPages();

        public static void main(String[] arguments) {
            new Program().run();
        }

        private void run() {
            SplittableRandom random = new SplittableRandom(20);
            List<String> tags = List.of("any", "abcd", "acdb", "aBcd8b");
            try (Engine engine = Engine.cpu()) {
                for (int i = 0; i < 150; i++) {
                    TestProblem problem = TestProblem.random(random);
                    String tag =
                            problem.input().length == 2
                                    ? tags.get(random.nextInt(tags.size()))
                                    : "any";
                    Convolution.Builder builder =
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
        private Tensor guarded(MemoryDescriptor descriptor) {
            return Tensor.of(descriptor, pages.allocate(descriptor.size(), Arena.global()));
        }
    }
}
