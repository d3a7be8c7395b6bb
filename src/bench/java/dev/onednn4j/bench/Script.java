package dev.onednn4j.bench;

import java.util.List;

/// What the arguments ask for.
///
/// @param cases what to run, in order
/// @param rejected descriptors that make no sense
/// @param templateChosen whether a template was given, which asks for lines and not for a table
/// @param failFast whether the first failure ends the session
record Script(
        List<ConvolutionCase> cases,
        List<BadInput> rejected,
        boolean templateChosen,
        boolean failFast) {
    Script {
        cases = List.copyOf(cases);
        rejected = List.copyOf(rejected);
    }
}
