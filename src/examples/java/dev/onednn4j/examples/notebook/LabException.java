package dev.onednn4j.examples.notebook;

/// A step cannot do its work, for a reason that its reader understands and can do something about.
/// The message names what was expected and what came.
public final class LabException extends Exception {
    private static final long serialVersionUID = 1;

    public LabException(String message) {
        super(message);
    }
}
