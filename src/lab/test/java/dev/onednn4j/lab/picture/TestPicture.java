package dev.onednn4j.lab.picture;

import java.lang.foreign.Arena;
import java.util.random.RandomGenerator;

/// Makes pictures to test filters on.
public final class TestPicture {
    /// A red, green or blue value of a pixel.
    public interface Colour {
        double at(int y, int x, int channel);
    }

    private TestPicture() {}

    public static Picture of(Arena arena, int width, int height, int border, Colour colour) {
        Picture picture = Picture.allocate(arena, width, height, border);
        float[] row = new float[width * Picture.CHANNELS];
        for (int y = 0; y < height; y++) {
            for (int i = 0; i < row.length; i++) {
                row[i] = (float) colour.at(y, i / Picture.CHANNELS, i % Picture.CHANNELS);
            }
            picture.setRow(y, row);
        }
        return picture;
    }

    /// Whole values from 0 to 255.
    public static Colour random(RandomGenerator random, int width, int height) {
        int[] values = random.ints(3L * width * height, 0, 256).toArray();
        return (y, x, channel) -> values[(y * width + x) * 3 + channel];
    }

    /// The same picture with its outermost pixels repeated for ever.
    public static Colour repeated(Colour colour, int width, int height) {
        return (y, x, channel) ->
                colour.at(Math.clamp(y, 0, height - 1), Math.clamp(x, 0, width - 1), channel);
    }
}
