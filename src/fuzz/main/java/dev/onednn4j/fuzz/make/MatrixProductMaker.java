package dev.onednn4j.fuzz.make;

import dev.onednn4j.MatMul;
import dev.onednn4j.MatMulBuilder;

/// Makes matrix products.
record MatrixProductMaker(Maker maker) {
    Made make() {
        MatMulBuilder builder =
                MatMul.forward(maker.engine())
                        .src(maker.tensor("src"))
                        .weights(maker.tensor("weights"))
                        .dst(maker.tensor("dst"))
                        .attributes(maker.attributes())
                        .implementations(maker.accepted());
        if (maker.problem().has("bias")) {
            builder.bias(maker.tensor("bias"));
        }
        return WeightedTensors.of(builder.build());
    }
}
