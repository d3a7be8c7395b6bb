/// What is told about a run and its findings.
@NullMarked
package dev.onednn4j.fuzz.report;

import org.jspecify.annotations.NullMarked;
