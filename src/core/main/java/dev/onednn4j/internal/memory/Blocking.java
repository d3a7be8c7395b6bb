package dev.onednn4j.internal.memory;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/// How a blocked or plain layout places its elements. Arrays are shared, never handed out.
public record Blocking(
        long[] strides, long[] paddedDims, long offset, int[] innerBlocks, int[] innerIndices) {

    public boolean isPlain() {
        return innerBlocks.length == 0;
    }

    /// Whether elements lie in the same order and distances as in another layout.
    public boolean isLike(Blocking other) {
        return Arrays.equals(strides, other.strides)
                && Arrays.equals(innerBlocks, other.innerBlocks)
                && Arrays.equals(innerIndices, other.innerIndices);
    }

    /// Where the elements end, in elements from the start of the memory.
    public long end() {
        int[] block = blocks();
        long end = offset + 1;
        for (int d = 0; d < strides.length; d++) {
            end += (numberOfBlocks(d, block) - 1) * strides[d];
        }
        return end + inner() - 1;
    }

    /// The elements that oneDNN counts as the size of the memory, without those before the offset:
    /// what follows the last element of the outermost dimension counts as well. Not for empty
    /// tensors.
    public long wholeRows() {
        int[] block = blocks();
        long rows = 1;
        for (int d = 0; d < strides.length; d++) {
            long number = numberOfBlocks(d, block);
            rows = Math.max(rows, number == 1 ? 1 : number * strides[d]);
        }
        return rows == 1 ? inner() : rows;
    }

    private long numberOfBlocks(int d, int[] block) {
        return paddedDims[d] / block[d];
    }

    /// The length of a block in each dimension; 1 where there is none.
    public int[] blocks() {
        int[] block = new int[strides.length];
        Arrays.fill(block, 1);
        for (int i = 0; i < innerBlocks.length; i++) {
            block[innerIndices[i]] *= innerBlocks[i];
        }
        return block;
    }

    /// The elements in a block.
    private long inner() {
        long inner = 1;
        for (int length : innerBlocks) {
            inner *= length;
        }
        return inner;
    }

    /// The tag that describes the layout, made from the strides.
    @Override
    public String toString() {
        int[] block = blocks();
        List<Integer> order = new ArrayList<>();
        for (int d = 0; d < strides.length; d++) {
            order.add(d);
        }
        // Dimensions of one element have any stride at all: the longer one is the outer one.
        order.sort(
                Comparator.<Integer>comparingLong(d -> -strides[d])
                        .thenComparingLong(d -> -(paddedDims[d] / block[d])));
        StringBuilder text = new StringBuilder();
        for (int d : order) {
            char letter = (char) ('a' + d);
            text.append(block[d] > 1 ? Character.toUpperCase(letter) : letter);
        }
        for (int i = 0; i < innerBlocks.length; i++) {
            text.append(innerBlocks[i]).append((char) ('a' + innerIndices[i]));
        }
        return isDense(order, block) ? text.toString() : text + "*";
    }

    private boolean isDense(List<Integer> order, int[] block) {
        long expected = inner();
        for (int i = order.size() - 1; i >= 0; i--) {
            int d = order.get(i);
            long blocks = paddedDims[d] / block[d];
            if (blocks > 1 && strides[d] != expected) {
                return false;
            }
            expected *= blocks;
        }
        return true;
    }
}
