/// The walk from fully connected layers to convolutions behind `scripts/lab`.
///
/// A [dev.onednn4j.lab.notebook.Step] computes something on the picture of its
/// [dev.onednn4j.lab.notebook.Setting] and writes what it finds into a
/// [dev.onednn4j.lab.notebook.Notebook], which shows it on the terminal at once and keeps it for
/// the page. [dev.onednn4j.lab.command.Steps] lists the steps, [dev.onednn4j.lab.command.Walk] runs
/// them, [dev.onednn4j.lab.command.LabPage] makes a page of what they wrote.
@NullMarked
package dev.onednn4j.lab.command;

import org.jspecify.annotations.NullMarked;
