package dev.onednn4j.fuzz.run;

/// A line of a child's journal about a problem.
///
/// @param implementation the one that runs; empty while one is being built
/// @param problem its text
public record JournalEntry(String implementation, String problem) {
    private static final String RUNNING = "run ";
    private static final String BUILDING = "build ";

    static String building(String problem, int n) {
        return BUILDING + n + " | " + problem;
    }

    /// The line for what runs.
    ///
    /// @param implementation its name; for a call, that of the method
    public static String running(String problem, String implementation) {
        return RUNNING + implementation + " | " + problem;
    }

    /// Reads a line.
    public static JournalEntry parse(String line) {
        int bar = line.indexOf(" | ");
        if (bar < 0) {
            return new JournalEntry("", line);
        }
        String problem = line.substring(bar + 3);
        return line.startsWith(RUNNING)
                ? new JournalEntry(line.substring(RUNNING.length(), bar), problem)
                : new JournalEntry("", problem);
    }
}
