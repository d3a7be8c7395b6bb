/// What steps of the lab are written with: a [Step] gets a [Setting], and writes what it finds into
/// a [Notebook].
@org.jspecify.annotations.NullMarked
package dev.onednn4j.lab.notebook;
