/// Benchmarks of the library itself, run by JMH: `scripts/bench --jmh`. Knows no other package of
/// the harness.
@NullMarked
package dev.onednn4j.bench.jmh;

import org.jspecify.annotations.NullMarked;
