package dev.onednn4j.peers;

/// Moves channels behind the spatial dimensions and back, while a peer is made ready or checked.
final class ChannelsLast {
    private ChannelsLast() {}

    /// {N, C, points} to {N, points, C}.
    static float[] of(float[] channelsFirst, int outer, int channels) {
        return exchanged(channelsFirst, outer, channels, inner(channelsFirst, outer, channels));
    }

    /// {N, points, C} to {N, C, points}.
    static float[] undo(float[] channelsLast, int outer, int channels) {
        return exchanged(channelsLast, outer, inner(channelsLast, outer, channels), channels);
    }

    /// {O, I, taps} to {taps, I, O}, as TensorFlow and ND4J want weights.
    static float[] weights(float[] values, int outputs, int inputs) {
        int taps = inner(values, outputs, inputs);
        return exchanged(exchanged(values, 1, outputs, inputs * taps), 1, inputs, taps, outputs);
    }

    private static int inner(float[] values, int outer, int channels) {
        return values.length / outer / channels;
    }

    private static float[] exchanged(float[] values, int outer, int rows, int columns) {
        return exchanged(values, outer, rows, columns, 1);
    }

    /// Exchanges the two middle ones of four dimensions.
    private static float[] exchanged(float[] from, int outer, int rows, int columns, int length) {
        float[] to = new float[from.length];
        int at = 0;
        for (int n = 0; n < outer; n++) {
            for (int row = 0; row < rows; row++) {
                for (int column = 0; column < columns; column++) {
                    int target = ((n * columns + column) * rows + row) * length;
                    System.arraycopy(from, at, to, target, length);
                    at += length;
                }
            }
        }
        return to;
    }
}
