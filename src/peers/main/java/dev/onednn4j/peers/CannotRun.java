package dev.onednn4j.peers;

/// A library has no convolution of this kind. The message tells the reader of the table why.
final class CannotRun extends RuntimeException {
    private static final long serialVersionUID = 1;

    CannotRun(String message) {
        super(message);
    }
}
