package dev.onednn4j.internal.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.BitSet;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/// Which tensors share a byte, compared with the bytes themselves.
class OverlapTest {
    private static final int[] PLAIN = {};

    @Test
    void randomViews_areJudgedAsTheirBytes() {
        SplittableRandom random = new SplittableRandom(10);
        int apart = 0;
        int interleaved = 0;
        for (int i = 0; i < 60_000; i++) {
            View left = View.random(random);
            View right = View.random(random);
            long leftAddress = random.nextInt(120);
            long rightAddress = random.nextInt(120);
            BitSet bytes = left.bytes(leftAddress);
            BitSet others = right.bytes(rightAddress);
            boolean expected = bytes.intersects(others);
            boolean inRange = left.rangesMeet(leftAddress, right, rightAddress);
            assertEquals(
                    expected,
                    Overlap.of(left.footprint(), right.footprint()).at(leftAddress, rightAddress),
                    () -> left + " at " + leftAddress + ", " + right + " at " + rightAddress);
            apart += inRange ? 0 : 1;
            interleaved += inRange && !expected ? 1 : 0;
        }
        assertTrue(apart > 1000, "views far from each other: " + apart);
        assertTrue(interleaved > 500, "views between each other: " + interleaved);
    }

    /// Boxes within one tensor, as a network that joins its branches in place has them.
    @Test
    void randomBoxesOfOneTensor_areJudgedByTheirIndices() {
        SplittableRandom random = new SplittableRandom(11);
        for (int i = 0; i < 20_000; i++) {
            long[] whole = {1 + random.nextInt(3), 1 + random.nextInt(9), 1 + random.nextInt(6)};
            long[] strides = {whole[1] * whole[2], 1, whole[1]};
            long[] from = new long[3];
            long[] to = new long[3];
            boolean shared = true;
            View[] boxes = new View[2];
            long[][] ends = new long[2][3];
            long[][] starts = new long[2][3];
            for (int b = 0; b < 2; b++) {
                long offset = 0;
                long[] dims = new long[3];
                for (int d = 0; d < 3; d++) {
                    from[d] = random.nextLong(whole[d]);
                    to[d] = 1 + random.nextLong(from[d], whole[d]);
                    dims[d] = to[d] - from[d];
                    offset += from[d] * strides[d];
                    starts[b][d] = from[d];
                    ends[b][d] = to[d];
                }
                boxes[b] = new View(4, dims, strides, offset);
            }
            for (int d = 0; d < 3; d++) {
                shared &= starts[0][d] < ends[1][d] && starts[1][d] < ends[0][d];
            }
            assertEquals(
                    shared, Overlap.of(boxes[0].footprint(), boxes[1].footprint()).at(640, 640));
        }
    }

    @Test
    void channelsOfOneImage_interleaveWithoutSharing() {
        // Of {2, 8, 224, 224} with the channels last.
        long[] dims = {2, 4, 224, 224};
        long[] strides = {224 * 224 * 8, 1, 224 * 8, 8};
        Footprint first = new View(4, dims, strides, 0).footprint();
        Footprint second = new View(4, dims, strides, 4).footprint();
        assertFalse(Overlap.of(first, second).at(4096, 4096));
        assertFalse(Overlap.of(second, first).at(4096, 4096));
        assertTrue(Overlap.of(first, second).at(4096, 4096 - 4));
        assertTrue(Overlap.of(first, first).at(4096, 4096 + 12));
        assertFalse(Overlap.of(first, first).at(4096, 4096 + 16));
    }

    @Test
    void denseTensors_areOneRun() {
        Footprint dense = new View(4, new long[] {3, 1, 5}, new long[] {5, 77, 1}, 2).footprint();
        assertEquals(8, dense.start());
        assertEquals(8 + 60, dense.end());
        assertEquals(60, dense.run());
        assertEquals(0, dense.strides().length);
    }

    @Test
    void emptyTensor_overlapsNothing() {
        Footprint none = new View(4, new long[] {3, 0}, new long[] {5, 1}, 0).footprint();
        Footprint some = new View(4, new long[] {3, 2}, new long[] {5, 1}, 0).footprint();
        assertFalse(Overlap.of(none, some).at(64, 64));
        assertFalse(Overlap.of(some, none).at(64, 64));
        assertFalse(Overlap.of(none, none).at(64, 64));
    }

    @Test
    void blockedTensor_countsAsOneRange() {
        Blocking blocked =
                new Blocking(
                        new long[] {320, 160, 8},
                        new long[] {2, 16, 20},
                        8,
                        new int[] {8},
                        new int[] {1});
        Footprint footprint = Footprint.of(blocked, 4, blocked.end() * 4);
        assertEquals(32, footprint.start());
        assertEquals(blocked.end() * 4, footprint.end());
        assertEquals(footprint.end() - 32, footprint.run());
    }

    @Test
    void sumsBehindTheElements_countAsPartOfTheTensor() {
        Blocking plain = new Blocking(new long[] {6, 1}, new long[] {4, 5}, 0, PLAIN, PLAIN);
        assertEquals(23, Footprint.of(plain, 1, 24).end());
        assertEquals(24 + 16, Footprint.of(plain, 1, 24 + 16).end());
        assertEquals(24 + 16, Footprint.of(plain, 1, 24 + 16).run());
    }

    @Test
    void elementsOfHalfAByte_countAsOneRange() {
        Blocking plain = new Blocking(new long[] {6, 1}, new long[] {4, 5}, 0, PLAIN, PLAIN);
        assertEquals(12, Footprint.of(plain, 0, 12).run());
    }

    @Test
    void unknownLayout_countsAsOneRange() {
        assertEquals(100, Footprint.of(null, 4, 100).run());
    }

    /// Strides that have nothing to do with each other: a search without an end would take hours.
    @Test
    void searchThatTakesTooLong_countsAsOverlapping() {
        long[] dims = {1000, 1000, 1000, 1000};
        Footprint left =
                new View(1, dims, new long[] {7_000_006_003L, 7_000_006L, 7001, 7}, 0).footprint();
        Footprint right =
                new View(1, dims, new long[] {7_700_007_007L, 7_700_007L, 7700, 7}, 0).footprint();
        long began = System.nanoTime();
        Overlap.of(left, right).at(0, 3);
        assertTrue(System.nanoTime() - began < 1_000_000_000L);
    }

    /// A plain tensor of few elements.
    private record View(long elementSize, long[] dims, long[] strides, long offset) {
        static View random(RandomGenerator random) {
            int ndims = 1 + random.nextInt(4);
            long[] dims = new long[ndims];
            long[] strides = new long[ndims];
            int[] order = new int[ndims];
            for (int d = 0; d < ndims; d++) {
                int at = random.nextInt(d + 1);
                order[d] = order[at];
                order[at] = d;
            }
            long stride = 1L + (random.nextInt(3) == 0 ? random.nextInt(3) : 0);
            for (int d : order) {
                dims[d] = random.nextInt(12) == 0 ? 0 : 1 + random.nextInt(4);
                strides[d] = stride;
                stride *= Math.max(dims[d], 1);
                stride += random.nextInt(2) == 0 ? random.nextInt(4) : 0;
            }
            return new View(1L << random.nextInt(4), dims, strides, random.nextInt(5));
        }

        private boolean isEmpty() {
            return Arrays.stream(dims).anyMatch(dim -> dim == 0);
        }

        private Blocking blocking() {
            return new Blocking(strides, dims, offset, PLAIN, PLAIN);
        }

        Footprint footprint() {
            return Footprint.of(
                    blocking(), elementSize, isEmpty() ? 0 : blocking().end() * elementSize);
        }

        BitSet bytes(long address) {
            BitSet bytes = new BitSet();
            if (!isEmpty()) {
                add(bytes, 0, address + offset * elementSize);
            }
            return bytes;
        }

        private void add(BitSet bytes, int dimension, long address) {
            if (dimension == dims.length) {
                bytes.set((int) address, (int) (address + elementSize));
                return;
            }
            for (long i = 0; i < dims[dimension]; i++) {
                add(bytes, dimension + 1, address + i * strides[dimension] * elementSize);
            }
        }

        boolean rangesMeet(long address, View other, long otherAddress) {
            BitSet own = bytes(address);
            BitSet others = other.bytes(otherAddress);
            return !own.isEmpty()
                    && !others.isEmpty()
                    && own.nextSetBit(0) < others.length()
                    && others.nextSetBit(0) < own.length();
        }

        @Override
        public String toString() {
            return elementSize
                    + " bytes "
                    + Arrays.toString(dims)
                    + Arrays.toString(strides)
                    + "@"
                    + offset;
        }
    }
}
