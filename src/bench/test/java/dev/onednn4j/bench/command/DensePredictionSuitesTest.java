package dev.onednn4j.bench.command;

import static dev.onednn4j.bench.command.NetworkWalk.LayerKernel.causal;
import static dev.onednn4j.bench.command.NetworkWalk.LayerKernel.same;
import static dev.onednn4j.bench.command.NetworkWalk.LayerKernel.valid;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.onednn4j.bench.command.NetworkWalk.FeatureShape;
import dev.onednn4j.bench.command.NetworkWalk.LayerKernel;

import org.junit.jupiter.api.Test;

/// Holds the suites of networks that segment, detect or generate against the architectures' rules,
/// and what they add up to against the published number of parameters.
class DensePredictionSuitesTest {
    private static final LayerKernel POINT = valid(1);

    @Test
    void unet() {
        NetworkWalk walk = new NetworkWalk("unet", FeatureShape.of(1, 572L, 572L));
        for (int level = 0; level < 5; level++) {
            walk.convolve(64L << level, valid(3));
            FeatureShape out = walk.convolve(64L << level, valid(3));
            walk.shape = level < 4 ? out.pooled() : out;
        }
        assertEquals(FeatureShape.of(1024, 28L, 28L), walk.shape);
        for (int level = 3; level >= 0; level--) {
            long width = 64L << level;
            walk.shape = walk.convolveUp(width).withChannels(width + width);
            walk.convolve(width, valid(3));
            walk.convolve(width, valid(3));
        }
        assertEquals(FeatureShape.of(2, 388L, 388L), walk.convolve(2, POINT));
        walk.end(23);
        assertEquals(31_030_658, walk.weights() + walk.outputChannels());
        assertEquals(150.4e9, walk.multiplyAdds(), 0.1e9);
    }

    @Test
    void volumetricUnet() {
        NetworkWalk walk = new NetworkWalk("unet3d", FeatureShape.of(3, 116L, 132L, 132L));
        for (int level = 0; level < 4; level++) {
            walk.convolve(32L << level, valid(3));
            FeatureShape out = walk.convolve(64L << level, valid(3));
            walk.shape = level < 3 ? out.pooled() : out;
        }
        assertEquals(FeatureShape.of(512, 7L, 9L, 9L), walk.shape);
        long upward = 0;
        for (int level = 2; level >= 0; level--) {
            long width = 64L << level;
            long below = walk.shape.channels();
            upward += below;
            walk.shape = walk.convolveUp(below).withChannels(below + width);
            walk.convolve(width, valid(3));
            walk.convolve(width, valid(3));
        }
        assertEquals(FeatureShape.of(3, 28L, 44L, 44L), walk.convolve(3, POINT));
        walk.end(18);
        assertEquals(19_069_955, walk.weights() + walk.outputChannels() - upward);
        assertEquals(266.7e9, walk.multiplyAdds(), 0.1e9);
    }

    @Test
    void yolo() {
        NetworkWalk walk = new NetworkWalk("yolov2", FeatureShape.of(3, 416L, 416L));
        int[] layers = {1, 1, 3, 3, 5, 5};
        FeatureShape passed = walk.shape;
        for (int stage = 0; stage < layers.length; stage++) {
            long wide = 32L << stage;
            for (int layer = 0; layer < layers[stage]; layer++) {
                boolean narrows = layer % 2 == 1;
                walk.convolve(narrows ? wide / 2 : wide, same(narrows ? 1 : 3));
            }
            if (stage < 5) {
                passed = walk.shape;
                walk.shape = passed.pooled();
            }
        }
        walk.convolve(1024, same(3));
        FeatureShape deep = walk.convolve(1024, same(3));
        walk.shape = passed;
        FeatureShape narrowed = walk.convolve(64, POINT);
        assertEquals(deep.doubled().sizes(), narrowed.sizes());
        walk.shape = deep.withChannels(4 * narrowed.channels() + deep.channels());
        walk.convolve(1024, same(3));
        long normalised = walk.outputChannels();
        // Five boxes of four places, a confidence and 80 classes.
        assertEquals(FeatureShape.of(425, 13L, 13L), walk.convolve(5 * (4 + 1 + 80), POINT));
        walk.end(23);
        // A normalisation has four numbers a channel here, its averages included.
        assertEquals(50_983_561, walk.weights() + 425 + 4 * normalised);
        // The authors give 62.94 · 10^9 operations for 608x608.
        assertEquals(62.94e9 / 2 * 13 * 13 / (19 * 19), walk.multiplyAdds(), 0.01e9);
    }

    @Test
    void ssd() {
        NetworkWalk walk = new NetworkWalk("ssd300", FeatureShape.of(3, 300L, 300L));
        long[][] pictures = new long[6][];
        int[] layers = {2, 2, 3, 3, 3};
        long size = 300;
        for (int stage = 0; stage < 5; stage++) {
            walk.shape = FeatureShape.of(walk.shape.channels(), size, size);
            for (int layer = 0; layer < layers[stage]; layer++) {
                walk.convolve(Math.min(512, 64L << stage), same(3));
            }
            size = (size + 1) / 2;
        }
        pictures[0] = new long[] {512, 38, 4};
        walk.convolve(1024, same(3).dilation(6));
        walk.convolve(1024, POINT);
        pictures[1] = new long[] {1024, 19, 6};
        long[] narrow = {256, 128, 128, 128};
        long[] wide = {512, 256, 256, 256};
        LayerKernel[] kernels = {
            valid(3).stride(2).padding(1), valid(3).stride(2).padding(1), valid(3), valid(3)
        };
        for (int stage = 0; stage < 4; stage++) {
            walk.convolve(narrow[stage], POINT);
            FeatureShape out = walk.convolve(wide[stage], kernels[stage]);
            pictures[stage + 2] =
                    new long[] {out.channels(), out.sizes().getFirst(), stage < 2 ? 6 : 4};
        }
        assertEquals(FeatureShape.of(256, 1L, 1L), walk.shape);
        long boxes = 0;
        for (long[] picture : pictures) {
            FeatureShape in = FeatureShape.of(picture[0], picture[1], picture[1]);
            walk.shape = in;
            walk.convolve(picture[2] * 4, same(3));
            walk.shape = in;
            walk.convolve(picture[2] * 21, same(3));
            boxes += picture[1] * picture[1] * picture[2];
        }
        assertEquals(8732, boxes, "the paper's number of boxes");
        walk.end(35);
        // The first picture is normalised with a scale for each of its 512 channels.
        assertEquals(26_285_486, walk.weights() + walk.outputChannels() + 512);
        assertEquals(31.4e9, walk.multiplyAdds(), 0.1e9);
    }

    @Test
    void waveNet() {
        FeatureShape sound = FeatureShape.of(256, 16_000L);
        NetworkWalk walk = new NetworkWalk("wavenet", sound);
        FeatureShape residual = walk.convolve(64, causal(2));
        for (int layer = 0; layer < 30; layer++) {
            walk.shape = residual;
            walk.convolve(128, causal(2).dilation(1L << layer % 10));
            walk.shape = residual;
            assertEquals(residual, walk.convolve(64, POINT));
            walk.shape = residual;
            walk.convolve(256, POINT);
        }
        walk.convolve(256, POINT);
        assertEquals(sound, walk.convolve(256, POINT));
        walk.end(93);
        long perLayer = 2 * 64 * 128 + 64 * 64 + 64 * 256;
        assertEquals(2 * 256 * 64 + 30 * perLayer + 2 * 256 * 256, walk.weights());
        assertEquals(16_000.0 * walk.weights(), walk.multiplyAdds());
    }
}
