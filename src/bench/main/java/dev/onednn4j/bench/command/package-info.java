/// The program behind `scripts/bench` and its command line, which is benchdnn's language.
///
/// [Main] starts. [CommandReader] reads arguments and batch files: a [Knob] changes the
/// [KnobSettings], a problem descriptor becomes one case for each combination of them. Knows all
/// other packages of the harness.
@NullMarked
package dev.onednn4j.bench.command;

import org.jspecify.annotations.NullMarked;
