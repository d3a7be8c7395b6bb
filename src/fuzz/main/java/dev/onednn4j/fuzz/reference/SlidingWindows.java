package dev.onednn4j.fuzz.reference;

import dev.onednn4j.fuzz.problem.SlidingSizes;
import dev.onednn4j.fuzz.problem.WindowAxis;

import java.util.List;

/// Which elements of src each element of a pooling's dst takes.
final class SlidingWindows {
    private final List<WindowAxis> axes;
    private final int planes;

    SlidingWindows(SlidingSizes sizes) {
        this.axes = sizes.axes();
        this.planes = (int) (sizes.batch() * sizes.inputs());
    }

    /// One element of src under one of dst.
    interface Visitor {
        void visit(int src, int dst);
    }

    /// How many elements dst has.
    int results() {
        long count = planes;
        for (WindowAxis axis : axes) {
            count *= axis.output(false);
        }
        return Math.toIntExact(count);
    }

    /// Visits all, of each element of dst in the order of the kernel.
    void visit(Visitor visitor) {
        for (int plane = 0; plane < planes; plane++) {
            visitOutputs(visitor, 0, new int[axes.size()], plane, plane);
        }
    }

    private void visitOutputs(Visitor visitor, int depth, int[] outputs, int src, int dst) {
        if (depth == axes.size()) {
            visitTaps(visitor, 0, outputs, src, dst);
            return;
        }
        int size = (int) axes.get(depth).output(false);
        for (int o = 0; o < size; o++) {
            outputs[depth] = o;
            visitOutputs(visitor, depth + 1, outputs, src, dst * size + o);
        }
    }

    private void visitTaps(Visitor visitor, int depth, int[] outputs, int src, int dst) {
        if (depth == axes.size()) {
            visitor.visit(src, dst);
            return;
        }
        WindowAxis axis = axes.get(depth);
        for (int k = 0; k < axis.kernel(); k++) {
            long at = outputs[depth] * axis.stride() + k * axis.dilation() - axis.left();
            if (at >= 0 && at < axis.input()) {
                visitTaps(visitor, depth + 1, outputs, (int) (src * axis.input() + at), dst);
            }
        }
    }
}
