package dev.onednn4j.lab.notebook;

import dev.onednn4j.Engine;
import dev.onednn4j.lab.picture.Picture;

/// What all steps share.
///
/// @param engine where to compute
/// @param picture without a border, so its tensor is {1, 3, H, W}: f32, nhwc, from 0 to 255
/// @param scale how much of the work to do, above 0 and at most 1
public record Setting(Engine engine, Picture picture, double scale) {
    /// A size of the work, made smaller where memory or time are short.
    ///
    /// @param size what it is at full scale
    /// @param least what it never falls below, even when `size` does
    public int scaled(int size, int least) {
        return (int) Math.max(least, Math.round(size * scale));
    }
}
