package dev.onednn4j.examples.learning;

import dev.onednn4j.Tensor;
import dev.onednn4j.examples.lab.LabException;
import dev.onednn4j.examples.picture.Picture;
import dev.onednn4j.examples.picture.Rows;

/// The middle of a picture in shades of gray.
final class GrayCrop {
    /// Less shows too little to learn from.
    private static final int LEAST = 16;

    private GrayCrop() {}

    /// Red, green and blue of each pixel in the middle, added up.
    ///
    /// @param picture without a border
    /// @param size its width and height, or less where the picture is smaller
    /// @throws LabException when the picture is too small
    static Plane of(Picture picture, int size) throws LabException {
        int height = Math.min(size, picture.height());
        int width = Math.min(size, picture.width());
        if (height < LEAST || width < LEAST) {
            throw new LabException(
                    "expected a picture of at least %d x %d pixels to learn from, got %d x %d"
                            .formatted(LEAST, LEAST, picture.width(), picture.height()));
        }
        int top = (picture.height() - height) / 2;
        int left = (picture.width() - width) / 2;
        Tensor pixels = picture.pixels();
        Rows rows = new Rows(pixels);
        float[] row = new float[rows.length()];
        double[] gray = new double[height * width];
        for (int y = 0; y < height; y++) {
            rows.get(top + y, row);
            for (int x = 0; x < width; x++) {
                for (int c = 0; c < Picture.CHANNELS; c++) {
                    gray[y * width + x] += row[(left + x) * Picture.CHANNELS + c];
                }
            }
        }
        return new Plane(height, width, gray);
    }
}
