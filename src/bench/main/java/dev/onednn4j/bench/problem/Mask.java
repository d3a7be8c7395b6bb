package dev.onednn4j.bench.problem;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Along which dimensions of a tensor the values of an attribute differ: one of benchdnn's words,
/// or a number with a bit for each dimension.
///
/// @param text as it was written
public record Mask(String text) {
    /// One value for all.
    static final Mask COMMON = new Mask("common");

    private static final String PER_OUTPUT_CHANNEL = "per_oc";
    private static final String PER_TENSOR = "per_tensor";

    /// A `host_scalar` is a `common` value in the host's memory, where those of a CPU are anyway.
    private static final Map<String, Integer> WORDS =
            Map.ofEntries(
                    Map.entry("common", 0),
                    Map.entry("host_scalar", 0),
                    Map.entry(PER_OUTPUT_CHANNEL, 1 << 1),
                    Map.entry("per_dim_0", 1 << 0),
                    Map.entry("per_dim_1", 1 << 1),
                    Map.entry("per_dim_01", 1 << 0 | 1 << 1),
                    Map.entry("per_ocic", 1 << 0 | 1 << 1),
                    Map.entry("per_dim_2", 1 << 2),
                    Map.entry("per_dim_3", 1 << 3));

    /// What oneDNN computes itself, for the dst of matrix multiplications alone.
    private static final Set<String> DYNAMIC = Set.of("mx", "dynamic_fp");

    /// @throws BadInput when it is neither a word nor a number
    static Mask of(String text) {
        Mask mask = new Mask(text.toLowerCase(Locale.ROOT));
        if (!mask.isNumber()
                && !WORDS.containsKey(mask.text)
                && !mask.text.equals(PER_TENSOR)
                && !DYNAMIC.contains(mask.text)) {
            throw new BadInput(
                    BadInput.quote(text)
                            + " is no mask; expected a number, common, per_oc, per_tensor,"
                            + " per_dim_0, per_dim_1, per_dim_01, per_dim_2, per_dim_3, per_ocic or"
                            + " host_scalar");
        }
        if (mask.isNumber()) {
            KnobValue.wholeNumber(text);
        }
        return mask;
    }

    private boolean isNumber() {
        return !text.isEmpty() && Character.isDigit(text.charAt(0));
    }

    /// Bit d is set where values differ along dimension d, for activations.
    public int bits(int ndims) {
        if (text.equals(PER_TENSOR) || DYNAMIC.contains(text)) {
            return (1 << ndims) - 1;
        }
        return isNumber() ? (int) KnobValue.wholeNumber(text) : WORDS.getOrDefault(text, 0);
    }

    /// The same for weights, whose output channels are their first dimension or, with groups, the
    /// first two.
    int weightsBits(int ndims, boolean grouped) {
        if (text.equals(PER_OUTPUT_CHANNEL)) {
            return grouped ? 1 << 0 | 1 << 1 : 1 << 0;
        }
        return bits(ndims);
    }

    /// Whether there is one value for the whole tensor.
    public boolean isSingle() {
        return isNumber() ? KnobValue.wholeNumber(text) == 0 : WORDS.getOrDefault(text, 1) == 0;
    }

    /// {size of each dimension, 1 where the bit is not set}
    static long[] dims(int bits, long[] dims) {
        long[] masked = new long[dims.length];
        for (int d = 0; d < dims.length; d++) {
            masked[d] = (bits >> d & 1) == 1 ? dims[d] : 1;
        }
        return masked;
    }

    @Override
    public String toString() {
        return text;
    }
}
