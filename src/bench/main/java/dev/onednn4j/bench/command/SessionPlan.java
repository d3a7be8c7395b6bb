package dev.onednn4j.bench.command;

import dev.onednn4j.bench.problem.BadInput;
import dev.onednn4j.bench.problem.ConvolutionCase;

import java.util.List;

/// What the arguments ask for.
///
/// @param cases what to run, in order
/// @param rejected descriptors that make no sense
public record SessionPlan(
        List<ConvolutionCase> cases, List<BadInput> rejected, SessionOptions options) {
    public SessionPlan {
        cases = List.copyOf(cases);
        rejected = List.copyOf(rejected);
    }
}
