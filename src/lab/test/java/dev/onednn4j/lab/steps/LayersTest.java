package dev.onednn4j.lab.steps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.onednn4j.DataType;
import dev.onednn4j.Engine;
import dev.onednn4j.FormatTag;
import dev.onednn4j.MemoryDescriptor;
import dev.onednn4j.Tensor;
import dev.onednn4j.lab.picture.Picture;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.lang.foreign.Arena;
import java.util.SplittableRandom;

/// What the steps compute agrees with their equations, and what is only slightly different does
/// not: so their checks tell right from wrong.
class LayersTest {
    private static final int HEIGHT = 6;
    private static final int WIDTH = 7;

    private final SplittableRandom random = new SplittableRandom(12);
    private final Plane picture = Plane.of(HEIGHT, WIDTH, (_, _) -> random.nextDouble(0, 255));
    private final Arena arena = Arena.ofShared();
    private Engine engine;

    @BeforeEach
    void open() {
        engine = Engine.cpu();
    }

    @AfterEach
    void close() {
        arena.close();
        engine.close();
    }

    private static void assertRight(Expected expected, Plane computed) {
        double difference = expected.difference(computed.values());
        assertTrue(difference <= expected.allowed(), expected + ", got one off by " + difference);
    }

    private static void assertWrong(Expected expected, Plane computed) {
        double difference = expected.difference(computed.values());
        assertTrue(difference > expected.allowed(), expected + ", got one off by " + difference);
    }

    @Test
    void fullyConnectedLayerAndItsReindexedTwin() {
        try (DenseLayer layer = new DenseLayer(engine, HEIGHT, WIDTH, arena)) {
            layer.setWeights(
                    (_, _, _, _) -> random.nextDouble(-1, 1), Plane.random(HEIGHT, WIDTH, random));
            try (RelativeLayer relative = new RelativeLayer(engine, layer, arena)) {
                Plane h = layer.execute(picture.toActivation(arena));
                assertRight(layer.expected(picture), h);
                assertRight(layer.expected(picture), relative.execute(picture));
                layer.weights().set(layer.weights().get(2, 3, 4, 5) + 0.01, 2, 3, 4, 5);
                assertWrong(layer.expected(picture), h);
                assertWrong(layer.expected(picture), relative.execute(picture));
                assertWrong(layer.expected(picture.shifted(0, 1)), h);
            }
        }
    }

    @Test
    void weightsAreW() {
        try (DenseLayer layer = new DenseLayer(engine, HEIGHT, WIDTH, arena)) {
            layer.setWeights(
                    (i, j, k, l) -> i == 1 && j == 2 && k == 3 && l == 4 ? 1 : 0,
                    Plane.of(HEIGHT, WIDTH, (_, _) -> 0));
            Plane h = layer.execute(picture.toActivation(arena));
            assertEquals(
                    Plane.of(HEIGHT, WIDTH, (i, j) -> i == 1 && j == 2 ? picture.at(3, 4) : 0), h);
        }
    }

    @Test
    void oneKernelForAllPixels() {
        Plane kernel = Plane.random(5, 3, random);
        try (SameSizeConvolution layer =
                new SameSizeConvolution(engine, HEIGHT, WIDTH, kernel, 1, arena)) {
            Plane h = layer.execute(picture.toActivation(arena));
            assertRight(Expected.crossCorrelation(picture, kernel, 1), h);
            assertWrong(Expected.crossCorrelation(picture, kernel.flipped(), 1), h);
            assertWrong(Expected.crossCorrelation(picture, kernel, 1.01), h);
        }
    }

    @Test
    void convolutionIsNoCrossCorrelation() {
        Plane f = Plane.random(3, 4, random);
        assertRight(Flip.expected(f, picture), Flip.byHand(engine, f, picture));
        assertRight(Flip.expected(f, picture), Flip.byDeconvolution(engine, f, picture));
        assertRight(Flip.expected(picture, f), Flip.byDeconvolution(engine, f, picture));
        assertWrong(Flip.expected(f.flipped(), picture), Flip.byHand(engine, f, picture));
        assertWrong(Flip.expected(f.flipped(), picture), Flip.byDeconvolution(engine, f, picture));
    }

    @Test
    void convolutionOfThreeNumbersWithTwo() {
        Plane f = new Plane(1, 2, new float[] {1, 10});
        Plane g = new Plane(1, 3, new float[] {1, 2, 3});
        Plane product = new Plane(1, 4, new float[] {1, 12, 23, 30});
        assertEquals(product, Flip.byHand(engine, f, g));
        assertEquals(product, Flip.byDeconvolution(engine, f, g));
    }

    @Test
    void featuresOfAPicture() {
        Picture colours = Picture.allocate(arena, WIDTH, HEIGHT, 0);
        float[] row = new float[WIDTH * Picture.CHANNELS];
        for (int y = 0; y < HEIGHT; y++) {
            for (int i = 0; i < row.length; i++) {
                row[i] = random.nextInt(256);
            }
            colours.setRow(y, row);
        }
        MemoryDescriptor hwio =
                MemoryDescriptor.of(
                                DataType.F32,
                                FeatureBank.COUNT,
                                Picture.CHANNELS,
                                FeatureBank.SIZE,
                                FeatureBank.SIZE)
                        .with(FormatTag.HWIO);
        Tensor v = Tensor.allocate(arena, hwio);
        FeatureBank.copyTo(v.segment());
        int red = 0;
        int redAgainstGreen = FeatureBank.names().indexOf("red against green");
        assertEquals(1, v.get(redAgainstGreen, red, 2, 2));
        assertEquals(-1, v.get(redAgainstGreen, red + 1, 2, 2));
        double[] before = FeatureBank.expectedRow(colours.pixels(), v, 1).values();
        v.set(2, redAgainstGreen, red, 2, 2);
        double[] after = FeatureBank.expectedRow(colours.pixels(), v, 1).values();
        for (int i = 0; i < before.length; i++) {
            double more =
                    i % FeatureBank.COUNT == redAgainstGreen
                            ? colours.pixels().get(0, red, 1, i / FeatureBank.COUNT)
                            : 0;
            assertEquals(before[i] + more, after[i], 1e-9);
        }
    }

    @Test
    void someMemoryIsFree() {
        assertTrue(FreeMemory.bytes() > 1 << 20);
    }
}
