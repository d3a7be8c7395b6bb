package dev.onednn4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.onednn4j.internal.memory.Argument;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// A result that shares memory with another tensor of the same execution is refused, unless the
/// primitive works in place on exactly that pair.
class ResultOverlapTest {
    private static final MemoryDescriptor IMAGES = MemoryDescriptor.of(DataType.F32, 2, 19, 6, 7);
    private static final Set<String> IN_PLACE = Set.of("src>dst", "src_0>dst", "diff_dst>diff_src");

    @ParameterizedTest
    @EnumSource
    void resultInThePlaceOfAnotherTensor_isRefusedUnlessInPlace(EveryPrimitive which) {
        try (Engine engine = Engine.cpu();
                Primitive primitive = which.make(engine, IMAGES, name -> true);
                Arena arena = Arena.ofConfined()) {
            List<Argument> arguments = primitive.made().arguments();
            String source = primitive.made().inPlaceSource();
            for (int result = 0; result < arguments.size(); result++) {
                for (int other = 0; other < arguments.size(); other++) {
                    if (result == other || !arguments.get(result).written()) {
                        continue;
                    }
                    String pair = arguments.get(other).name() + ">" + arguments.get(result).name();
                    boolean inPlace =
                            arguments.get(other).name().equals(source) && IN_PLACE.contains(pair);
                    if (inPlace) {
                        overlapping(primitive, arena, result, other, 0).run(primitive);
                    } else {
                        requireRefused(
                                primitive, overlapping(primitive, arena, result, other, 0), pair);
                    }
                    requireRefused(
                            primitive, overlapping(primitive, arena, result, other, 4), pair);
                }
            }
            EveryPrimitive.Tensors.of(primitive, arena).run(primitive);
        }
    }

    private static void requireRefused(
            Primitive primitive, EveryPrimitive.Tensors tensors, String pair) {
        String[] names = pair.split(">", -1);
        String expected = ": expected memory that it does not share with ";
        for (String message :
                List.of(
                        Thrown.message(
                                IllegalArgumentException.class, () -> tensors.run(primitive)),
                        Thrown.message(
                                IllegalArgumentException.class,
                                () -> tensors.bind(primitive).close()))) {
            assertTrue(
                    message.startsWith(names[0] + expected + names[1])
                            || message.startsWith(names[1] + expected + names[0]),
                    message);
        }
    }

    /// Tensors each in its own memory, but for one that begins some bytes behind the start of
    /// another.
    private static EveryPrimitive.Tensors overlapping(
            Primitive primitive, Arena arena, int result, int other, long bytes) {
        List<MemorySegment> made = new ArrayList<>();
        long shared = 0;
        for (Argument argument : primitive.made().arguments()) {
            shared = Math.max(shared, argument.descriptor().size() + bytes);
        }
        MemorySegment common = arena.allocate(shared, 64);
        return EveryPrimitive.Tensors.of(
                primitive,
                arena,
                (size, owner) -> {
                    int index = made.size();
                    MemorySegment segment =
                            index == result
                                    ? common.asSlice(bytes, size)
                                    : index == other
                                            ? common.asSlice(0, size)
                                            : owner.allocate(size, 64);
                    made.add(segment);
                    return segment;
                });
    }

    @ParameterizedTest
    @EnumSource
    void inPlace_givesWhatOutOfPlaceGives(EveryPrimitive which) {
        try (Engine engine = Engine.cpu()) {
            for (String tag : List.of("abcd", "acdb", "aBcd8b", "aBcd16b", "gaps")) {
                MemoryDescriptor images =
                        tag.equals("gaps")
                                ? IMAGES.withStrides(2000, 100, 16, 2)
                                : IMAGES.with(FormatTag.of(tag));
                for (String implementation : implementations(which, engine, images)) {
                    try (Primitive primitive = which.make(engine, images, implementation::equals);
                            Arena arena = Arena.ofConfined()) {
                        requireSame(primitive, arena);
                    }
                }
            }
        }
    }

    private static Set<String> implementations(
            EveryPrimitive which, Engine engine, MemoryDescriptor images) {
        Set<String> names = new LinkedHashSet<>();
        assertThrows(
                UnimplementedException.class,
                () ->
                        which.make(
                                        engine,
                                        images,
                                        name -> {
                                            names.add(name);
                                            return false;
                                        })
                                .close());
        return names;
    }

    private static void requireSame(Primitive primitive, Arena arena) {
        List<Argument> arguments = primitive.made().arguments();
        int source = indexOf(primitive, primitive.made().inPlaceSource());
        if (source < 0) {
            return;
        }
        int result = 0;
        while (!arguments.get(result).written()) {
            result++;
        }
        if (!arguments.get(source).descriptor().equals(arguments.get(result).descriptor())) {
            return;
        }
        EveryPrimitive.Tensors apart = EveryPrimitive.Tensors.of(primitive, arena);
        apart.run(primitive);
        EveryPrimitive.Tensors inPlace = overlapping(primitive, arena, result, source, 0);
        inPlace.run(primitive);
        List<MemorySegment> expected = apart.results();
        List<MemorySegment> results = inPlace.results();
        for (int i = 0; i < expected.size(); i++) {
            Tensor wanted =
                    Tensor.of(apart.written().get(i).descriptor(), copy(arena, expected, i));
            Tensor got = Tensor.of(wanted.descriptor(), copy(arena, results, i));
            assertArrayEquals(
                    plain(primitive.engine(), wanted, arena),
                    plain(primitive.engine(), got, arena),
                    primitive::toString);
        }
    }

    private static int indexOf(Primitive primitive, String name) {
        return primitive.made().arguments().stream().map(Argument::name).toList().indexOf(name);
    }

    private static MemorySegment copy(Arena arena, List<MemorySegment> from, int index) {
        MemorySegment source = from.get(index);
        return arena.allocate(source.byteSize(), 64).copyFrom(source);
    }

    private static float[] plain(Engine engine, Tensor tensor, Arena arena) {
        MemoryDescriptor descriptor = tensor.descriptor();
        if (descriptor.isPlain()) {
            return tensor.toArray();
        }
        Tensor plain =
                Tensor.allocate(
                        arena, MemoryDescriptor.of(descriptor.dataType(), descriptor.dims()));
        Reorder.run(engine, tensor, plain);
        return plain.toArray();
    }

    @Test
    void convolutionOntoItsInput_isRefusedWithTheRemedy() {
        try (Arena arena = Arena.ofConfined();
                Engine engine = Engine.cpu();
                Convolution convolution =
                        Convolution.forward(engine)
                                .src(MemoryDescriptor.of(DataType.F32, 1, 8, 6, 6))
                                .weights(MemoryDescriptor.of(DataType.F32, 8, 8, 3, 3))
                                .dst(DataType.F32, FormatTag.NCHW)
                                .padding(1)
                                .build()) {
            Tensor src = Tensor.allocate(arena, convolution.src());
            Tensor weights = Tensor.allocate(arena, convolution.weights());
            Tensor sameMemory =
                    Tensor.of(
                            convolution.dst(),
                            MemorySegment.ofAddress(src.segment().address())
                                    .reinterpret(convolution.dst().size()));
            assertEquals(
                    "dst: expected memory that it does not share with src, got memory that overlaps"
                            + " it; give it memory of its own",
                    Thrown.message(
                            IllegalArgumentException.class,
                            () -> convolution.execute(src, weights, sameMemory)));
        }
    }

    @Test
    void functionOntoItsInputInAnotherLayout_isRefused() {
        try (Arena arena = Arena.ofConfined();
                Engine engine = Engine.cpu();
                Binary binary =
                        Binary.forward(engine)
                                .algorithm(BinaryAlgorithm.ADD)
                                .src0(IMAGES)
                                .src1(IMAGES)
                                .dst(DataType.F32, FormatTag.NHWC)
                                .build()) {
            Tensor src = Tensor.allocate(arena, binary.src0());
            Tensor dst = src.as(binary.dst());
            assertEquals(
                    "dst: expected memory that it does not share with src, got memory that overlaps"
                            + " it; give it memory of its own: only a primitive that was built with"
                            + " both described alike works in place, here src is f32 2x19x6x7 abcd"
                            + " and dst is f32 2x19x6x7 acdb",
                    Thrown.message(
                            IllegalArgumentException.class, () -> binary.execute(src, src, dst)));
        }
    }

    @Test
    void functionOntoPartOfItsInput_isRefused() {
        try (Arena arena = Arena.ofConfined();
                Engine engine = Engine.cpu();
                Eltwise relu = relu(engine, MemoryDescriptor.of(DataType.F32, 100))) {
            MemorySegment memory = arena.allocate(101 * 4, 64);
            Tensor src = Tensor.of(relu.src(), memory);
            Tensor dst = Tensor.of(relu.dst(), memory.asSlice(4));
            assertEquals(
                    "dst: expected memory that it does not share with src, got memory that overlaps"
                            + " it; give it memory of its own, or the very tensor that src is",
                    Thrown.message(IllegalArgumentException.class, () -> relu.execute(src, dst)));
        }
    }

    private static Eltwise relu(Engine engine, MemoryDescriptor src) {
        return Eltwise.forward(engine).algorithm(EltwiseAlgorithm.RELU).src(src).build();
    }

    @Test
    void channelsOfOneTensor_areReadAndWrittenAtOnce() {
        try (Arena arena = Arena.ofConfined();
                Engine engine = Engine.cpu()) {
            Tensor all =
                    Tensor.allocate(
                            arena,
                            MemoryDescriptor.of(DataType.F32, 1, 8, 3, 2).with(FormatTag.NHWC));
            long[] half = {1, 4, 3, 2};
            Tensor src = all.submemory(half, new long[] {0, 0, 0, 0});
            Tensor dst = all.submemory(half, new long[] {0, 4, 0, 0});
            float[] values = new float[24];
            for (int i = 0; i < values.length; i++) {
                values[i] = i - 12;
            }
            src.copyFrom(values);
            try (Binary twice =
                    Binary.forward(engine)
                            .algorithm(BinaryAlgorithm.ADD)
                            .src0(src.descriptor())
                            .src1(src.descriptor())
                            .dst(dst.descriptor())
                            .build()) {
                twice.execute(src, src, dst);
                float[] expected = new float[values.length];
                for (int i = 0; i < values.length; i++) {
                    expected[i] = 2 * values[i];
                }
                assertArrayEquals(expected, dst.toArray());
                assertArrayEquals(values, src.toArray());
                Tensor overlapping = all.submemory(half, new long[] {0, 3, 0, 0});
                try (Binary wrong =
                        Binary.forward(engine)
                                .algorithm(BinaryAlgorithm.ADD)
                                .src0(src.descriptor())
                                .src1(src.descriptor())
                                .dst(overlapping.descriptor())
                                .build()) {
                    assertThrows(
                            IllegalArgumentException.class,
                            () -> wrong.execute(src, src, overlapping));
                }
            }
        }
    }

    /// Each change of one tensor may pass through a state that cannot run: what counts is what is
    /// bound when it runs.
    @Test
    void boundTensorsThatChangePlaces_runWhenBothAreSet() {
        try (Arena arena = Arena.ofConfined();
                Engine engine = Engine.cpu();
                Binary square =
                        Binary.forward(engine)
                                .algorithm(BinaryAlgorithm.ADD)
                                .src0(MemoryDescriptor.of(DataType.F32, 3))
                                .src1(MemoryDescriptor.of(DataType.F32, 3))
                                .dst(MemoryDescriptor.of(DataType.F32, 3))
                                .build()) {
            Tensor a = Tensor.allocate(arena, square.dst()).copyFrom(1, 2, 3);
            Tensor b = Tensor.allocate(arena, square.dst());
            Tensor one = Tensor.allocate(arena, square.dst()).copyFrom(1, 1, 1);
            try (Execution execution = square.bind(one, a, b)) {
                execution.run();
                assertArrayEquals(new float[] {2, 3, 4}, b.toArray());
                execution.set("src_1", b);
                assertThrows(IllegalArgumentException.class, execution::run);
                execution.set("dst", a);
                execution.run();
                assertArrayEquals(new float[] {3, 4, 5}, a.toArray());
            }
        }
    }
}
