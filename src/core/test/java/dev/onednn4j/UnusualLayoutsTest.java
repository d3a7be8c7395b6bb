package dev.onednn4j;

import static dev.onednn4j.EveryPrimitive.*;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.lang.foreign.Arena;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/// Layouts that implementations of oneDNN accept and then compute wrongly with: results are those
/// of dense tensors all the same, or the problem is refused.
class UnusualLayoutsTest {
    private static final MemoryDescriptor DENSE = MemoryDescriptor.of(DataType.F32, 3, 4, 5, 6);

    @SuppressWarnings("ImmutableEnumChecker") // its sets are not changed
    enum Layout {
        /// All but the reference implementations begin at the start of the memory; oneDNN's sums
        /// have no other, and the references of the rest go wrong with a workspace or a gradient.
        BOX_OF_BLOCKS(EnumSet.of(SUM, NORMALIZATION, NORMALIZATION_BACKWARD, POOLING_BACKWARD)) {
            @Override
            MemoryDescriptor images() {
                return MemoryDescriptor.of(DataType.F32, 4, 12, 7, 9)
                        .with(FormatTag.of("aBcd4b"))
                        .submemory(DENSE.dims(), new long[] {1, 4, 2, 3});
            }
        },
        /// The reference of the normalization finds its place in a workspace by where an element
        /// lies in memory, that of the pooling's gradient clears as many elements as there are.
        GAPS(EnumSet.of(NORMALIZATION, NORMALIZATION_BACKWARD, POOLING_BACKWARD)) {
            @Override
            MemoryDescriptor images() {
                return DENSE.withStrides(300, 70, 12, 2);
            }
        },
        /// The gradient of an inner product by src multiplies matrices of other sizes.
        BATCH_INNERMOST(EnumSet.noneOf(EveryPrimitive.class)) {
            @Override
            MemoryDescriptor images() {
                return DENSE.withStrides(1, 90, 18, 3);
            }
        },
        /// Images are taken for rows of a matrix, and here lie scattered.
        BATCH_INSIDE(EnumSet.noneOf(EveryPrimitive.class)) {
            @Override
            MemoryDescriptor images() {
                return DENSE.withStrides(30, 90, 6, 1);
            }
        };

        final Set<EveryPrimitive> refused;

        Layout(Set<EveryPrimitive> refused) {
            this.refused = refused;
        }

        abstract MemoryDescriptor images();
    }

    @ParameterizedTest
    @EnumSource
    void giveWhatDenseTensorsGive(Layout layout) {
        Set<EveryPrimitive> refused = EnumSet.noneOf(EveryPrimitive.class);
        try (Engine engine = Engine.cpu();
                Arena arena = Arena.ofConfined()) {
            for (EveryPrimitive which : EveryPrimitive.values()) {
                try (Primitive dense = which.make(engine, DENSE, name -> true);
                        Primitive unusual = which.make(engine, layout.images(), name -> true)) {
                    requireSame(engine, dense, unusual, arena);
                } catch (UnimplementedException | IllegalArgumentException refusal) {
                    String message = String.valueOf(refusal.getMessage());
                    assertTrue(
                            message.contains("--bnorm")
                                    || message.contains("known defect 'softmax-offset'")
                                    || message.contains("--pool")
                                    || message.contains("begins at the start of its memory"),
                            message);
                    refused.add(which);
                }
            }
        }
        assertEquals(layout.refused, refused);
    }

    private static void requireSame(
            Engine engine, Primitive dense, Primitive unusual, Arena arena) {
        EveryPrimitive.Tensors ours = EveryPrimitive.Tensors.of(unusual, arena);
        EveryPrimitive.Tensors expected = EveryPrimitive.Tensors.of(dense, arena);
        for (int i = 0; i < ours.sources().size(); i++) {
            if (ours.sources().get(i).descriptor().dataType() == DataType.F32) {
                Reorder.run(engine, expected.sources().get(i), ours.sources().get(i));
            }
        }
        expected.run(dense);
        ours.run(unusual);
        for (int i = 0; i < expected.written().size(); i++) {
            Tensor theirs = expected.written().get(i);
            if (theirs.descriptor().dataType() == DataType.F32) {
                assertArrayEquals(
                        plain(engine, theirs, arena),
                        plain(engine, ours.written().get(i), arena),
                        1e-4f,
                        unusual::toString);
            }
        }
    }

    private static float[] plain(Engine engine, Tensor tensor, Arena arena) {
        Tensor plain =
                Tensor.allocate(
                        arena, MemoryDescriptor.of(DataType.F32, tensor.descriptor().dims()));
        Reorder.run(engine, tensor, plain);
        return plain.toArray();
    }

    /// The generated softmax takes the stride of the axis for the number of elements behind it,
    /// though it does not count where the axis has one element.
    @Test
    void theStrideOfAnAxisOfOneElementDoesNotCount() {
        MemoryDescriptor rows = MemoryDescriptor.of(DataType.F32, 7, 1, 5).withStrides(5, 4, 1);
        try (Engine engine = Engine.cpu();
                Arena arena = Arena.ofConfined();
                Softmax softmax = Softmax.forward(engine).src(rows).build()) {
            Tensor dst = Tensor.allocate(arena, softmax.dst());
            softmax.execute(Tensor.allocate(arena, softmax.src()), dst);
            float[] ones = new float[35];
            Arrays.fill(ones, 1);
            assertArrayEquals(ones, dst.toArray(), softmax::toString);
        }
    }

    /// The code that pads an axis of bytes cannot be generated, and the failure stays with the
    /// thread.
    @Test
    void anAxisOfBytesIsPaddedWithoutAnAftermath() {
        FormatTag blocked = FormatTag.of("aBcd16b");
        MemoryDescriptor bytes = MemoryDescriptor.of(DataType.U8, 2, 3, 4, 5).with(blocked);
        try (Engine engine = Engine.cpu();
                Arena arena = Arena.ofConfined()) {
            try (Softmax softmax =
                    Softmax.forward(engine)
                            .src(MemoryDescriptor.of(DataType.F32, bytes.dims()).with(blocked))
                            .dst(bytes)
                            .build()) {
                Tensor dst = Tensor.allocate(arena, bytes);
                dst.segment().fill((byte) 9);
                softmax.execute(Tensor.allocate(arena, softmax.src()), dst);
                // A third is rounded to 0.
                assertEquals(
                        -1,
                        dst.segment().mismatch(Tensor.allocate(arena, bytes).segment()),
                        softmax::toString);
            } catch (UnimplementedException refusal) {
                String message = String.valueOf(refusal.getMessage());
                assertTrue(message.contains("--softmax"), message);
            }
            try (Softmax next = Softmax.forward(engine).src(DENSE).build()) {
                assertEquals(DENSE, next.dst());
            }
        }
    }

    /// The generated implementation divides 0 by 0 in the padding of bytes and keeps what comes.
    @Test
    void aQuotientOfBytesIsPaddedWithZero() {
        MemoryDescriptor bytes =
                MemoryDescriptor.of(DataType.U8, 2, 3, 4, 5).with(FormatTag.of("aBcd16b"));
        try (Engine engine = Engine.cpu();
                Arena arena = Arena.ofConfined();
                Binary quotient =
                        Binary.forward(engine)
                                .algorithm(BinaryAlgorithm.DIV)
                                .src0(bytes)
                                .src1(bytes)
                                .build()) {
            Tensor src = Tensor.allocate(arena, bytes);
            Tensor ones = Tensor.allocate(arena, MemoryDescriptor.of(DataType.U8, bytes.dims()));
            ones.segment().fill((byte) 1);
            Reorder.run(engine, ones, src);
            Tensor dst = Tensor.allocate(arena, quotient.dst());
            dst.segment().fill((byte) 9);
            quotient.execute(src, src, dst);
            assertEquals(-1, src.segment().mismatch(dst.segment()), quotient::toString);
        }
    }
}
