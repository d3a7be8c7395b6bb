/// Runs cases on oneDNN: checks them ([CorrectnessRun]), times them ([PerformanceRun]), times them
/// beside C ([TwinRun]), or repeats a session with other numbers of threads and other instructions
/// ([Sweep]). Knows the packages `reference`, `report` and `problem`.
@NullMarked
package dev.onednn4j.bench.run;

import org.jspecify.annotations.NullMarked;
