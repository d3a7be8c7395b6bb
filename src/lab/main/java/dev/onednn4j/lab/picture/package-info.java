/// Pictures as tensors: reading, writing, borders and views.
@NullMarked
package dev.onednn4j.lab.picture;

import org.jspecify.annotations.NullMarked;
