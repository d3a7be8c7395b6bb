package dev.onednn4j.bench.problem;

/// How long one problem is timed.
///
/// @param milliseconds the sum of timed runs to reach, 10 to 60000
/// @param runs the number of runs, which overrides the time; 0 for none
public record TimeLimit(double milliseconds, long runs) {
    public static final double DEFAULT_MILLISECONDS = 3000;
    private static final double SHORTEST = 10;
    private static final double LONGEST = 60_000;
    private static final int FEWEST_RUNS = 5;
    private static final double NANOSECONDS_IN_MILLISECOND = 1e6;

    public static final TimeLimit DEFAULT = new TimeLimit(DEFAULT_MILLISECONDS, 0);

    public TimeLimit {
        milliseconds = Math.clamp(milliseconds, SHORTEST, LONGEST);
        runs = Math.max(0, runs);
    }

    public TimeLimit withMilliseconds(double newMilliseconds) {
        return new TimeLimit(newMilliseconds, runs);
    }

    public TimeLimit withRuns(long newRuns) {
        return new TimeLimit(milliseconds, newRuns);
    }

    /// Whether nothing more needs to be timed.
    ///
    /// @param timedRuns how many runs were timed
    /// @param nanoseconds what they took together
    public boolean isReached(long timedRuns, long nanoseconds) {
        if (runs > 0) {
            return timedRuns >= runs;
        }
        return timedRuns >= FEWEST_RUNS && nanoseconds >= milliseconds * NANOSECONDS_IN_MILLISECOND;
    }
}
