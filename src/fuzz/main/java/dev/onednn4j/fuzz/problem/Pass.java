package dev.onednn4j.fuzz.problem;

/// The direction of a computation.
public enum Pass {
    /// Forward, for inference.
    INFERENCE("FWD_I"),
    /// Forward, for training.
    TRAINING("FWD_D"),
    /// The gradient by the input.
    BACKWARD_DATA("BWD_D"),
    /// The gradient by weights and bias.
    BACKWARD_WEIGHTS("BWD_W");

    private final String word;

    Pass(String word) {
        this.word = word;
    }

    /// The direction of that name.
    ///
    /// @throws IllegalArgumentException when there is none
    public static Pass of(String word) {
        for (Pass pass : values()) {
            if (pass.word.equals(word)) {
                return pass;
            }
        }
        throw new IllegalArgumentException(
                "no direction is called '" + word + "': expected FWD_I, FWD_D, BWD_D or BWD_W");
    }

    /// Whether it computes the result, not a gradient.
    public boolean isForward() {
        return this == INFERENCE || this == TRAINING;
    }

    /// benchdnn's name: `FWD_I`.
    @Override
    public String toString() {
        return word;
    }
}
