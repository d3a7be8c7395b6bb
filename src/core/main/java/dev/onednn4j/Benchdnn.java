package dev.onednn4j;

import java.util.Arrays;
import java.util.stream.Collectors;

/// Words of benchdnn's language, for messages.
final class Benchdnn {
    private Benchdnn() {}

    /// The strides of a layout that no tag describes: `98x49x7x1`.
    static String strides(MemoryDescriptor descriptor) {
        return Arrays.stream(descriptor.strides())
                .mapToObj(Long::toString)
                .collect(Collectors.joining("x"));
    }

    /// The dimensions of a tensor: `2x64x7x7`.
    static String dims(MemoryDescriptor descriptor) {
        return Arrays.stream(descriptor.dims())
                .mapToObj(Long::toString)
                .collect(Collectors.joining("x"));
    }

    /// The direction of a forward pass.
    static String forward(boolean training, boolean biased) {
        return training ? (biased ? "FWD_B" : "FWD_D") : "FWD_I";
    }

    /// A problem with the attributes that are not the defaults.
    static String problem(String knobs, Attributes attributes, String shape) {
        return knobs + (attributes.isDefault() ? " " : " " + attributes + " ") + shape;
    }
}
