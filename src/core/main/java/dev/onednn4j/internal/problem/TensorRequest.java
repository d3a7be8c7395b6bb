package dev.onednn4j.internal.problem;

import dev.onednn4j.DataType;
import dev.onednn4j.FormatTag;
import dev.onednn4j.MemoryDescriptor;
import dev.onednn4j.internal.memory.Limits;
import dev.onednn4j.internal.memory.ProblemTensor;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.Objects;

/// What a builder was told of one tensor: a whole descriptor, or a type and a layout whose
/// dimensions follow from the other tensors.
public final class TensorRequest {
    private final String name;
    private @Nullable MemoryDescriptor descriptor;
    private @Nullable DataType type;
    private FormatTag tag = FormatTag.ANY;

    /// @param name the builder's method for it
    public TensorRequest(String name) {
        this.name = name;
    }

    /// A tensor that nobody asks for.
    public static TensorRequest none() {
        return new TensorRequest("none");
    }

    public String name() {
        return name;
    }

    public void set(MemoryDescriptor descriptor) {
        this.descriptor = Objects.requireNonNull(descriptor, name);
        this.type = null;
    }

    public void set(DataType type, FormatTag tag) {
        this.type = Objects.requireNonNull(type, "type");
        this.tag = Objects.requireNonNull(tag, "tag");
        this.descriptor = null;
    }

    public boolean isAbsent() {
        return descriptor == null && type == null;
    }

    /// The descriptor, where dimensions cannot follow from anything.
    public MemoryDescriptor required() {
        if (descriptor == null) {
            throw missing();
        }
        return descriptor;
    }

    /// The descriptor, where the layout cannot be left open.
    public MemoryDescriptor requiredLayout() {
        MemoryDescriptor given = required();
        if (given.isAny()) {
            throw new IllegalArgumentException(
                    name
                            + ": expected a layout, which this primitive does not choose, got "
                            + given);
        }
        return given;
    }

    /// The descriptor, of these dimensions.
    ///
    /// @param why what the dimensions follow from, for the message
    public MemoryDescriptor resolve(Object why, long... dims) {
        if (type != null) {
            return MemoryDescriptor.of(type, tag, dims);
        }
        if (descriptor == null) {
            throw missing();
        }
        if (!Arrays.equals(descriptor.dims(), dims)) {
            throw new IllegalArgumentException(
                    name
                            + ": expected "
                            + Arrays.toString(dims)
                            + " for "
                            + why
                            + ", got "
                            + Arrays.toString(descriptor.dims()));
        }
        return descriptor;
    }

    /// As [#resolve], but null where nothing was asked for.
    public @Nullable MemoryDescriptor resolveOptional(Object why, long... dims) {
        return isAbsent() ? null : resolve(why, dims);
    }

    /// The descriptor of a tensor of which one value may serve several elements of another; null
    /// where nothing was asked for.
    ///
    /// @param usual its dimensions where only a type is given
    /// @param dims the dimensions of the other
    @Nullable MemoryDescriptor resolveBroadcast(Object why, long[] usual, long... dims) {
        if (descriptor == null) {
            return resolveOptional(why, usual);
        }
        long[] expected = descriptor.dims();
        for (int d = 0; d < expected.length && d < dims.length; d++) {
            expected[d] = expected[d] == 1 ? 1 : dims[d];
        }
        return resolve(why, expected.length == dims.length ? expected : dims);
    }

    /// Checks that a bias, or its gradient, has no gaps.
    ///
    /// @return the bias
    public @Nullable MemoryDescriptor requireDense(@Nullable MemoryDescriptor bias) {
        if (bias != null && !bias.isAny() && !ProblemTensor.of(bias).isDense()) {
            throw new IllegalArgumentException(
                    name
                            + ": expected a dense one, as oneDNN takes no account of gaps, got "
                            + bias
                            + " with strides "
                            + Arrays.toString(bias.strides())
                            + "; copy it with Tensor.dense(arena)");
        }
        return bias;
    }

    /// Checks that no dimension is 0, or larger than oneDNN keeps.
    void requireSizes() {
        long[] dims = required().dims();
        for (long dim : dims) {
            if (dim <= 0) {
                throw new IllegalArgumentException(
                        name + ": expected positive dimensions, got " + Arrays.toString(dims));
            }
        }
        Limits.requireSizes(name, dims);
    }

    private IllegalArgumentException missing() {
        return new IllegalArgumentException(name + ": not given; call ." + name + "(…)");
    }
}
