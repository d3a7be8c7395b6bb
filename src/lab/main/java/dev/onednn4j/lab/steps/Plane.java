package dev.onednn4j.lab.steps;

import dev.onednn4j.DataType;
import dev.onednn4j.MemoryDescriptor;
import dev.onednn4j.Tensor;
import dev.onednn4j.lab.picture.Picture;
import dev.onednn4j.lab.picture.Rows;

import java.lang.foreign.Arena;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/// A matrix: a grey picture, a kernel or what a layer makes of one.
///
/// @param values row by row
record Plane(int height, int width, float[] values) {
    /// The share of red, green and blue in the brightness that people see (ITU-R BT.601).
    private static final float[] BRIGHTNESS = {0.299f, 0.587f, 0.114f};

    Plane {
        if (values.length != height * width) {
            throw new IllegalArgumentException(
                    "expected %d x %d values, got %d".formatted(height, width, values.length));
        }
    }

    /// A value for each place.
    interface Formula {
        double at(int row, int column);
    }

    static Plane of(int height, int width, Formula formula) {
        float[] values = new float[height * width];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) formula.at(i / width, i % width);
        }
        return new Plane(height, width, values);
    }

    /// What is in a tensor of height · width elements.
    static Plane of(Tensor tensor, int height, int width) {
        return new Plane(height, width, tensor.toArray());
    }

    /// Numbers from -1 to 1.
    static Plane random(int height, int width, RandomGenerator random) {
        return of(height, width, (_, _) -> random.nextDouble(-1, 1));
    }

    /// The brightness of a picture, from 0 to 255, in another size: each value is the average of
    /// the pixels it covers, or the nearest one where it covers less than one.
    static Plane brightness(Picture picture, int height, int width) {
        Rows rows = new Rows(picture.pixels());
        float[] row = new float[rows.length()];
        double[] sums = new double[height * width];
        int[] counts = new int[sums.length];
        for (int y = 0; y < height; y++) {
            int top = (int) ((long) y * picture.height() / height);
            int bottom = (int) Math.max(top + 1, (y + 1L) * picture.height() / height);
            for (int from = top; from < bottom; from++) {
                rows.get(from, row);
                for (int x = 0; x < width; x++) {
                    int left = (int) ((long) x * picture.width() / width);
                    int right = (int) Math.max(left + 1, (x + 1L) * picture.width() / width);
                    for (int at = left; at < right; at++) {
                        sums[y * width + x] += brightness(row, at);
                    }
                    counts[y * width + x] += right - left;
                }
            }
        }
        return of(height, width, (y, x) -> sums[y * width + x] / counts[y * width + x]);
    }

    private static float brightness(float[] row, int x) {
        float sum = 0;
        for (int channel = 0; channel < Picture.CHANNELS; channel++) {
            sum += BRIGHTNESS[channel] * row[x * Picture.CHANNELS + channel];
        }
        return sum;
    }

    /// The value at a place; 0 outside.
    float at(int row, int column) {
        boolean inside = row >= 0 && row < height && column >= 0 && column < width;
        return inside ? values[row * width + column] : 0;
    }

    /// The matrix moved down and to the right; what comes in is 0.
    Plane shifted(int down, int right) {
        return of(height, width, (y, x) -> at(y - down, x - right));
    }

    /// The matrix with both axes reversed.
    Plane flipped() {
        return of(height, width, (y, x) -> at(height - 1 - y, width - 1 - x));
    }

    /// The part around the middle; both sizes must be odd or even as those of this are.
    Plane middle(int rows, int columns) {
        int top = (height - rows) / 2;
        int left = (width - columns) / 2;
        return of(rows, columns, (y, x) -> at(y + top, x + left));
    }

    /// As an activation of one image with one channel.
    Tensor toActivation(Arena arena) {
        return Tensor.allocate(arena, MemoryDescriptor.of(DataType.F32, 1, 1, height, width))
                .copyFrom(values);
    }

    /// The largest of the absolute values.
    float magnitude() {
        float largest = 0;
        for (float value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }

    /// The largest difference to another matrix of the same size.
    double difference(Plane other) {
        double largest = 0;
        for (int i = 0; i < values.length; i++) {
            largest = Math.max(largest, Math.abs((double) values[i] - other.values[i]));
        }
        return largest;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Plane that
                && height == that.height
                && width == that.width
                && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return height + " x " + width;
    }
}
