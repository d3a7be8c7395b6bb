package dev.onednn4j.bench;

import java.util.Locale;

/// What is done with a problem.
enum Mode {
    /// Its result is compared with the reference, element by element.
    CORRECTNESS("C"),
    /// It is timed.
    PERFORMANCE("P");

    private final String letter;

    Mode(String letter) {
        this.letter = letter;
    }

    static Mode of(String text) {
        return switch (text.toUpperCase(Locale.ROOT)) {
            case "C" -> CORRECTNESS;
            case "P" -> PERFORMANCE;
            default ->
                    throw new BadInput(BadInput.quote(text) + " is not available; expected C or P");
        };
    }

    /// benchdnn's letter.
    @Override
    public String toString() {
        return letter;
    }
}
