package dev.onednn4j.lab.command;

import dev.onednn4j.lab.learning.LearningStep;
import dev.onednn4j.lab.notebook.Step;
import dev.onednn4j.lab.steps.Channels;
import dev.onednn4j.lab.steps.ConvolutionOrCorrelation;
import dev.onednn4j.lab.steps.Locality;
import dev.onednn4j.lab.steps.Mlp;
import dev.onednn4j.lab.steps.Reindex;
import dev.onednn4j.lab.steps.Translation;

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
