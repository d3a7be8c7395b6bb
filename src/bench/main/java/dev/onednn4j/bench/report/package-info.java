/// What users and programs are told: lines, tables, files and an HTML page, and the records that
/// hold what was measured ([Outcome], [Measurement], [Results]). Knows the package `problem` alone.
@NullMarked
package dev.onednn4j.bench.report;

import org.jspecify.annotations.NullMarked;
