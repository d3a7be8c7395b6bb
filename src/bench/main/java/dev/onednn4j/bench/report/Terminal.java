package dev.onednn4j.bench.report;

/// Which streams a person looks at. Java itself cannot tell them apart, so the launcher does.
///
/// @param out whether standard output is a terminal
/// @param err whether standard error is one
public record Terminal(boolean out, boolean err) {
    private static final String PROPERTY = "onednn4j.bench.terminal";

    public static Terminal detect() {
        String told = System.getProperty(PROPERTY, "");
        return new Terminal(told.contains("out"), told.contains("err"));
    }
}
