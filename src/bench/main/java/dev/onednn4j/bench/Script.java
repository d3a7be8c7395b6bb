package dev.onednn4j.bench;

import java.util.List;

/// What the arguments ask for.
///
/// @param cases what to run, in order
/// @param rejected descriptors that make no sense
record Script(List<ConvolutionCase> cases, List<BadInput> rejected, SessionOptions options) {
    Script {
        cases = List.copyOf(cases);
        rejected = List.copyOf(rejected);
    }
}
