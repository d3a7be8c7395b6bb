/// Pictures as tensors: reading, writing, borders and views.
@NullMarked
package dev.onednn4j.examples.picture;

import org.jspecify.annotations.NullMarked;
