/// What programs show on a terminal: tables, a bar that tells how far they are, and whether there
/// is a terminal at all.
@NullMarked
package dev.onednn4j.pages.terminal;

import org.jspecify.annotations.NullMarked;
