package dev.onednn4j.examples.learning;

import java.util.Arrays;

/// Pictures with what is in them.
///
/// @param pixels picture by picture, row by row
/// @param shapes the ordinal of each picture's [Shape]
record Batch(float[] pixels, int[] shapes) {
    int count() {
        return shapes.length;
    }

    /// What is in a picture.
    Shape shape(int index) {
        return Shape.values()[shapes[index]];
    }

    /// The pixels of one picture.
    float[] picture(int index) {
        int length = pixels.length / count();
        return Arrays.copyOfRange(pixels, index * length, (index + 1) * length);
    }
}
