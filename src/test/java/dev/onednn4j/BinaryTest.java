package dev.onednn4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import java.lang.foreign.Arena;

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
