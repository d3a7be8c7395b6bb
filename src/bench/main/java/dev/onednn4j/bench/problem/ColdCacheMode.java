package dev.onednn4j.bench.problem;

import java.util.Locale;

/// Which tensors timed runs find in memory rather than in a cache, by benchdnn's words.
public enum ColdCacheMode {
    /// Nothing: all runs use the same tensors.
    NONE,
    /// The weights, as in a network whose activations are reused from layer to layer.
    WEI,
    /// All tensors but the scratchpad.
    ALL;

    /// Reads one of benchdnn's words.
    ///
    /// @throws BadInput when it is none of them
    public static ColdCacheMode parse(String text) {
        for (ColdCacheMode mode : values()) {
            if (mode.word().equals(text)) {
                return mode;
            }
        }
        throw new BadInput("expected none, wei or all, got " + BadInput.quote(text));
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
