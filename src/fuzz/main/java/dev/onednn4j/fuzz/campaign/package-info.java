/// A whole run: children at work, and what they find.
@NullMarked
package dev.onednn4j.fuzz.campaign;

import org.jspecify.annotations.NullMarked;
