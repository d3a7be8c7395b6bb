package dev.onednn4j.bench;

/// How long one problem is timed.
///
/// @param milliseconds the sum of timed runs to reach, 10 to 60000
/// @param runs the number of runs, which overrides the time; 0 for none
record TimeLimit(double milliseconds, long runs) {
    static final double DEFAULT_MILLISECONDS = 3000;
    private static final double SHORTEST = 10;
    private static final double LONGEST = 60_000;
    private static final int FEWEST_RUNS = 5;
    private static final double NANOSECONDS_IN_MILLISECOND = 1e6;

    static final TimeLimit DEFAULT = new TimeLimit(DEFAULT_MILLISECONDS, 0);

    TimeLimit {
        milliseconds = Math.clamp(milliseconds, SHORTEST, LONGEST);
        runs = Math.max(0, runs);
    }

    TimeLimit withMilliseconds(double newMilliseconds) {
        return new TimeLimit(newMilliseconds, runs);
    }

    TimeLimit withRuns(long newRuns) {
        return new TimeLimit(milliseconds, newRuns);
    }

    boolean isReachedBy(Samples samples) {
        if (runs > 0) {
            return samples.count() >= runs;
        }
        return samples.count() >= FEWEST_RUNS
                && samples.total() >= milliseconds * NANOSECONDS_IN_MILLISECOND;
    }
}
