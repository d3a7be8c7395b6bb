package dev.onednn4j.fuzz.make;

import dev.onednn4j.MatMul;

/// Makes matrix products.
record MatrixProductMaker(Maker maker) {
    Made make() {
        MatMul.Builder builder =
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
