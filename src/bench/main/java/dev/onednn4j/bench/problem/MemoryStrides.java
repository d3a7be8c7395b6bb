package dev.onednn4j.bench.problem;

import java.util.List;

/// Distances in memory between neighbours of source, weights and destination, in elements, one for
/// each dimension; empty where a tag says how the tensor lies.
public record MemoryStrides(List<Long> src, List<Long> weights, List<Long> dst) {
    public static final MemoryStrides NONE = new MemoryStrides(List.of(), List.of(), List.of());

    private static final int TENSORS = 3;

    /// Reads `SxSxS:WxWxW:DxDxD`, each of which may be missing.
    public static MemoryStrides of(String text) {
        String[] parts = text.split(":", -1);
        if (parts.length != TENSORS) {
            throw new BadInput(
                    BadInput.quote(text)
                            + " is not of the form SRC:WEIGHTS:DST, such as 64x1x8x8::");
        }
        return new MemoryStrides(numbers(parts[0]), numbers(parts[1]), numbers(parts[2]));
    }

    private static List<Long> numbers(String text) {
        return text.isEmpty()
                ? List.of()
                : KnobValue.split(text, 'x').stream().map(KnobValue::wholeNumber).toList();
    }

    boolean isNone() {
        return equals(NONE);
    }

    @Override
    public String toString() {
        return text(src) + ":" + text(weights) + ":" + text(dst);
    }

    private static String text(List<Long> strides) {
        return String.join("x", strides.stream().map(String::valueOf).toList());
    }
}
