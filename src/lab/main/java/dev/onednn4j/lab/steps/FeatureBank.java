package dev.onednn4j.lab.steps;

import dev.onednn4j.Tensor;
import dev.onednn4j.lab.picture.Picture;
import dev.onednn4j.lab.picture.Rows;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;

/// Eight features of a coloured picture, each a kernel of 5 × 5 for each of three colours.
final class FeatureBank {
    /// The height and width of kernels.
    static final int SIZE = 5;

    private static final double SIGMA = 1.2;

    /// The largest side of a feature map on the page.
    private static final int LARGEST_MAP = 480;

    /// What a feature answers to: a weight for each offset from the pixel, and one for each colour.
    private record Feature(String name, Weight weight, double[] colours) {}

    private interface Weight {
        double at(int down, int right);
    }

    private static final double[] BRIGHTNESS = {0.299, 0.587, 0.114};

    private static final List<Feature> FEATURES =
            List.of(
                    new Feature("brightness, blurred", FeatureBank::gaussian, BRIGHTNESS),
                    new Feature(
                            "from left to right",
                            (down, right) -> right * gaussian(down, right),
                            BRIGHTNESS),
                    new Feature(
                            "from top to bottom",
                            (down, right) -> down * gaussian(down, right),
                            BRIGHTNESS),
                    new Feature(
                            "along one diagonal",
                            (down, right) -> (down + right) * gaussian(down, right),
                            BRIGHTNESS),
                    new Feature(
                            "along the other",
                            (down, right) -> (down - right) * gaussian(down, right),
                            BRIGHTNESS),
                    new Feature("spots", FeatureBank::spot, BRIGHTNESS),
                    new Feature(
                            "red against green", FeatureBank::gaussian, new double[] {1, -1, 0}),
                    new Feature(
                            "blue against yellow",
                            FeatureBank::gaussian,
                            new double[] {-0.5, -0.5, 1}));

    /// The number of features.
    static final int COUNT = FEATURES.size();

    private FeatureBank() {}

    static List<String> names() {
        return FEATURES.stream().map(Feature::name).toList();
    }

    /// Writes V in the order of its indices, a, b, c, d.
    static void copyTo(MemorySegment memory) {
        long next = 0;
        for (int a = 0; a < SIZE; a++) {
            for (int b = 0; b < SIZE; b++) {
                for (int c = 0; c < Picture.CHANNELS; c++) {
                    for (Feature feature : FEATURES) {
                        double weight =
                                feature.weight.at(a - SIZE / 2, b - SIZE / 2) * feature.colours[c];
                        memory.setAtIndex(ValueLayout.JAVA_FLOAT, next++, (float) weight);
                    }
                }
            }
        }
    }

    /// A row of H by the equation, the features of each pixel side by side.
    ///
    /// @param x {1, 3, H, W}, nhwc
    /// @param v hwio
    static Expected expectedRow(Tensor x, Tensor v, int row) {
        int height = (int) x.descriptor().dim(2);
        int width = (int) x.descriptor().dim(3);
        float[][] rows = new float[SIZE][width * Picture.CHANNELS];
        for (int a = 0; a < SIZE; a++) {
            int y = row + a - SIZE / 2;
            if (y >= 0 && y < height) {
                new Rows(x).get(y, rows[a]);
            }
        }
        float[] weights = v.segment().toArray(ValueLayout.JAVA_FLOAT);
        return Expected.of(
                width * COUNT,
                index ->
                        sum -> {
                            int d = index % COUNT;
                            for (int a = 0; a < SIZE; a++) {
                                for (int b = 0; b < SIZE; b++) {
                                    int at = index / COUNT + b - SIZE / 2;
                                    for (int c = 0; at >= 0 && at < width && c < 3; c++) {
                                        int tap = ((a * SIZE + b) * Picture.CHANNELS + c) * COUNT;
                                        sum.add(
                                                (double) weights[tap + d]
                                                        * rows[a][at * Picture.CHANNELS + c]);
                                    }
                                }
                            }
                        });
    }

    /// One of the feature maps, made smaller where it is large.
    static Plane map(Tensor h, int feature, Picture picture) {
        int longest = Math.max(picture.height(), picture.width());
        int step = Math.ceilDiv(longest, LARGEST_MAP);
        Rows rows = new Rows(h);
        float[] row = new float[rows.length()];
        int height = Math.ceilDiv(picture.height(), step);
        int width = Math.ceilDiv(picture.width(), step);
        float[] values = new float[height * width];
        for (int y = 0; y < height; y++) {
            rows.get((long) y * step, row);
            for (int x = 0; x < width; x++) {
                values[y * width + x] = row[x * step * COUNT + feature];
            }
        }
        return new Plane(height, width, values);
    }

    private static double gaussian(int down, int right) {
        return Math.exp(-(down * down + right * right) / (2 * SIGMA * SIGMA));
    }

    /// The negative of a Gaussian's second derivative.
    private static double spot(int down, int right) {
        double distance = (down * down + right * right) / (2 * SIGMA * SIGMA);
        return (1 - distance) * Math.exp(-distance);
    }
}
