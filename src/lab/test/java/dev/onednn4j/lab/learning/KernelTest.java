package dev.onednn4j.lab.learning;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.onednn4j.Engine;

import org.junit.jupiter.api.Test;

import java.util.SplittableRandom;

/// Kernels, the plain Java that they are compared with, and how they are learned.
class KernelTest {
    @Test
    void composedKernelDoesWhatBothDoOneAfterTheOther() {
        ExactPlane plane = noise(9, 11);
        Kernel first = Kernel.of(1, 2, 3, 4, 5, 6, 7, 8, 10);
        Kernel second = Kernel.of(0, -1, 5, 2);
        ExactPlane atOnce = plane.correlate(first.then(second));
        ExactPlane inTurn = plane.correlate(first).correlate(second);
        assertEquals(6, atOnce.height());
        assertEquals(8, atOnce.width());
        assertArrayEquals(inTurn.values(), atOnce.values(), 1e-9);
    }

    @Test
    void correlationDoesNotTurnTheKernel() {
        ExactPlane plane = ExactPlane.of(2, 3, 1, 2, 3, 4, 5, 6);
        ExactPlane result = plane.correlate(Kernel.of(1, 10, 100, 1000));
        assertArrayEquals(new double[] {5421, 6532}, result.values());
    }

    @Test
    void normalizedPlaneHasMeanZeroAndVarianceOne() {
        ExactPlane plane = ExactPlane.of(1, 4, 2, 4, 2, 4).normalized();
        assertArrayEquals(new double[] {-1, 1, -1, 1}, plane.values(), 1e-12);
        ExactPlane flat = ExactPlane.of(1, 2, 3, 3);
        assertArrayEquals(new double[2], flat.normalized().values());
    }

    @Test
    void differenceIsTheLargest() {
        assertEquals(3, Kernel.of(1, 2, 3, 4).difference(Kernel.of(1, 5, 2, 4)));
        assertTrue(Double.isNaN(Kernel.of(1, Float.NaN, 3, 4).difference(Kernel.of(1, 5, 2, 4))));
    }

    @Test
    void gradientsOfBothKernelsAreThoseOfFiniteDifferences() {
        ExactPlane input = noise(12, 10).normalized();
        ExactPlane target = input.correlate(EdgeKernel.SMOOTH_DERIVATIVE);
        try (Engine engine = Engine.cpu();
                Workbench bench = new Workbench(engine)) {
            KernelLearner learner =
                    new KernelLearner(bench, input, target, new SplittableRandom(1));
            Kernel first = learner.kernels().getFirst();
            Kernel second = learner.kernels().getLast();
            FiniteDifferences expected = new FiniteDifferences(input, target, first, second);
            assertEquals(expected.loss(first, second), learner.differentiate(), 1e-6);
            assertClose(expected.byFirst(), learner.gradients().getFirst());
            assertClose(expected.bySecond(), learner.gradients().getLast());
        }
    }

    private static void assertClose(Kernel expected, Kernel gradient) {
        assertTrue(expected.largest() > 0);
        assertArrayEquals(expected.values(), gradient.values(), 1e-5 * expected.largest());
    }

    private static ExactPlane noise(int height, int width) {
        SplittableRandom random = new SplittableRandom(3);
        double[] values = new double[height * width];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextInt(-9, 10);
        }
        return new ExactPlane(height, width, values);
    }
}
