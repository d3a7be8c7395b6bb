/// The benchmark harness behind `scripts/bench`: benchdnn's language on top of onednn4j.
///
/// A command line or a batch file ([CommandReader], [BatchFile]) becomes a list of
/// [ConvolutionCase]s, each a [ConvolutionProblem] under one combination of [Settings]. A [Session]
/// runs them one after another, to time them ([PerformanceRun]) or to compare them with the
/// [Reference] ([CorrectnessRun]), and tells a [Report] what came out.
@NullMarked
package dev.onednn4j.bench;

import org.jspecify.annotations.NullMarked;
