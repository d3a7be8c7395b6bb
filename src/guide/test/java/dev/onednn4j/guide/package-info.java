/// Tests that keep the pages for users true: their programs run, their commands exist.
@NullMarked
package dev.onednn4j.guide;

import org.jspecify.annotations.NullMarked;
