/// What oneDNN gets wrong: one table, and the question whether an entry concerns a problem.
@NullMarked
package dev.onednn4j.internal.defect;

import org.jspecify.annotations.NullMarked;
