package dev.onednn4j.fuzz.make;

import dev.onednn4j.InnerProduct;
import dev.onednn4j.fuzz.problem.FuzzProblem;
import dev.onednn4j.fuzz.problem.Pass;

/// Makes inner products.
record InnerProductMaker(Maker maker) {
    Made make() {
        return switch (maker.problem().pass()) {
            case INFERENCE, TRAINING -> forward();
            case BACKWARD_DATA ->
                    WeightedTensors.of(
                            InnerProduct.backwardData(maker.engine())
                                    .diffSrc(maker.tensor("src"))
                                    .weights(maker.tensor("weights"))
                                    .diffDst(maker.tensor("dst"))
                                    .attributes(maker.attributes())
                                    .implementations(maker.accepted())
                                    .build());
            case BACKWARD_WEIGHTS -> backwardWeights();
        };
    }

    private Made forward() {
        FuzzProblem problem = maker.problem();
        InnerProduct.Builder builder =
                InnerProduct.forward(maker.engine())
                        .src(maker.tensor("src"))
                        .weights(maker.tensor("weights"))
                        .dst(maker.tensor("dst"))
                        .attributes(maker.attributes())
                        .implementations(maker.accepted());
        if (problem.has("bias")) {
            builder.bias(maker.tensor("bias"));
        }
        if (problem.pass() == Pass.TRAINING) {
            builder.training();
        }
        return WeightedTensors.of(builder.build());
    }

    private Made backwardWeights() {
        InnerProduct.BackwardWeightsBuilder builder =
                InnerProduct.backwardWeights(maker.engine())
                        .src(maker.tensor("src"))
                        .diffWeights(maker.tensor("weights"))
                        .diffDst(maker.tensor("dst"))
                        .attributes(maker.attributes())
                        .implementations(maker.accepted());
        if (maker.problem().has("bias")) {
            builder.diffBias(maker.tensor("bias"));
        }
        return WeightedTensors.of(builder.build());
    }
}
