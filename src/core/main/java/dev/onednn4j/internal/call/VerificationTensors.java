package dev.onednn4j.internal.call;

import dev.onednn4j.BatchNormalization;
import dev.onednn4j.DataType;
import dev.onednn4j.MemoryDescriptor;
import dev.onednn4j.Tensor;
import dev.onednn4j.internal.memory.Argument;
import dev.onednn4j.internal.memory.ElementAccess;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/// The tensors of a primitive, filled with small integers that depend on the names of its arguments
/// and on the places of elements, not on their layouts.
public final class VerificationTensors {
    private static final int LARGEST = 4;

    private final NativePrimitive primitive;
    private final Arena arena;
    private final List<Tensor> tensors;

    private VerificationTensors(NativePrimitive primitive, Arena arena, List<Tensor> tensors) {
        this.primitive = primitive;
        this.arena = arena;
        this.tensors = tensors;
    }

    static VerificationTensors of(NativePrimitive primitive, Arena arena) {
        List<Tensor> tensors = new ArrayList<>();
        for (Argument argument : primitive.arguments()) {
            Tensor tensor = Tensor.allocate(arena, argument.descriptor());
            // A result is filled too: post-operations may add to what it held before.
            fill(primitive.device(), argument, tensor, arena);
            tensors.add(tensor);
        }
        return new VerificationTensors(primitive, arena, tensors);
    }

    private static void fill(Device device, Argument argument, Tensor tensor, Arena arena) {
        MemoryDescriptor descriptor = tensor.descriptor();
        if (descriptor.elements() == 0) {
            return;
        }
        float[] values = values(argument, Math.toIntExact(descriptor.elements()));
        DataType type =
                ElementAccess.hasJavaType(descriptor.dataType())
                        ? descriptor.dataType()
                        : DataType.F32;
        Tensor plain =
                Tensor.allocate(arena, MemoryDescriptor.of(type, descriptor.dims()))
                        .copyFrom(values);
        Reorders.run(device, plain, tensor);
    }

    private static float[] values(Argument argument, int count) {
        String name = argument.name();
        SplittableRandom random = new SplittableRandom(name.hashCode());
        float[] values = new float[count];
        boolean unsigned = argument.descriptor().dataType() == DataType.U8;
        for (int i = 0; i < count; i++) {
            if (name.endsWith("_scales")) {
                values[i] = 1 << random.nextInt(2);
            } else if (name.endsWith("_zero_points")) {
                values[i] = random.nextInt(LARGEST);
            } else if (name.equals(BatchNormalization.VARIANCE)) {
                values[i] = 1 + random.nextInt(LARGEST);
            } else {
                values[i] = random.nextInt(unsigned ? 0 : -LARGEST, LARGEST + 1);
            }
        }
        return values;
    }

    void run() {
        try (BoundExecution execution = new BoundExecution(primitive)) {
            execution.inUse = false;
            for (int i = 0; i < tensors.size(); i++) {
                execution.set(primitive.arguments().get(i).name(), tensors.get(i));
            }
            execution.run();
        }
    }

    /// The first result that differs from another primitive's; empty when none does.
    Optional<String> difference(VerificationTensors expected, double tolerance) {
        for (int i = 0; i < tensors.size(); i++) {
            Argument argument = primitive.arguments().get(i);
            if (!argument.written() || argument.name().equals("workspace")) {
                continue;
            }
            float[] own = read(primitive.device(), tensors.get(i), arena);
            float[] others = read(primitive.device(), expected.tensors.get(i), arena);
            for (int e = 0; e < own.length; e++) {
                if (!isNear(own[e], others[e], tolerance)) {
                    return Optional.of(
                            "element "
                                    + e
                                    + " of "
                                    + argument.name()
                                    + " is "
                                    + own[e]
                                    + ", and "
                                    + others[e]);
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isNear(float own, float other, double tolerance) {
        if (Float.compare(own, other) == 0 || own == other) {
            return true;
        }
        double size = Math.max(1, Math.max(Math.abs(own), Math.abs(other)));
        return Math.abs((double) own - other) <= tolerance * size;
    }

    private static float[] read(Device device, Tensor tensor, Arena arena) {
        MemoryDescriptor descriptor = tensor.descriptor();
        if (descriptor.elements() == 0) {
            return new float[0];
        }
        DataType type =
                ElementAccess.hasJavaType(descriptor.dataType())
                        ? descriptor.dataType()
                        : DataType.F32;
        Tensor plain = Tensor.allocate(arena, MemoryDescriptor.of(type, descriptor.dims()));
        Reorders.run(device, tensor, plain);
        return plain.toArray();
    }
}
