package dev.onednn4j;

import dev.onednn4j.internal.memory.ProblemTensor;

import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;

/// A batch normalization with flags drawn at random, and its tensors.
///
/// @param global whether mean and variance are given
record BatchNormalizationCase(
        RandomTensors tensors,
        MemoryDescriptor layout,
        boolean training,
        boolean global,
        boolean scale,
        boolean shift,
        boolean relu) {
    static final float EPSILON = 0.125f;

    static BatchNormalizationCase random(
            RandomTensors tensors,
            SplittableRandom random,
            MemoryDescriptor layout,
            boolean training) {
        return new BatchNormalizationCase(
                tensors,
                layout,
                training,
                layout.dataType() == DataType.S8 || random.nextBoolean(),
                random.nextBoolean(),
                random.nextBoolean(),
                random.nextBoolean());
    }

    BatchNormalization build(MemoryDescriptor dst) {
        BatchNormalization.Builder builder =
                BatchNormalization.forward(tensors.engine()).src(layout).dst(dst).epsilon(EPSILON);
        if (training) {
            builder.training();
        }
        if (global) {
            builder.useGlobalStats();
        }
        if (scale) {
            builder.useScale();
        }
        if (shift) {
            builder.useShift();
        }
        if (relu) {
            builder.fuseNormRelu();
        }
        return builder.build();
    }

    /// Whether oneDNN would write beyond the end of its workspace.
    boolean isRefused() {
        return training && relu && layout.isPlain() && ProblemTensor.of(layout).hasGaps();
    }

    /// Whether the primitive has a tensor of that name.
    boolean has(String name) {
        return switch (name) {
            case BatchNormalization.MEAN, BatchNormalization.VARIANCE -> training || global;
            case BatchNormalization.SCALE -> scale;
            case BatchNormalization.SHIFT -> shift;
            default -> training && relu;
        };
    }

    /// What the tensors are at first: statistics that are computed must not be seen to be read.
    double initial(String name, SplittableRandom random) {
        return switch (name) {
            case BatchNormalization.MEAN -> random.nextInt(-8, 9) / 8.0;
            case BatchNormalization.VARIANCE, BatchNormalization.SCALE ->
                    random.nextInt(4, 17) / 4.0;
            default -> random.nextInt(-8, 9) / 4.0;
        };
    }

    /// A tensor for each name.
    RuntimeArguments arguments(Map<String, MemoryDescriptor> named, SplittableRandom random) {
        RuntimeArguments arguments = RuntimeArguments.none();
        for (Map.Entry<String, MemoryDescriptor> entry : named.entrySet()) {
            String name = entry.getKey();
            arguments =
                    arguments.and(
                            name, tensors.filled(entry.getValue(), () -> initial(name, random)));
        }
        return arguments;
    }

    /// The elements of a tensor, or the same number for each channel where there is none.
    double[] elements(RuntimeArguments arguments, String name, double otherwise) {
        Tensor tensor = arguments.get(name);
        if (tensor != null) {
            return tensors.elements(tensor);
        }
        double[] values = new double[(int) layout.dim(1)];
        Arrays.fill(values, otherwise);
        return values;
    }
}
