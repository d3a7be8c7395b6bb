package dev.onednn4j;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/// How a blocked or plain layout places its elements. Arrays are shared, never handed out.
record Blocking(
        long[] strides, long[] paddedDims, long offset, int[] innerBlocks, int[] innerIndices) {

    boolean isPlain() {
        return innerBlocks.length == 0;
    }

    /// The tag that describes the layout, made from the strides.
    @Override
    public String toString() {
        int[] block = new int[strides.length];
        Arrays.fill(block, 1);
        long inner = 1;
        for (int i = 0; i < innerBlocks.length; i++) {
            block[innerIndices[i]] *= innerBlocks[i];
            inner *= innerBlocks[i];
        }
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
        return isDense(order, block, inner) ? text.toString() : text + "*";
    }

    private boolean isDense(List<Integer> order, int[] block, long inner) {
        long expected = inner;
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
