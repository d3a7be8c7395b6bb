package dev.onednn4j.bench;

/// Sums up an activation or its gradient: a tensor {N, C, spatial…} from one of that kind and
/// weights.
///
/// Thread safe where rows are different ones.
final class ActivationSum {
    private final TapGeometry taps;
    private final Pixels from;
    private final Pixels to;
    private final Kernels kernels;
    private final boolean gathers;
    private final float[] values;
    private final float[] factors;
    private final double[] sums;

    ActivationSum(
            TapGeometry taps,
            Pixels from,
            Pixels to,
            Kernels kernels,
            boolean gathers,
            float[] values,
            float[] factors,
            double[] sums) {
        this.taps = taps;
        this.from = from;
        this.to = to;
        this.kernels = kernels;
        this.gathers = gathers;
        this.values = values;
        this.factors = factors;
        this.sums = sums;
    }

    /// @param row counted over the two outer axes
    void addRow(int image, int row) {
        int place0 = row / to.sizes()[1];
        int place1 = row % to.sizes()[1];
        int[] kernel = taps.kernel();
        for (int tap = 0; tap < taps.taps(); tap++) {
            int met0 = met(0, place0, tap / kernel[2] / kernel[1]);
            int met1 = met(1, place1, tap / kernel[2] % kernel[1]);
            if (met0 >= 0 && met1 >= 0) {
                addTap(tap, from.row(image, met0, met1), to.row(image, place0, place1));
            }
        }
    }

    private int met(int axis, int place, int tap) {
        return gathers ? taps.imagePlace(axis, place, tap) : taps.mapPlace(axis, place, tap);
    }

    private void addTap(int tap, int fromRow, int toRow) {
        int last = tap % taps.kernel()[2];
        int count = taps.count(2, last);
        int first = taps.first(2, last);
        int stride = taps.stride()[2];
        int imageFirst = first * stride + taps.offset(2, last);
        int fromAt = fromRow + (gathers ? imageFirst : first) * from.depth();
        int toAt = toRow + (gathers ? first : imageFirst) * to.depth();
        int fromStep = (gathers ? stride : 1) * from.depth();
        int toStep = (gathers ? 1 : stride) * to.depth();
        if (from.interleaved()) {
            for (int x = 0; x < count; x++) {
                addInterleaved(tap, fromAt + x * fromStep, toAt + x * toStep);
            }
            return;
        }
        for (int group = 0; group < taps.groups(); group++) {
            for (int channel = 0; channel < from.channels(); channel += MultiplyAdd.UNROLLED) {
                int fromGroup = fromAt + group * from.channels() + channel;
                int toGroup = toAt + group * to.channels();
                int used = Math.min(MultiplyAdd.UNROLLED, from.channels() - channel);
                int kernelRow = kernels.row(group, tap, channel);
                for (int x = 0; x < count; x++) {
                    MultiplyAdd.run(
                            sums,
                            toGroup + x * toStep,
                            values,
                            fromGroup + x * fromStep,
                            1,
                            factors,
                            kernelRow,
                            kernels.columns(),
                            used,
                            kernels.columns());
                }
            }
        }
    }

    private void addInterleaved(int tap, int fromAt, int toAt) {
        int groups = taps.groups();
        for (int row = 0; row < kernels.rows(); row++) {
            for (int column = 0; column < kernels.columns(); column++) {
                MultiplyAdd.run(
                        sums,
                        toAt + column * groups,
                        values,
                        fromAt + row * groups,
                        factors,
                        kernels.row(0, tap, row) + column * groups,
                        groups);
            }
        }
    }
}
