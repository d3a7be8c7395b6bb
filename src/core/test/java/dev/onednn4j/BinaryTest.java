package dev.onednn4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.lang.foreign.Arena;
import java.util.Arrays;
import java.util.Locale;

/// Functions of two tensors on numbers that are known beforehand.
class BinaryTest {
    @Test
    void dimensionsOfOneAreSpread() {
        MemoryDescriptor columns = MemoryDescriptor.of(DataType.F32, 2, 1);
        MemoryDescriptor rows = MemoryDescriptor.of(DataType.F32, 1, 3);
        try (Engine engine = Engine.cpu();
                Arena arena = Arena.ofConfined();
                Binary product =
                        Binary.forward(engine)
                                .algorithm(BinaryAlgorithm.MUL)
                                .src0(columns)
                                .src1(rows)
                                .build()) {
            Tensor dst = Tensor.allocate(arena, product.dst());
            product.execute(
                    Tensor.allocate(arena, columns).copyFrom(2, 3),
                    Tensor.allocate(arena, rows).copyFrom(5, 7, 11),
                    dst);
            assertArrayEquals(new float[] {10, 14, 22, 15, 21, 33}, dst.toArray());
        }
    }

    /// oneDNN's generated implementation reckons with strides that do not count.
    @ParameterizedTest
    @CsvSource({
        "f32, 2x15x1x3x1, acdeb, 2x15x1x3x1, cadeb",
        "f32, 2x3x1x2x1, acedb, 2x3x1x2x1, acdeb",
        "u8, 2x31x1x3, cabd, 2x1x1x3, abcd",
        "f32, 2x5x3x4, dbca, 2x5x3x4, dbca",
        "f32, 2x5x3x4, bacd, 2x1x1x1, abcd",
        "f32, 2x5x3x4, abcd, 2x5x3x4, acdb",
        "f32, 1x5x4x1, acdb, 1x5x4x1, abcd"
    })
    void stridesOfDimensionsOfOneDoNotCount(
            String type, String dims0, String tag0, String dims1, String tag1) {
        DataType dataType = DataType.valueOf(type.toUpperCase(Locale.ROOT));
        MemoryDescriptor from0 = inOrder(dataType, dims(dims0), tag0);
        MemoryDescriptor from1 = inOrder(dataType, dims(dims1), tag1);
        try (Engine engine = Engine.cpu();
                Arena arena = Arena.ofConfined();
                Binary sum =
                        Binary.forward(engine)
                                .algorithm(BinaryAlgorithm.ADD)
                                .src0(from0)
                                .src1(from1)
                                .build()) {
            Tensor src0 = counting(arena, from0, 1);
            Tensor src1 = counting(arena, from1, 100);
            Tensor dst = Tensor.allocate(arena, sum.dst());
            sum.execute(src0, src1, dst);
            float[] expected = new float[(int) from0.elements()];
            float[] x = src0.toArray();
            float[] y = src1.toArray();
            for (int i = 0; i < expected.length; i++) {
                expected[i] = x[i] + y[BinaryPropertyTest.place(i, from0.dims(), from1)];
            }
            assertArrayEquals(expected, dst.toArray(), sum::toString);
        }
    }

    /// A dense layout, of those too that oneDNN has no tag for.
    private static MemoryDescriptor inOrder(DataType type, long[] dims, String order) {
        long[] strides = new long[dims.length];
        long stride = 1;
        for (int place = dims.length - 1; place >= 0; place--) {
            int d = order.charAt(place) - 'a';
            strides[d] = stride;
            stride *= dims[d];
        }
        return MemoryDescriptor.of(type, dims).withStrides(strides);
    }

    private static long[] dims(String text) {
        return Arrays.stream(text.split("x", -1)).mapToLong(Long::parseLong).toArray();
    }

    private static Tensor counting(Arena arena, MemoryDescriptor descriptor, int start) {
        float[] values = new float[(int) descriptor.elements()];
        for (int i = 0; i < values.length; i++) {
            values[i] = start + i % 60;
        }
        return Tensor.allocate(arena, descriptor).copyFrom(values);
    }

    @Test
    void bytesInDifferentLayoutsAreRefused() {
        MemoryDescriptor plain = MemoryDescriptor.of(DataType.S8, 2, 3, 4);
        try (Engine engine = Engine.cpu()) {
            assertEquals(
                    "layouts: expected one for src0, src1 and dst where a type is s8 or u8, got"
                            + " [abc, acb, abc]",
                    Thrown.message(
                            IllegalArgumentException.class,
                            () ->
                                    Binary.forward(engine)
                                            .algorithm(BinaryAlgorithm.ADD)
                                            .src0(plain)
                                            .src1(plain.with(FormatTag.NWC))
                                            .build()));
        }
    }
}
