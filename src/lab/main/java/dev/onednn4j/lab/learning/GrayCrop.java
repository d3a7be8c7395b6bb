package dev.onednn4j.lab.learning;

import dev.onednn4j.lab.picture.Picture;
import dev.onednn4j.lab.picture.Rows;

/// The middle of a picture in shades of gray.
final class GrayCrop {
    private GrayCrop() {}

    /// Red, green and blue of each pixel in the middle, added up.
    ///
    /// @param picture without a border; one that is smaller than the crop is repeated
    /// @param size the width and height of the crop
    static ExactPlane of(Picture picture, int size) {
        int top = Math.max(0, picture.height() - size) / 2;
        int left = Math.max(0, picture.width() - size) / 2;
        Rows rows = new Rows(picture.pixels());
        float[] row = new float[rows.length()];
        double[] gray = new double[size * size];
        for (int y = 0; y < size; y++) {
            rows.get((top + y) % picture.height(), row);
            for (int x = 0; x < size; x++) {
                int at = (left + x) % picture.width();
                for (int c = 0; c < Picture.CHANNELS; c++) {
                    gray[y * size + x] += row[at * Picture.CHANNELS + c];
                }
            }
        }
        return new ExactPlane(size, size, gray);
    }
}
