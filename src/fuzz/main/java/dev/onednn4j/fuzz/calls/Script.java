package dev.onednn4j.fuzz.calls;

/// Writes calls that belong together, as a program of a user would have them: all right, before
/// others change them.
interface Script {
    /// Appends the calls.
    void write(Draft draft);
}
