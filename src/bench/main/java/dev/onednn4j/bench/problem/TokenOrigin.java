package dev.onednn4j.bench.problem;

/// Where a token was read: a line of a batch file, or the command line.
///
/// @param file the batch file as the user named it, empty for the command line
/// @param line the line in it, counted from 1
public record TokenOrigin(String file, int line) {
    public static final TokenOrigin COMMAND_LINE = new TokenOrigin("", 0);

    /// What an error message begins with.
    String prefix() {
        return file.isEmpty() ? "" : file + ":" + line + ": ";
    }
}
