package dev.onednn4j.bench.problem;

import java.util.Arrays;
import java.util.Locale;

/// What is computed, by benchdnn's names.
public enum CaseDirection {
    /// Forward for training, with bias.
    FWD_B,
    /// Forward for training, without bias unless `--bia-dt` asks for one.
    FWD_D,
    /// Forward for inference, without bias unless `--bia-dt` asks for one.
    FWD_I,
    /// Backward by data.
    BWD_D,
    /// Backward by weights.
    BWD_W,
    /// Backward by weights and bias.
    BWD_WB;

    public static CaseDirection of(String text) {
        return Arrays.stream(values())
                .filter(direction -> direction.name().equals(text.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(
                        () ->
                                new BadInput(
                                        BadInput.quote(text)
                                                + " is no direction; expected one of "
                                                + Arrays.toString(values())));
    }

    public boolean isForward() {
        return this == FWD_B || this == FWD_D || this == FWD_I;
    }

    /// Whether the direction by itself demands a bias.
    boolean hasBias() {
        return this == FWD_B || this == BWD_WB;
    }
}
