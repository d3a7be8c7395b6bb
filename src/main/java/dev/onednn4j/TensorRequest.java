package dev.onednn4j;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.Objects;

/// What a builder was told of one tensor: a whole descriptor, or a type and a layout whose
/// dimensions follow from the other tensors.
final class TensorRequest {
    private final String name;
    private @Nullable MemoryDescriptor descriptor;
    private @Nullable DataType type;
    private FormatTag tag = FormatTag.ANY;

    /// @param name the builder's method for it
    TensorRequest(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    void set(MemoryDescriptor descriptor) {
        this.descriptor = Objects.requireNonNull(descriptor, name);
        this.type = null;
    }

    void set(DataType type, FormatTag tag) {
        this.type = Objects.requireNonNull(type, "type");
        this.tag = Objects.requireNonNull(tag, "tag");
        this.descriptor = null;
    }

    boolean isAbsent() {
        return descriptor == null && type == null;
    }

    /// The descriptor, where dimensions cannot follow from anything.
    MemoryDescriptor required() {
        if (descriptor == null) {
            throw missing();
        }
        return descriptor;
    }

    /// The descriptor, where the layout cannot be left open.
    MemoryDescriptor requiredLayout() {
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
    MemoryDescriptor resolve(Object why, long... dims) {
        if (type != null) {
            return MemoryDescriptor.of(type, dims).with(tag);
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
    @Nullable MemoryDescriptor resolveOptional(Object why, long... dims) {
        return isAbsent() ? null : resolve(why, dims);
    }

    private IllegalArgumentException missing() {
        return new IllegalArgumentException(name + ": not given; call ." + name + "(…)");
    }
}
