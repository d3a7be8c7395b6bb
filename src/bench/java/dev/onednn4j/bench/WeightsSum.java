package dev.onednn4j.bench;

/// Sums up a gradient by weights, in tasks of some rows of one tap.
///
/// Thread safe where tasks are different ones.
final class WeightsSum {
    /// Rows that stay in the cache together with what they are summed from.
    private static final int BLOCK = 16;

    private final TapGeometry taps;
    private final Pixels image;
    private final Pixels map;
    private final Kernels kernels;
    private final double[] sums;
    private final float[] imageValues;
    private final float[] mapValues;
    private final boolean rowsOfMap;

    WeightsSum(
            TapGeometry taps,
            Pixels image,
            Pixels map,
            Kernels kernels,
            double[] sums,
            float[] imageValues,
            float[] mapValues,
            boolean rowsOfMap) {
        this.taps = taps;
        this.image = image;
        this.map = map;
        this.kernels = kernels;
        this.sums = sums;
        this.imageValues = imageValues;
        this.mapValues = mapValues;
        this.rowsOfMap = rowsOfMap;
    }

    /// The number of tasks that together sum everything.
    int tasks() {
        return (kernels.interleaved() ? 1 : taps.groups()) * taps.taps() * blocks();
    }

    private int blocks() {
        return kernels.interleaved() ? 1 : Math.ceilDiv(kernels.rows(), BLOCK);
    }

    void run(int task) {
        int matrix = task / blocks();
        add(matrix / taps.taps(), matrix % taps.taps(), task % blocks() * BLOCK);
    }

    private void add(int group, int tap, int firstRow) {
        int[] kernel = taps.kernel();
        int tap0 = tap / kernel[2] / kernel[1];
        int tap1 = tap / kernel[2] % kernel[1];
        for (int picture = 0; picture < taps.images(); picture++) {
            for (int place0 = 0; place0 < taps.map()[0]; place0++) {
                for (int place1 = 0; place1 < taps.map()[1]; place1++) {
                    int met0 = taps.imagePlace(0, place0, tap0);
                    int met1 = taps.imagePlace(1, place1, tap1);
                    if (met0 >= 0 && met1 >= 0) {
                        addRow(
                                group,
                                tap,
                                firstRow,
                                image.row(picture, met0, met1),
                                map.row(picture, place0, place1));
                    }
                }
            }
        }
    }

    private void addRow(int group, int tap, int firstRow, int imageRow, int mapRow) {
        int last = tap % taps.kernel()[2];
        int first = taps.first(2, last);
        int count = taps.count(2, last);
        int stride = taps.stride()[2];
        int imageStep = stride * image.depth();
        int imageAt = imageRow + (first * stride + taps.offset(2, last)) * image.depth();
        int mapStep = map.depth();
        int mapAt = mapRow + first * mapStep;
        float[] rowValues = rowsOfMap ? mapValues : imageValues;
        float[] columnValues = rowsOfMap ? imageValues : mapValues;
        int rowAt = rowsOfMap ? mapAt : imageAt;
        int rowStep = rowsOfMap ? mapStep : imageStep;
        int columnAt = rowsOfMap ? imageAt : mapAt;
        int columnStep = rowsOfMap ? imageStep : mapStep;
        if (kernels.interleaved()) {
            for (int x = 0; x < count; x++) {
                addInterleaved(
                        tap,
                        rowValues,
                        rowAt + x * rowStep,
                        columnValues,
                        columnAt + x * columnStep);
            }
            return;
        }
        int end = Math.min(kernels.rows(), firstRow + BLOCK);
        for (int x = 0; x < count; x += MultiplyAdd.UNROLLED) {
            for (int row = firstRow; row < end; row++) {
                MultiplyAdd.run(
                        sums,
                        kernels.row(group, tap, row),
                        rowValues,
                        rowAt + x * rowStep + group * kernels.rows() + row,
                        rowStep,
                        columnValues,
                        columnAt + x * columnStep + group * kernels.columns(),
                        columnStep,
                        Math.min(MultiplyAdd.UNROLLED, count - x),
                        kernels.columns());
            }
        }
    }

    private void addInterleaved(
            int tap, float[] rowValues, int rowAt, float[] columnValues, int columnAt) {
        int groups = taps.groups();
        for (int row = 0; row < kernels.rows(); row++) {
            for (int column = 0; column < kernels.columns(); column++) {
                MultiplyAdd.run(
                        sums,
                        kernels.row(0, tap, row) + column * groups,
                        rowValues,
                        rowAt + row * groups,
                        columnValues,
                        columnAt + column * groups,
                        groups);
            }
        }
    }
}
