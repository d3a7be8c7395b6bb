/// What the harness, the lab and the fuzzer share: pages that open without a network, because
/// everything they need is inside them, and [Statistics] of what was measured.
@NullMarked
package dev.onednn4j.pages;

import org.jspecify.annotations.NullMarked;
