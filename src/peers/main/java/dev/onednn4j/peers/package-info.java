/// onednn4j against what a user would pick instead, on the JVM: `scripts/bench --peers`.
///
/// [Peers] reads the command line. For each problem an [Answers] of its own process makes the data
/// and our result; then each [Peer] runs as a [PeerBenchmark] in a JVM of its own, where its result
/// is compared with ours before it is timed.
@NullMarked
package dev.onednn4j.peers;

import org.jspecify.annotations.NullMarked;
