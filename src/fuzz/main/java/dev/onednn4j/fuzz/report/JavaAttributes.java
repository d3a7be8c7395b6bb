package dev.onednn4j.fuzz.report;

import dev.onednn4j.AccumulationMode;
import dev.onednn4j.DataType;
import dev.onednn4j.FpmathMode;
import dev.onednn4j.fuzz.problem.AttributeSpec;
import dev.onednn4j.fuzz.problem.LayoutSpec;
import dev.onednn4j.fuzz.problem.PostOpSpec;
import dev.onednn4j.fuzz.problem.Quantity;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// Attributes as Java.
///
/// @param dims of dst
record JavaAttributes(AttributeSpec attributes, long[] dims) {
    String text() {
        StringBuilder text = new StringBuilder("Attributes.none()");
        attributes.scales().forEach(each -> text.append(quantity("scales", each)));
        attributes.zeroPoints().forEach(each -> text.append(quantity("zeroPoints", each)));
        List<PostOpSpec> chain = attributes.postOps();
        if (!chain.isEmpty()) {
            text.append(".postOps(PostOps.none()");
            for (int i = 0; i < chain.size(); i++) {
                text.append(postOp(chain.get(i), i));
            }
            text.append(')');
        }
        if (attributes.fpmath() != FpmathMode.STRICT || attributes.fpmathForIntegers()) {
            text.append(
                    ".fpmathMode(FpmathMode.%s, %s)"
                            .formatted(attributes.fpmath().name(), attributes.fpmathForIntegers()));
        }
        if (attributes.accumulation() != AccumulationMode.STRICT) {
            text.append(
                    ".accumulationMode(AccumulationMode.%s)"
                            .formatted(attributes.accumulation().name()));
        }
        return attributes.deterministic() ? text + ".deterministic(true)" : text.toString();
    }

    private static String quantity(String method, Quantity each) {
        return ".%s(QuantizedArgument.%s, Granularity.%s)"
                .formatted(method, each.argument().name(), each.granularity().name());
    }

    private String postOp(PostOpSpec operation, int index) {
        return switch (operation) {
            case PostOpSpec.Function function ->
                    ".eltwise(EltwiseAlgorithm.%s, %sf, %sf)"
                            .formatted(
                                    function.algorithm().name(), function.alpha(), function.beta());
            case PostOpSpec.WithTensor binary ->
                    ".binary(BinaryAlgorithm.%s, \"operand%d\", %s)"
                            .formatted(
                                    binary.algorithm().name(),
                                    index,
                                    operand(binary.type(), binary.mask(), binary.layout()));
            case PostOpSpec.Choice choice ->
                    ".select(\"operand%d\", %s, \"condition%d\", %s)"
                            .formatted(
                                    index,
                                    operand(choice.type(), choice.mask(), choice.layout()),
                                    index,
                                    operand(
                                            DataType.S8,
                                            choice.conditionMask(),
                                            LayoutSpec.plain(dims.length)));
            case PostOpSpec.Slopes slopes ->
                    ".prelu(\"slopes%d\", %d)".formatted(index, slopes.mask());
            case PostOpSpec.Addition sum -> ".sum(%sf, %d)".formatted(sum.scale(), sum.zeroPoint());
        };
    }

    private String operand(DataType type, int mask, String layout) {
        long[] own = dims.clone();
        for (int d = 0; d < own.length; d++) {
            own[d] = (mask >> d & 1) == 0 ? 1 : own[d];
        }
        String sizes =
                Arrays.stream(own).mapToObj(Long::toString).collect(Collectors.joining(", "));
        return "MemoryDescriptor.of(DataType.%s, %s).with(FormatTag.of(\"%s\"))"
                .formatted(type.name(), sizes, layout);
    }
}
