package dev.onednn4j.fuzz.calls;

/// A call cannot be made, since an earlier one that should give an operand was left out or failed.
final class MissingValueException extends Exception {
    private static final long serialVersionUID = 1;

    MissingValueException() {
        super("an operand is missing", null, false, false);
    }
}
