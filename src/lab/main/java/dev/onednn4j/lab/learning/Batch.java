package dev.onednn4j.lab.learning;

import java.util.Arrays;

/// Pictures with what is in them.
///
/// @param pixels picture by picture, row by row
/// @param shapes what is in each of them, as a place in [Shape#ALL]
record Batch(float[] pixels, int[] shapes) {
    int count() {
        return shapes.length;
    }

    /// What is in a picture.
    Shape shape(int index) {
        return Shape.ALL.get(shapes[index]);
    }

    /// The pixels of one picture.
    float[] picture(int index) {
        int length = pixels.length / count();
        return Arrays.copyOfRange(pixels, index * length, (index + 1) * length);
    }
}
