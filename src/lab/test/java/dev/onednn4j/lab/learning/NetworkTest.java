package dev.onednn4j.lab.learning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.onednn4j.DataType;
import dev.onednn4j.Engine;
import dev.onednn4j.FormatTag;
import dev.onednn4j.MemoryDescriptor;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.SplittableRandom;

/// The gradients of a small network with all kinds of layers are those of its loss.
class NetworkTest {
    private static final int[] RIGHT = {2, 0, 1};
    private static final float STEP = 1e-3f;

    @Test
    void gradientsAreThoseOfFiniteDifferences() {
        MemoryDescriptor input = MemoryDescriptor.of(DataType.F32, 3, 1, 8, 8).with(FormatTag.NHWC);
        try (Engine engine = Engine.cpu();
                Workbench bench = new Workbench(engine)) {
            SplittableRandom random = new SplittableRandom(5);
            Network network =
                    new Network(bench, input, random)
                            .convolution(4, 3)
                            .relu()
                            .maxPooling(2)
                            .convolution(5, 3)
                            .relu()
                            .globalMaxPooling()
                            .dense(3);
            CrossEntropy loss = new CrossEntropy(bench, network.output());
            float[] pixels = new float[3 * 8 * 8];
            for (int i = 0; i < pixels.length; i++) {
                pixels[i] = (float) random.nextGaussian();
            }
            network.input().copyFrom(pixels);
            network.forward();
            loss.forward(RIGHT);
            loss.backward(RIGHT);
            network.backward();

            List<Parameter> parameters = network.parameters();
            assertEquals(6, parameters.size());
            assertEquals(4 * 9 + 4 + 5 * 4 * 9 + 5 + 3 * 5 + 3, network.parameterCount());
            double largest = 0;
            for (Parameter parameter : parameters) {
                float[] gradient = parameter.gradient().toArray();
                for (int i = 0; i < gradient.length; i++) {
                    double expected = difference(network, loss, parameter, i);
                    assertEquals(expected, gradient[i], 2e-3, parameter + ", element " + i);
                    largest = Math.max(largest, Math.abs(expected));
                }
            }
            assertTrue(largest > 0.1, "the largest gradient is " + largest);
        }
    }

    private static double difference(
            Network network, CrossEntropy loss, Parameter parameter, int index) {
        float[] values = parameter.value().toArray();
        float before = values[index];
        double[] losses = new double[2];
        for (int side = 0; side < 2; side++) {
            values[index] = before + (side == 0 ? STEP : -STEP);
            parameter.value().copyFrom(values);
            network.forward();
            losses[side] = loss.forward(RIGHT);
        }
        values[index] = before;
        parameter.value().copyFrom(values);
        return (losses[0] - losses[1]) / (2 * STEP);
    }
}
