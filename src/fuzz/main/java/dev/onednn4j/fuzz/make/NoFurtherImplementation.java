package dev.onednn4j.fuzz.make;

/// A kind of primitive has one implementation alone, which was not accepted.
public final class NoFurtherImplementation extends RuntimeException {
    private static final long serialVersionUID = 1;

    NoFurtherImplementation() {
        super("there is one implementation alone");
    }
}
