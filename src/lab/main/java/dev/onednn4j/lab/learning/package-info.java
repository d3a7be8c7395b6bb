/// Networks that learn, from oneDNN's forward and backward primitives: the lab's step `learning`.
///
/// [dev.onednn4j.lab.learning.LearningStep] has three parts, each in a class of its own:
///
/// - [dev.onednn4j.lab.learning.PatternPart]: from a map to one answer;
/// - [dev.onednn4j.lab.learning.EdgePart]: a kernel is learned from input and output;
/// - [dev.onednn4j.lab.learning.ShapePart]: a small network learns to tell shapes apart.
///
/// What they train is a [dev.onednn4j.lab.learning.Network] of [dev.onednn4j.lab.learning.Layer]s.
/// Each layer binds its primitives to its tensors once, so that training does nothing but run them.
@NullMarked
package dev.onednn4j.lab.learning;

import org.jspecify.annotations.NullMarked;
