package dev.onednn4j.examples.lab;

import dev.onednn4j.examples.learning.LearningStep;
import dev.onednn4j.examples.notebook.Step;
import dev.onednn4j.examples.steps.Channels;
import dev.onednn4j.examples.steps.ConvolutionOrCorrelation;
import dev.onednn4j.examples.steps.Locality;
import dev.onednn4j.examples.steps.Mlp;
import dev.onednn4j.examples.steps.Reindex;
import dev.onednn4j.examples.steps.Translation;

import java.util.List;

/// The steps of the walk.
final class Steps {
    private Steps() {}

    /// All of them, in the order in which one leads to the next.
    static List<Step> all() {
        return List.of(
                new Mlp(),
                new Reindex(),
                new Translation(),
                new Locality(),
                new ConvolutionOrCorrelation(),
                new Channels(),
                new LearningStep());
    }
}
