package dev.onednn4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.api.Test;

import java.lang.foreign.Arena;
import java.util.Objects;

/// The batch normalization and its gradients on numbers that are known beforehand.
class BatchNormalizationTest {
    @Test
    void gradientIsThatOfTheFunction() {
        MemoryDescriptor column = MemoryDescriptor.of(DataType.F32, 2, 1);
        MemoryDescriptor channel = MemoryDescriptor.of(DataType.F32, 1);
        try (Engine engine = Engine.cpu();
                Arena arena = Arena.ofConfined();
                BatchNormalization forward =
                        BatchNormalization.forward(engine)
                                .training()
                                .src(column)
                                .epsilon(0)
                                .useScale()
                                .useShift()
                                .fuseNormRelu()
                                .build();
                BatchNormalizationBackward backward = forward.backward().build()) {
            Tensor src = Tensor.allocate(arena, column).copyFrom(1, 5);
            Tensor dst = Tensor.allocate(arena, forward.dst());
            Tensor mean = Tensor.allocate(arena, channel);
            Tensor variance = Tensor.allocate(arena, channel);
            Tensor scale = Tensor.allocate(arena, channel).copyFrom(3);
            Tensor shift = Tensor.allocate(arena, channel).copyFrom(1);
            Tensor workspace =
                    Tensor.allocate(
                            arena,
                            Objects.requireNonNull(
                                    forward.runtimeArguments().get(BatchNormalization.WORKSPACE)));
            RuntimeArguments kept =
                    RuntimeArguments.of(BatchNormalization.MEAN, mean)
                            .and(BatchNormalization.VARIANCE, variance)
                            .and(BatchNormalization.SCALE, scale)
                            .and(BatchNormalization.WORKSPACE, workspace);
            forward.execute(src, dst, kept.and(BatchNormalization.SHIFT, shift));
            assertArrayEquals(new float[] {3}, mean.toArray());
            assertArrayEquals(new float[] {4}, variance.toArray());
            assertArrayEquals(new float[] {0, 4}, dst.toArray(), 1e-5f);

            Tensor diffSrc = Tensor.allocate(arena, column);
            Tensor diffScale = Tensor.allocate(arena, channel);
            Tensor diffShift = Tensor.allocate(arena, channel);
            backward.execute(
                    src,
                    Tensor.allocate(arena, column).copyFrom(7, 2),
                    diffSrc,
                    kept.and(BatchNormalizationBackward.DIFF_SCALE, diffScale)
                            .and(BatchNormalizationBackward.DIFF_SHIFT, diffShift));
            assertArrayEquals(new float[] {2}, diffScale.toArray(), 1e-5f);
            assertArrayEquals(new float[] {2}, diffShift.toArray(), 1e-5f);
            // Of two elements each is determined by the mean and the variance of both.
            assertArrayEquals(new float[] {0, 0}, diffSrc.toArray(), 1e-5f);
        }
    }
}
