package dev.onednn4j.bench.command;

import static dev.onednn4j.bench.command.NetworkWalk.LayerKernel.same;
import static dev.onednn4j.bench.command.NetworkWalk.LayerKernel.valid;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.onednn4j.bench.command.NetworkWalk.FeatureShape;
import dev.onednn4j.bench.command.NetworkWalk.LayerKernel;

import org.junit.jupiter.api.Test;

/// Holds the suites of image classifiers against the architectures' rules, and what they add up to
/// against the published number of parameters. Where every convolution is normalised and has no
/// bias, a normalisation brings two parameters for each of its channels.
class ClassifierSuitesTest {
    private static final FeatureShape PICTURE = FeatureShape.of(3, 224L, 224L);
    private static final LayerKernel POINT = valid(1);

    private static long classifier(long features) {
        return features * 1000 + 1000;
    }

    @Test
    void alexNet() {
        NetworkWalk walk = new NetworkWalk("alexnet", FeatureShape.of(3, 227L, 227L));
        walk.convolve(96, valid(11).stride(4));
        walk.shape = FeatureShape.of(96, 27L, 27L);
        walk.convolve(256, same(5).groups(2));
        walk.shape = FeatureShape.of(256, 13L, 13L);
        walk.convolve(384, same(3));
        walk.convolve(384, same(3).groups(2));
        assertEquals(FeatureShape.of(256, 13L, 13L), walk.convolve(256, same(3).groups(2)));
        walk.end(5);
        long dense = (6 * 6 * 256 + 1) * 4096L + (4096 + 1) * 4096L + classifier(4096);
        assertEquals(60_965_224, walk.weights() + walk.outputChannels() + dense);
        assertEquals(0.666e9, walk.multiplyAdds(), 0.001e9);
    }

    @Test
    void vgg16() {
        NetworkWalk walk = new NetworkWalk("vgg16", PICTURE);
        int[] layers = {2, 2, 3, 3, 3};
        for (int stage = 0; stage < 5; stage++) {
            for (int layer = 0; layer < layers[stage]; layer++) {
                walk.convolve(Math.min(512, 64L << stage), same(3));
            }
            walk.shape = walk.shape.pooled();
        }
        assertEquals(FeatureShape.of(512, 7L, 7L), walk.shape);
        walk.end(13);
        long dense = (7 * 7 * 512 + 1) * 4096L + (4096 + 1) * 4096L + classifier(4096);
        assertEquals(138_357_544, walk.weights() + walk.outputChannels() + dense);
        assertEquals(15.35e9, walk.multiplyAdds(), 0.01e9);
    }

    @Test
    void googleNet() {
        // Of each module: 1x1, reduce3, 3x3, reduce5, 5x5, project.
        int[][] modules = {
            {64, 96, 128, 16, 32, 32},
            {128, 128, 192, 32, 96, 64},
            {192, 96, 208, 16, 48, 64},
            {160, 112, 224, 24, 64, 64},
            {128, 128, 256, 24, 64, 64},
            {112, 144, 288, 32, 64, 64},
            {256, 160, 320, 32, 128, 128},
            {256, 160, 320, 32, 128, 128},
            {384, 192, 384, 48, 128, 128},
        };
        NetworkWalk walk = new NetworkWalk("googlenet", PICTURE);
        walk.convolve(64, valid(7).stride(2).padding(3));
        walk.shape = walk.shape.pooled();
        walk.convolve(64, POINT);
        walk.shape = walk.convolve(192, same(3)).pooled();
        for (int module = 0; module < modules.length; module++) {
            int[] widths = modules[module];
            FeatureShape in = module == 2 || module == 7 ? walk.shape.pooled() : walk.shape;
            for (int branch = 0; branch < 4; branch++) {
                walk.shape = in;
                if (branch == 0 || branch == 3) {
                    walk.convolve(widths[branch == 0 ? 0 : 5], POINT);
                } else {
                    walk.convolve(widths[2 * branch - 1], POINT);
                    walk.convolve(widths[2 * branch], same(2 * branch + 1));
                }
            }
            walk.shape = in.withChannels(widths[0] + widths[2] + widths[4] + widths[5]);
        }
        assertEquals(FeatureShape.of(1024, 7L, 7L), walk.shape);
        walk.end(57);
        assertEquals(6_998_552, walk.weights() + walk.outputChannels() + classifier(1024));
        assertEquals(1.58e9, walk.multiplyAdds(), 0.01e9);
    }

    @Test
    void resNet50WithTheStrideInThe3x3() {
        NetworkWalk walk = residual("resnet50_v1.5", new int[] {3, 4, 6, 3}, 64, 1);
        walk.end(53);
        assertEquals(25_557_032, walk.weights() + 2 * walk.outputChannels() + classifier(2048));
        assertEquals(4.09e9, walk.multiplyAdds(), 0.01e9);
    }

    @Test
    void resNeXt101() {
        NetworkWalk walk = residual("resnext101", new int[] {3, 4, 23, 3}, 128, 32);
        walk.end(104);
        assertEquals(44_177_704, walk.weights() + 2 * walk.outputChannels() + classifier(2048));
        assertEquals(7.97e9, walk.multiplyAdds(), 0.01e9);
    }

    private static NetworkWalk residual(String suite, int[] blocks, long width, long groups) {
        NetworkWalk walk = new NetworkWalk(suite, PICTURE);
        walk.shape = walk.convolve(64, valid(7).stride(2).padding(3)).pooled();
        for (int stage = 0; stage < 4; stage++) {
            for (int block = 0; block < blocks[stage]; block++) {
                long stride = block == 0 && stage > 0 ? 2 : 1;
                FeatureShape in = walk.shape;
                FeatureShape beside =
                        block == 0 ? walk.convolve(256L << stage, POINT.stride(stride)) : in;
                walk.shape = in;
                walk.convolve(width << stage, POINT);
                walk.convolve(width << stage, valid(3).stride(stride).padding(1).groups(groups));
                assertEquals(beside, walk.convolve(256L << stage, POINT), "both are added");
            }
        }
        assertEquals(FeatureShape.of(2048, 7L, 7L), walk.shape);
        return walk;
    }

    @Test
    void denseNet121() {
        NetworkWalk walk = new NetworkWalk("densenet121", PICTURE);
        walk.shape = walk.convolve(64, valid(7).stride(2).padding(3)).pooled();
        long normalised = 64;
        int[] layers = {6, 12, 24, 16};
        for (int block = 0; block < 4; block++) {
            for (int layer = 0; layer < layers[block]; layer++) {
                FeatureShape in = walk.shape;
                normalised += in.channels() + 128;
                walk.convolve(128, POINT);
                walk.convolve(32, same(3));
                walk.shape = in.withChannels(in.channels() + 32);
            }
            normalised += walk.shape.channels();
            if (block < 3) {
                walk.shape = walk.convolve(walk.shape.channels() / 2, POINT).pooled();
            }
        }
        assertEquals(FeatureShape.of(1024, 7L, 7L), walk.shape);
        walk.end(120);
        assertEquals(7_978_856, walk.weights() + 2 * normalised + classifier(1024));
        assertEquals(2.83e9, walk.multiplyAdds(), 0.01e9);
    }

    @Test
    void mobileNet() {
        NetworkWalk walk = new NetworkWalk("mobilenet_v1", PICTURE);
        walk.convolve(32, same(3).stride(2));
        long[] widths = {64, 128, 128, 256, 256, 512, 512, 512, 512, 512, 512, 1024, 1024};
        for (int block = 0; block < widths.length; block++) {
            long in = walk.shape.channels();
            boolean halves = block > 0 && widths[block] > in;
            walk.convolve(in, same(3).stride(halves ? 2 : 1).groups(in));
            walk.convolve(widths[block], POINT);
        }
        assertEquals(FeatureShape.of(1024, 7L, 7L), walk.shape);
        walk.end(27);
        assertEquals(4_231_976, walk.weights() + 2 * walk.outputChannels() + classifier(1024));
        assertEquals(0.568e9, walk.multiplyAdds(), 0.001e9);
    }

    @Test
    void efficientNetB0() {
        // Of each stage: expansion, taps, stride, channels, blocks.
        int[][] stages = {
            {1, 3, 1, 16, 1},
            {6, 3, 2, 24, 2},
            {6, 5, 2, 40, 2},
            {6, 3, 2, 80, 3},
            {6, 5, 1, 112, 3},
            {6, 5, 2, 192, 4},
            {6, 3, 1, 320, 1},
        };
        NetworkWalk walk = new NetworkWalk("efficientnet_b0", PICTURE);
        walk.convolve(32, same(3).stride(2));
        long biases = 0;
        for (int[] stage : stages) {
            for (int block = 0; block < stage[4]; block++) {
                long in = walk.shape.channels();
                long wide = in * stage[0];
                if (wide > in) {
                    walk.convolve(wide, POINT);
                }
                long stride = block == 0 ? stage[2] : 1;
                FeatureShape excited =
                        walk.convolve(wide, same(stage[1]).stride(stride).groups(wide));
                walk.shape = FeatureShape.of(wide, 1L, 1L);
                walk.convolve(in / 4, POINT);
                walk.convolve(wide, POINT);
                biases += in / 4 + wide;
                walk.shape = excited;
                walk.convolve(stage[3], POINT);
            }
        }
        assertEquals(FeatureShape.of(1280, 7L, 7L), walk.convolve(1280, POINT));
        walk.end(81);
        long normalised = walk.outputChannels() - biases;
        assertEquals(5_288_548, walk.weights() + biases + 2 * normalised + classifier(1280));
        assertEquals(0.385e9, walk.multiplyAdds(), 0.001e9);
    }
}
