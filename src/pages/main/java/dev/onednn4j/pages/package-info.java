/// Pages that open without a network: everything they need is inside them. What the benchmark's
/// report and the lab's page have in common.
@NullMarked
package dev.onednn4j.pages;

import org.jspecify.annotations.NullMarked;
