package dev.onednn4j.peers;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// Computes a few outputs' block of channels at once, in registers. The accumulators are local
/// variables and the loops are written out, since only so the compiler keeps them there.
abstract sealed class VectorKernel {
    static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    static final int LANES = SPECIES.length();

    /// Channels of a block.
    abstract int channels();

    /// Outputs of a tile.
    abstract int outputs();

    /// @param tile the tile's number
    /// @param sourceAt what to add to each output's place in the source: the group's channels
    /// @param weightsAt where the block's weights begin
    /// @param channelAt the first channel of the block
    /// @param valid the block's channels that exist
    abstract void compute(
            VectorOperands operands,
            int tile,
            int sourceAt,
            int weightsAt,
            int channelAt,
            int valid);

    static void store(FloatVector sum, float[] dst, int at, int valid) {
        if (valid >= LANES) {
            sum.intoArray(dst, at);
        } else if (valid > 0) {
            sum.intoArray(dst, at, SPECIES.indexInRange(0, valid));
        }
    }

    /// Six outputs, two vectors of channels.
    static final class Wide extends VectorKernel {
        @Override
        int channels() {
            return 2 * LANES;
        }

        @Override
        int outputs() {
            return 6;
        }

        @Override
        void compute(
                VectorOperands operands,
                int tile,
                int sourceAt,
                int weightsAt,
                int channelAt,
                int valid) {
            float[] src = operands.src();
            float[] weights = operands.weights();
            int first = tile * 6;
            int p0 = operands.source(first) + sourceAt;
            int p1 = operands.source(first + 1) + sourceAt;
            int p2 = operands.source(first + 2) + sourceAt;
            int p3 = operands.source(first + 3) + sourceAt;
            int p4 = operands.source(first + 4) + sourceAt;
            int p5 = operands.source(first + 5) + sourceAt;
            FloatVector a0 = FloatVector.zero(SPECIES);
            FloatVector a1 = a0;
            FloatVector a2 = a0;
            FloatVector a3 = a0;
            FloatVector a4 = a0;
            FloatVector a5 = a0;
            FloatVector b0 = a0;
            FloatVector b1 = a0;
            FloatVector b2 = a0;
            FloatVector b3 = a0;
            FloatVector b4 = a0;
            FloatVector b5 = a0;
            int length = operands.runLength();
            int w = weightsAt;
            for (int run : operands.runs()) {
                for (int i = run; i < run + length; i++) {
                    FloatVector wa = FloatVector.fromArray(SPECIES, weights, w);
                    FloatVector wb = FloatVector.fromArray(SPECIES, weights, w + LANES);
                    w += 2 * LANES;
                    FloatVector s = FloatVector.broadcast(SPECIES, src[p0 + i]);
                    a0 = s.fma(wa, a0);
                    b0 = s.fma(wb, b0);
                    s = FloatVector.broadcast(SPECIES, src[p1 + i]);
                    a1 = s.fma(wa, a1);
                    b1 = s.fma(wb, b1);
                    s = FloatVector.broadcast(SPECIES, src[p2 + i]);
                    a2 = s.fma(wa, a2);
                    b2 = s.fma(wb, b2);
                    s = FloatVector.broadcast(SPECIES, src[p3 + i]);
                    a3 = s.fma(wa, a3);
                    b3 = s.fma(wb, b3);
                    s = FloatVector.broadcast(SPECIES, src[p4 + i]);
                    a4 = s.fma(wa, a4);
                    b4 = s.fma(wb, b4);
                    s = FloatVector.broadcast(SPECIES, src[p5 + i]);
                    a5 = s.fma(wa, a5);
                    b5 = s.fma(wb, b5);
                }
            }
            store(operands, first, channelAt, valid, a0, b0);
            store(operands, first + 1, channelAt, valid, a1, b1);
            store(operands, first + 2, channelAt, valid, a2, b2);
            store(operands, first + 3, channelAt, valid, a3, b3);
            store(operands, first + 4, channelAt, valid, a4, b4);
            store(operands, first + 5, channelAt, valid, a5, b5);
        }

        private static void store(
                VectorOperands operands,
                int output,
                int channelAt,
                int valid,
                FloatVector a,
                FloatVector b) {
            int at = operands.destination(output) + channelAt;
            store(a, operands.dst(), at, valid);
            store(b, operands.dst(), at + LANES, valid - LANES);
        }
    }

    /// Eight outputs, one vector of channels: for few channels.
    static final class Narrow extends VectorKernel {
        @Override
        int channels() {
            return LANES;
        }

        @Override
        int outputs() {
            return 8;
        }

        @Override
        void compute(
                VectorOperands operands,
                int tile,
                int sourceAt,
                int weightsAt,
                int channelAt,
                int valid) {
            float[] src = operands.src();
            float[] weights = operands.weights();
            int first = tile * 8;
            int p0 = operands.source(first) + sourceAt;
            int p1 = operands.source(first + 1) + sourceAt;
            int p2 = operands.source(first + 2) + sourceAt;
            int p3 = operands.source(first + 3) + sourceAt;
            int p4 = operands.source(first + 4) + sourceAt;
            int p5 = operands.source(first + 5) + sourceAt;
            int p6 = operands.source(first + 6) + sourceAt;
            int p7 = operands.source(first + 7) + sourceAt;
            FloatVector a0 = FloatVector.zero(SPECIES);
            FloatVector a1 = a0;
            FloatVector a2 = a0;
            FloatVector a3 = a0;
            FloatVector a4 = a0;
            FloatVector a5 = a0;
            FloatVector a6 = a0;
            FloatVector a7 = a0;
            int length = operands.runLength();
            int w = weightsAt;
            for (int run : operands.runs()) {
                for (int i = run; i < run + length; i++) {
                    FloatVector wa = FloatVector.fromArray(SPECIES, weights, w);
                    w += LANES;
                    a0 = wa.fma(FloatVector.broadcast(SPECIES, src[p0 + i]), a0);
                    a1 = wa.fma(FloatVector.broadcast(SPECIES, src[p1 + i]), a1);
                    a2 = wa.fma(FloatVector.broadcast(SPECIES, src[p2 + i]), a2);
                    a3 = wa.fma(FloatVector.broadcast(SPECIES, src[p3 + i]), a3);
                    a4 = wa.fma(FloatVector.broadcast(SPECIES, src[p4 + i]), a4);
                    a5 = wa.fma(FloatVector.broadcast(SPECIES, src[p5 + i]), a5);
                    a6 = wa.fma(FloatVector.broadcast(SPECIES, src[p6 + i]), a6);
                    a7 = wa.fma(FloatVector.broadcast(SPECIES, src[p7 + i]), a7);
                }
            }
            float[] dst = operands.dst();
            store(a0, dst, operands.destination(first) + channelAt, valid);
            store(a1, dst, operands.destination(first + 1) + channelAt, valid);
            store(a2, dst, operands.destination(first + 2) + channelAt, valid);
            store(a3, dst, operands.destination(first + 3) + channelAt, valid);
            store(a4, dst, operands.destination(first + 4) + channelAt, valid);
            store(a5, dst, operands.destination(first + 5) + channelAt, valid);
            store(a6, dst, operands.destination(first + 6) + channelAt, valid);
            store(a7, dst, operands.destination(first + 7) + channelAt, valid);
        }
    }

    /// Depthwise: a vector is of that many groups, each with one channel in and one out.
    static final class Depthwise extends VectorKernel {
        @Override
        int channels() {
            return LANES;
        }

        @Override
        int outputs() {
            return 4;
        }

        @Override
        void compute(
                VectorOperands operands,
                int tile,
                int sourceAt,
                int weightsAt,
                int channelAt,
                int valid) {
            float[] src = operands.src();
            float[] weights = operands.weights();
            int first = tile * 4;
            int p0 = operands.source(first) + sourceAt;
            int p1 = operands.source(first + 1) + sourceAt;
            int p2 = operands.source(first + 2) + sourceAt;
            int p3 = operands.source(first + 3) + sourceAt;
            FloatVector a0 = FloatVector.zero(SPECIES);
            FloatVector a1 = a0;
            FloatVector a2 = a0;
            FloatVector a3 = a0;
            int w = weightsAt;
            for (int run : operands.runs()) {
                FloatVector wa = FloatVector.fromArray(SPECIES, weights, w);
                w += LANES;
                a0 = FloatVector.fromArray(SPECIES, src, p0 + run).fma(wa, a0);
                a1 = FloatVector.fromArray(SPECIES, src, p1 + run).fma(wa, a1);
                a2 = FloatVector.fromArray(SPECIES, src, p2 + run).fma(wa, a2);
                a3 = FloatVector.fromArray(SPECIES, src, p3 + run).fma(wa, a3);
            }
            float[] dst = operands.dst();
            store(a0, dst, operands.destination(first) + channelAt, valid);
            store(a1, dst, operands.destination(first + 1) + channelAt, valid);
            store(a2, dst, operands.destination(first + 2) + channelAt, valid);
            store(a3, dst, operands.destination(first + 3) + channelAt, valid);
        }
    }
}
