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
}
