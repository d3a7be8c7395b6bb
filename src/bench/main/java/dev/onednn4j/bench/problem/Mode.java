package dev.onednn4j.bench.problem;

/// What a case is run for.
public enum Mode {
    /// Its result is compared with the reference.
    CORRECTNESS('C'),
    /// It is timed.
    PERFORMANCE('P'),
    /// It is named, not run.
    LISTING('L');

    private final char letter;

    Mode(char letter) {
        this.letter = letter;
    }

    public static Mode of(String text) {
        return switch (text) {
            case "c", "C" -> CORRECTNESS;
            case "p", "P" -> PERFORMANCE;
            case "l", "L" -> LISTING;
            default ->
                    throw new BadInput(
                            BadInput.quote(text) + " is not available; expected C, P or L");
        };
    }

    @Override
    public String toString() {
        return String.valueOf(letter);
    }
}
