package dev.onednn4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.onednn4j.testing.ChildJvm;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Tensors that are part of a larger one, as inputs and as results: what lies between their
/// elements is NaN, must not reach a result, and is not written. Their memory ends where a page
/// begins that nobody may touch, so each layout is tried in a JVM of its own.
class GapsTest {
    /// How dense tensors become parts of larger ones.
    enum Gaps {
        /// Behind each element, row, image.
        EVERYWHERE {
            @Override
            long[] strides(long[] dims) {
                return inOrder(dims, 2, 3, ascending(dims));
            }
        },
        /// A box of a larger tensor.
        BOX {
            @Override
            long[] strides(long[] dims) {
                return inOrder(dims, 1, 3, ascending(dims));
            }
        },
        /// Some channels of images with channels last.
        SOME_CHANNELS {
            @Override
            long[] strides(long[] dims) {
                return channelsLast(dims, 5);
            }
        },
        /// Behind each image with channels last.
        BETWEEN_IMAGES_CHANNELS_LAST {
            @Override
            long[] strides(long[] dims) {
                long[] strides = channelsLast(dims, 0);
                strides[0] += 7;
                return strides;
            }
        },
        /// Behind each image.
        BETWEEN_IMAGES {
            @Override
            long[] strides(long[] dims) {
                long[] strides = inOrder(dims, 1, 0, ascending(dims));
                strides[0] += 7;
                return strides;
            }
        };

        /// The strides of a tensor of that size.
        abstract long[] strides(long[] dims);

        MemoryDescriptor apply(MemoryDescriptor dense) {
            return dense.withStrides(strides(dense.dims()));
        }

        private static int[] ascending(long[] dims) {
            int[] order = new int[dims.length];
            Arrays.setAll(order, i -> dims.length - 1 - i);
            return order;
        }

        private static long[] channelsLast(long[] dims, long gap) {
            int[] order = ascending(dims);
            if (dims.length > 2) {
                System.arraycopy(order, 0, order, 1, dims.length - 2);
                order[0] = 1;
            }
            long[] strides = inOrder(dims, 1, 0, order);
            for (int d = 0; d < dims.length; d++) {
                if (d != order[0]) {
                    strides[d] = strides[d] / dims[order[0]] * (dims[order[0]] + gap);
                }
            }
            return strides;
        }

        /// @param gap how many elements lie behind the last of each dimension
        private static long[] inOrder(long[] dims, long innermost, long gap, int[] order) {
            long[] strides = new long[dims.length];
            long stride = innermost;
            for (int d : order) {
                strides[d] = stride;
                stride *= dims[d] + gap;
            }
            return strides;
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyPrimitiveOnTensorsWithGaps_leavesThemAlone(Gaps gaps) {
        assumeTrue(
                System.getProperty("os.name").equals("Linux"),
                "the numbers of mmap's flags are those of Linux");
        ChildJvm.Result result =
                ChildJvm.with("--enable-native-access=ALL-UNNAMED", "-Donednn4j.warnSlow=false")
                        .run(Program.class, gaps.name());
        assertEquals(0, result.exitCode(), result.output());
        assertTrue(result.output().endsWith("all was right\n"), result.output());
    }

    /// Runs each primitive, with each of its implementations, on dense tensors and on such with
    /// gaps.
    static final class Program {
        private static final long[][] SIZES = {{2, 3, 4, 5}, {2, 16, 3, 7}, {1, 9, 5, 2}};

        private final Engine engine;
        private final Gaps gaps;
        private final GuardPages pages = new GuardPages();
        private final List<String> failures = new ArrayList<>();

        private Program(Engine engine, Gaps gaps) {
            this.engine = engine;
            this.gaps = gaps;
        }

        public static void main(String[] arguments) {
            try (Engine engine = Engine.cpu()) {
                Program program = new Program(engine, Gaps.valueOf(arguments[0]));
                for (long[] dims : SIZES) {
                    LaidOutPrimitive.all(dims).forEach(program::check);
                }
                program.failures.forEach(System.out::println);
                if (program.failures.isEmpty()) {
                    System.out.println("all was right");
                }
            }
        }

        private void check(LaidOutPrimitive which) {
            List<float[]> expected;
            try (Primitive dense = which.maker().make(engine, layout -> layout, name -> true);
                    Arena arena = Arena.ofConfined()) {
                GappedTensors tensors = new GappedTensors(engine, dense, arena, pages);
                tensors.run();
                expected = tensors.results();
            }
            for (String implementation : implementations(which)) {
                try (Primitive gapped =
                                which.maker().make(engine, gaps::apply, implementation::equals);
                        Arena arena = Arena.ofConfined()) {
                    System.out.println(which.name() + ": " + gapped);
                    GappedTensors tensors = new GappedTensors(engine, gapped, arena, pages);
                    tensors.run();
                    tensors.findMistakes(expected)
                            .forEach(
                                    mistake ->
                                            failures.add(
                                                    which.name() + ", " + gapped + ": " + mistake));
                }
            }
        }

        /// All that are offered; none where the layout is refused.
        private Set<String> implementations(LaidOutPrimitive which) {
            Set<String> names = new LinkedHashSet<>();
            try (Primitive made =
                    which.maker()
                            .make(
                                    engine,
                                    gaps::apply,
                                    name -> {
                                        names.add(name);
                                        return false;
                                    })) {
                // A reorder asks nobody.
                names.add(made.implementation());
            } catch (UnimplementedException none) {
                if (names.isEmpty()) {
                    System.out.println(which.name() + ": " + none.getMessage());
                }
            }
            return names;
        }
    }
}
