package dev.onednn4j.fuzz.command;

/// What the user typed makes no sense. The message is one line.
final class Misuse extends RuntimeException {
    private static final long serialVersionUID = 1;

    Misuse(String message) {
        super(message);
    }
}
