package dev.onednn4j;

import static dev.onednn4j.DataType.F32;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.onednn4j.testing.ChildJvm;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.lang.foreign.Arena;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/// Tensors without elements: a primitive does nothing with them, or says that it cannot be.
class EmptyTensorsTest {
    private static final List<FormatTag> TAGS = List.of(FormatTag.NCHW, FormatTag.NHWC);

    /// Primitives that are not in [EveryPrimitive], for images of any size.
    private static final Map<String, BiFunction<Engine, MemoryDescriptor, Primitive>> OTHERS =
            Map.of(
                    "convolution",
                    (e, x) ->
                            Convolution.forward(e)
                                    .src(x)
                                    .weights(F32, 4, x.dim(1), 1, 1)
                                    .bias(F32)
                                    .dst(F32)
                                    .build(),
                    "convolution by data",
                    (e, x) ->
                            Convolution.backwardData(e)
                                    .diffSrc(x)
                                    .weights(F32, 4, x.dim(1), 1, 1)
                                    .diffDst(F32)
                                    .build(),
                    "convolution by weights",
                    (e, x) ->
                            Convolution.backwardWeights(e)
                                    .src(x)
                                    .diffWeights(F32, 4, x.dim(1), 1, 1)
                                    .diffBias(F32)
                                    .diffDst(F32)
                                    .build(),
                    "deconvolution",
                    (e, x) ->
                            Deconvolution.forward(e)
                                    .src(x)
                                    .weights(F32, 4, x.dim(1), 1, 1)
                                    .bias(F32)
                                    .dst(F32)
                                    .build(),
                    "deconvolution by weights",
                    (e, x) ->
                            Deconvolution.backwardWeights(e)
                                    .src(x)
                                    .diffWeights(F32, 4, x.dim(1), 1, 1)
                                    .diffDst(F32)
                                    .build(),
                    "reorder",
                    (e, x) -> Reorder.of(e, x, MemoryDescriptor.of(DataType.S32, x.dims())),
                    "concat of both layouts",
                    (e, x) -> Concat.forward(e).axis(0).src(x).src(x.with(TAGS.get(0))).build(),
                    "operand",
                    (e, x) ->
                            Eltwise.forward(e)
                                    .algorithm(EltwiseAlgorithm.RELU)
                                    .src(x)
                                    .postOps(PostOps.none().binary(BinaryAlgorithm.ADD, "x", x))
                                    .build(),
                    "softmax along rows",
                    (e, x) -> Softmax.forward(e).axis(3).src(x).build());

    /// What the child runs: each primitive on images that are empty in one dimension, in two, in
    /// all.
    static final class Program {
        private Program() {}

        public static void main(String[] arguments) {
            int refused = 0;
            int run = 0;
            try (Engine engine = Engine.cpu();
                    Arena arena = Arena.ofConfined()) {
                for (int empty = 1; empty < 16; empty++) {
                    long[] dims = {2, 3, 4, 6};
                    for (int d = 0; d < dims.length; d++) {
                        dims[d] = (empty >> d & 1) == 1 ? 0 : dims[d];
                    }
                    for (FormatTag tag : TAGS) {
                        MemoryDescriptor images = MemoryDescriptor.of(F32, dims).with(tag);
                        for (EveryPrimitive kind : EveryPrimitive.values()) {
                            boolean ran =
                                    runs(
                                            kind.toString(),
                                            images,
                                            arena,
                                            () -> kind.make(engine, images, name -> true));
                            run += ran ? 1 : 0;
                            refused += ran ? 0 : 1;
                        }
                        for (String kind : OTHERS.keySet()) {
                            boolean ran =
                                    runs(
                                            kind,
                                            images,
                                            arena,
                                            () -> OTHERS.get(kind).apply(engine, images));
                            run += ran ? 1 : 0;
                            refused += ran ? 0 : 1;
                        }
                    }
                }
            }
            assertTrue(run > 100 && refused > 100, run + " run, " + refused + " refused");
        }

        /// Makes a primitive.
        private interface Maker {
            Primitive make();
        }

        /// Whether it is made; then it must run. A refusal must name what is wrong.
        private static boolean runs(
                String kind, MemoryDescriptor images, Arena arena, Maker maker) {
            String what = kind + " of " + images;
            System.out.println(what);
            try (Primitive primitive = maker.make()) {
                EveryPrimitive.Tensors.of(primitive, arena).run(primitive);
                System.out.println("  ran on " + primitive.implementation());
                return true;
            } catch (UnimplementedException refusal) {
                System.out.println("  " + refusal.getMessage());
                return false;
            } catch (IllegalArgumentException refusal) {
                System.out.println("  " + refusal.getMessage());
                assertTrue(
                        refusal.toString().matches(".*: expected positive dimensions, got .*"),
                        refusal::getMessage);
                return false;
            }
        }
    }

    @Test
    void primitives_ofEmptyTensors_doNothingOrAreRefused() {
        ChildJvm.Result result =
                ChildJvm.with("--enable-native-access=ALL-UNNAMED", "-Donednn4j.warnSlow=false")
                        .run(Program.class);
        assertEquals(0, result.exitCode(), result.output());
    }

    @ParameterizedTest
    @CsvSource({"ab, ab", "ab, ba", "ba, ab", "ba, ba"})
    void concat_withEmptySources_isThatOfTheOthers(String tag, String emptyTag) {
        MemoryDescriptor first = MemoryDescriptor.of(F32, 2, 3).with(FormatTag.of(tag));
        MemoryDescriptor none = MemoryDescriptor.of(F32, 0, 3).with(FormatTag.of(emptyTag));
        MemoryDescriptor last = MemoryDescriptor.of(F32, 1, 3);
        try (Engine engine = Engine.cpu();
                Arena arena = Arena.ofConfined();
                Concat concat =
                        Concat.forward(engine)
                                .axis(0)
                                .src(none)
                                .src(first)
                                .src(none)
                                .src(last)
                                .src(none)
                                .build()) {
            Tensor empty = Tensor.allocate(arena, none);
            Tensor dst = Tensor.allocate(arena, concat.dst());
            concat.execute(
                    List.of(
                            empty,
                            Tensor.allocate(arena, first).copyFrom(1, 2, 3, 4, 5, 6),
                            empty,
                            Tensor.allocate(arena, last).copyFrom(7, 8, 9),
                            empty),
                    dst);
            assertEquals(List.of(none, first, none, last, none), concat.srcs());
            assertArrayEquals(new float[] {1, 2, 3, 4, 5, 6, 7, 8, 9}, dst.toArray());
            assertEquals(
                    "src_2: expected " + none + ", got " + MemoryDescriptor.of(F32, 1, 3),
                    Thrown.message(
                            IllegalArgumentException.class,
                            () ->
                                    concat.execute(
                                            List.of(
                                                    empty,
                                                    Tensor.allocate(arena, first),
                                                    Tensor.allocate(arena, last),
                                                    Tensor.allocate(arena, last),
                                                    empty),
                                            dst)));
        }
    }

    @Test
    void concat_ofManyEmptySources_isThatOfTheOthers() {
        MemoryDescriptor one = MemoryDescriptor.of(F32, 1);
        MemoryDescriptor none = MemoryDescriptor.of(F32, 0);
        try (Engine engine = Engine.cpu();
                Arena arena = Arena.ofConfined()) {
            Concat.Builder builder = Concat.forward(engine).axis(0);
            Tensor[] sources = new Tensor[79];
            for (int i = 0; i < sources.length; i++) {
                boolean full = i % 3 == 1;
                builder.src(full ? one : none);
                sources[i] = Tensor.allocate(arena, full ? one : none);
                if (full) {
                    sources[i].copyFrom(i);
                }
            }
            try (Concat concat = builder.build()) {
                Tensor dst = Tensor.allocate(arena, concat.dst());
                concat.execute(Arrays.asList(sources), dst);
                for (int i = 0; i < dst.descriptor().dim(0); i++) {
                    assertEquals(3 * i + 1, dst.get(i));
                }
                assertEquals(26, dst.descriptor().dim(0));
            }
        }
    }
}
