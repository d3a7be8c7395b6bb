package dev.onednn4j.fuzz.make;

import dev.onednn4j.Attributes;
import dev.onednn4j.DataType;
import dev.onednn4j.FormatTag;
import dev.onednn4j.MemoryDescriptor;
import dev.onednn4j.PostOps;
import dev.onednn4j.fuzz.problem.AttributeSpec;
import dev.onednn4j.fuzz.problem.FuzzProblem;
import dev.onednn4j.fuzz.problem.LayoutSpec;
import dev.onednn4j.fuzz.problem.PostOpSpec;
import dev.onednn4j.fuzz.problem.Quantity;

import java.util.List;

/// Makes attributes as problems ask for them.
final class AttributeMaker {
    private AttributeMaker() {}

    static Attributes of(FuzzProblem problem) {
        AttributeSpec spec = problem.attributes();
        Attributes attributes = Attributes.none();
        if (spec.equals(AttributeSpec.NONE)) {
            return attributes;
        }
        for (Quantity scale : spec.scales()) {
            attributes = attributes.scales(scale.argument(), scale.granularity());
        }
        for (Quantity zero : spec.zeroPoints()) {
            attributes = attributes.zeroPoints(zero.argument(), zero.granularity());
        }
        return attributes
                .postOps(postOps(spec.postOps(), problem.sizes().dims("dst")))
                .fpmathMode(spec.fpmath(), spec.fpmathForIntegers())
                .accumulationMode(spec.accumulation())
                .deterministic(spec.deterministic());
    }

    private static PostOps postOps(List<PostOpSpec> specs, long[] dims) {
        PostOps chain = PostOps.none();
        for (int i = 0; i < specs.size(); i++) {
            chain =
                    switch (specs.get(i)) {
                        case PostOpSpec.Function function ->
                                chain.eltwise(
                                        function.algorithm(), function.alpha(), function.beta());
                        case PostOpSpec.WithTensor binary ->
                                chain.binary(
                                        binary.algorithm(),
                                        "operand" + i,
                                        operand(
                                                binary.type(),
                                                dims,
                                                binary.mask(),
                                                binary.layout()));
                        case PostOpSpec.Choice choice ->
                                chain.select(
                                        "operand" + i,
                                        operand(
                                                choice.type(),
                                                dims,
                                                choice.mask(),
                                                choice.layout()),
                                        "condition" + i,
                                        operand(
                                                DataType.S8,
                                                dims,
                                                choice.conditionMask(),
                                                LayoutSpec.plain(dims.length)));
                        case PostOpSpec.Slopes slopes -> chain.prelu("slopes" + i, slopes.mask());
                        case PostOpSpec.Addition sum ->
                                sum.zeroPoint() == 0
                                        ? chain.sum(sum.scale())
                                        : chain.sum(sum.scale(), sum.zeroPoint());
                    };
        }
        return chain;
    }

    private static MemoryDescriptor operand(DataType type, long[] dims, int mask, String layout) {
        long[] own = dims.clone();
        for (int d = 0; d < own.length; d++) {
            own[d] = (mask >> d & 1) == 0 ? 1 : own[d];
        }
        return MemoryDescriptor.of(type, own).with(FormatTag.of(layout));
    }
}
