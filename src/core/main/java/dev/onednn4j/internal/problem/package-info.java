/// What is asked of oneDNN, as Java values: the sizes of each primitive, their validation, and the
/// text of the problem in benchdnn's language.
@NullMarked
package dev.onednn4j.internal.problem;

import org.jspecify.annotations.NullMarked;
