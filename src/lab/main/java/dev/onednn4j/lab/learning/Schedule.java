package dev.onednn4j.lab.learning;

/// How far to go at each step of training: all the way at first, less and less in the second half,
/// since the steps of a method that never stands still must become small for it to arrive.
final class Schedule {
    private Schedule() {}

    /// @param full the rate at the beginning
    /// @param step counted from 0
    /// @param steps how many there will be
    static double rate(double full, int step, int steps) {
        return full * Math.min(1, 2 * (1 - (double) step / steps));
    }
}
