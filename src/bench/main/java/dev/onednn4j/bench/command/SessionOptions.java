package dev.onednn4j.bench.command;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;

/// What holds for a session as a whole.
///
/// @param templateChosen whether a template was given, which asks for lines and not for a table
/// @param failFast whether the first failure ends the session
/// @param twin whether each problem is timed in C as well
/// @param roofline whether what the machine can do at most is measured anew
/// @param allImplementations whether each problem runs on every implementation that oneDNN has
/// @param compared the results of another session to compare with; null for none
record SessionOptions(
        boolean templateChosen,
        boolean failFast,
        boolean twin,
        boolean roofline,
        boolean allImplementations,
        @Nullable Path compared) {}
