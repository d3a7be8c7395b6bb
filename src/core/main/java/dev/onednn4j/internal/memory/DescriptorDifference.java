package dev.onednn4j.internal.memory;

import dev.onednn4j.MemoryDescriptor;

import java.util.Arrays;

/// Says in what a descriptor differs from the one that is expected. Type, dimensions and layout may
/// read the same in both, or but for the mark of gaps: strides, the offset and what else the memory
/// holds are told then.
public final class DescriptorDifference {
    private DescriptorDifference() {}

    /// `expected …, got …`, never with the same text twice.
    public static String text(MemoryDescriptor expected, MemoryDescriptor got) {
        String what = expected.toString();
        if (!withoutGaps(what).equals(withoutGaps(got.toString()))) {
            return "expected " + what + ", got " + got;
        }
        String details = details(expected);
        String others = details(got);
        if (details.equals(others)) {
            return "expected the layout of "
                    + what
                    + " that the primitive chose, got one that oneDNN holds different though it"
                    + " reads the same; take the descriptor of the primitive";
        }
        return "expected " + what + " with " + details + ", got " + others;
    }

    /// The text without the mark that tells of gaps, but not where they are.
    private static String withoutGaps(String text) {
        return text.replace("*", "");
    }

    private static String details(MemoryDescriptor descriptor) {
        if (DescriptorParts.of(descriptor).blocking() == null) {
            return descriptor.size() + " bytes";
        }
        StringBuilder text = new StringBuilder("strides ");
        text.append(Arrays.toString(descriptor.strides()));
        if (descriptor.offset() > 0) {
            text.append(" from element ").append(descriptor.offset());
        }
        if (!Arrays.equals(descriptor.dims(), descriptor.paddedDims())) {
            text.append(" padded to ").append(Arrays.toString(descriptor.paddedDims()));
        }
        if (DescriptorParts.of(descriptor).compensated()) {
            text.append(" and a compensation behind the elements, ");
            text.append(descriptor.size()).append(" bytes in all");
        }
        return text.toString();
    }
}
