package dev.onednn4j;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/// Tensors that a primitive's attributes need when it runs, by name: scales, zero points, operands
/// of post-operations. Which a primitive needs, [Primitive#runtimeArguments()] tells.
///
/// Immutable and thread safe. Made once and passed to many executions, so that these allocate
/// nothing.
public final class RuntimeArguments {
    private static final RuntimeArguments NONE = new RuntimeArguments(new String[0], new Tensor[0]);

    private final String[] names;
    private final Tensor[] tensors;

    private RuntimeArguments(String[] names, Tensor[] tensors) {
        this.names = names;
        this.tensors = tensors;
    }

    /// No tensor.
    public static RuntimeArguments none() {
        return NONE;
    }

    /// One tensor.
    public static RuntimeArguments of(String name, Tensor tensor) {
        return NONE.and(name, tensor);
    }

    /// These tensors and one more, which takes the place of one with the same name.
    public RuntimeArguments and(String name, Tensor tensor) {
        Objects.requireNonNull(name, "name");
        if (tensor == null) {
            throw new NullPointerException(name + ": expected a tensor, got null");
        }
        int at = List.of(names).indexOf(name);
        int length = at < 0 ? names.length + 1 : names.length;
        String[] longerNames = Arrays.copyOf(names, length);
        Tensor[] longerTensors = Arrays.copyOf(tensors, length);
        longerNames[at < 0 ? names.length : at] = name;
        longerTensors[at < 0 ? names.length : at] = tensor;
        return new RuntimeArguments(longerNames, longerTensors);
    }

    /// The tensor of a name; null when there is none.
    public @Nullable Tensor get(String name) {
        Objects.requireNonNull(name, "name");
        for (int i = 0; i < names.length; i++) {
            if (names[i].equals(name)) {
                return tensors[i];
            }
        }
        return null;
    }

    /// How many there are.
    public int size() {
        return names.length;
    }

    /// The names, in the order they were given.
    public List<String> names() {
        return List.of(names);
    }

    @Override
    public String toString() {
        return "RuntimeArguments" + Arrays.toString(names);
    }
}
