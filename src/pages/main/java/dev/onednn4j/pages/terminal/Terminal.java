package dev.onednn4j.pages.terminal;

/// Which streams a person looks at. Java itself cannot tell them apart, so the launcher does.
///
/// @param out whether standard output is a terminal
/// @param err whether standard error is one
public record Terminal(boolean out, boolean err) {
    /// Names the streams that are terminals: `out`, `err` or both, separated by a comma.
    static final String PROPERTY = "onednn4j.terminal";

    /// No stream is a terminal.
    public static final Terminal NONE = new Terminal(false, false);

    /// What the launcher told; none where it told nothing.
    public static Terminal detect() {
        String told = System.getProperty(PROPERTY, "");
        return new Terminal(told.contains("out"), told.contains("err"));
    }
}
