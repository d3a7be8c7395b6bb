package dev.onednn4j.lab.picture;

import dev.onednn4j.DataType;
import dev.onednn4j.FormatTag;
import dev.onednn4j.MemoryDescriptor;
import dev.onednn4j.Tensor;

import java.lang.foreign.Arena;

/// An RGB picture as a tensor, with a border around it that repeats its outermost pixels.
///
/// A convolution without padding makes its result smaller than its input; the border makes up for
/// that. A kernel at the edge of a picture reaches beyond it. Were there zeros, as oneDNN's padding
/// has them, a blur would fade to black and a Sobel would see an edge all around.
///
/// Dimensions are in oneDNN's order, {1, 3, height, width}; in memory red, green and blue of a
/// pixel lie together (`nhwc`), as in most picture files. Values go from 0 to 255.
///
/// @param padded the picture with its border
/// @param border its width in pixels, on each side
public record Picture(Tensor padded, int border) {
    /// Red, green and blue.
    public static final int CHANNELS = 3;

    /// A black picture.
    public static Picture allocate(Arena arena, int width, int height, int border) {
        MemoryDescriptor descriptor =
                MemoryDescriptor.of(
                                DataType.F32,
                                1,
                                CHANNELS,
                                height + 2L * border,
                                width + 2L * border)
                        .with(FormatTag.NHWC);
        return new Picture(Tensor.allocate(arena, descriptor), border);
    }

    /// Without the border.
    public int width() {
        return (int) padded.descriptor().dim(3) - 2 * border;
    }

    /// Without the border.
    public int height() {
        return (int) padded.descriptor().dim(2) - 2 * border;
    }

    /// The picture without its border: a view of the same memory, nothing is copied.
    public Tensor pixels() {
        return crop(padded);
    }

    /// The part of a filter's result that belongs to the picture itself: its middle, as a view of
    /// the same memory. A filter that reaches less far than the border is wide also has results for
    /// the border's inner part.
    ///
    /// Results are cropped, not inputs: oneDNN's fast kernels take activations without gaps only,
    /// and a convolution on a view falls back to the reference one, many times slower.
    ///
    /// @param tensor {1, C, H, W}, at least as large as the picture
    public Tensor crop(Tensor tensor) {
        MemoryDescriptor all = tensor.descriptor();
        return tensor.submemory(
                new long[] {1, all.dim(1), height(), width()},
                new long[] {0, 0, (all.dim(2) - height()) / 2, (all.dim(3) - width()) / 2});
    }

    /// Sets a row, and of the border all that repeats it.
    ///
    /// @param y 0 is the uppermost row of the picture itself
    /// @param colours red, green and blue for each pixel
    public void setRow(int y, float[] colours) {
        int edge = border * CHANNELS;
        float[] row = new float[colours.length + 2 * edge];
        System.arraycopy(colours, 0, row, edge, colours.length);
        for (int i = 0; i < edge; i++) {
            row[i] = colours[i % CHANNELS];
            row[row.length - edge + i] = colours[colours.length - CHANNELS + i % CHANNELS];
        }
        Rows rows = new Rows(padded);
        int first = y == 0 ? 0 : y + border;
        int last = y == height() - 1 ? y + 2 * border : y + border;
        for (int i = first; i <= last; i++) {
            rows.set(i, row);
        }
    }
}
