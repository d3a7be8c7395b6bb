package dev.onednn4j.bench.run;

import dev.onednn4j.DataType;
import dev.onednn4j.QuantizedArgument;
import dev.onednn4j.bench.command.CommandReader;
import dev.onednn4j.bench.problem.BenchdnnProblem;
import dev.onednn4j.bench.problem.CaseAttributes;
import dev.onednn4j.bench.problem.ConvolutionCase;
import dev.onednn4j.bench.problem.DataTypes;
import dev.onednn4j.internal.attribute.AttributeValues;
import dev.onednn4j.internal.attribute.ChainedOperation;
import dev.onednn4j.internal.attribute.Pass;
import dev.onednn4j.internal.memory.ProblemTensor;
import dev.onednn4j.internal.problem.ConvolutionShape;
import dev.onednn4j.internal.problem.PrimitiveKind;
import dev.onednn4j.internal.problem.Problem;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Problems that the table of defects can be asked about, from benchdnn's lines. They need no
/// library.
final class CaseProblems {
    private CaseProblems() {}

    /// The problem of a line. Layouts that are left open are channels last, as oneDNN chooses them
    /// as a rule; post-operations count as element-wise functions.
    static Problem parse(String line) {
        ConvolutionCase benchCase =
                CommandReader.read(List.of(line.split(" ")), Path.of("")).cases().getFirst();
        BenchdnnProblem sizes = benchCase.effectiveProblem();
        DataTypes types = benchCase.types();
        Pass pass =
                switch (benchCase.direction()) {
                    case FWD_B, FWD_D, FWD_I -> Pass.FORWARD;
                    case BWD_D -> Pass.BACKWARD_DATA;
                    case BWD_W, BWD_WB -> Pass.BACKWARD_WEIGHTS;
                };
        boolean data = pass == Pass.BACKWARD_DATA;
        boolean weights = pass == Pass.BACKWARD_WEIGHTS;
        Map<String, ProblemTensor> tensors = new LinkedHashMap<>();
        tensors.put(
                data ? "diff_src" : "src",
                ProblemTensor.channelsLast(types.src(), sizes.srcDims()));
        tensors.put(
                weights ? "diff_weights" : "weights",
                ProblemTensor.of(types.weights(), sizes.weightsDims()));
        DataType bias = benchCase.biasType();
        if (bias != null) {
            tensors.put(
                    weights ? "diff_bias" : "bias", ProblemTensor.of(bias, sizes.outputChannels()));
        }
        tensors.put(
                pass == Pass.FORWARD ? "dst" : "diff_dst",
                ProblemTensor.channelsLast(types.dst(), sizes.dstDims()));
        return Problem.of(
                        sizes.driver().isTransposed()
                                ? PrimitiveKind.DECONVOLUTION
                                : PrimitiveKind.CONVOLUTION,
                        pass,
                        tensors,
                        () -> line)
                .withShape(shape(sizes))
                .withAttributes(attributes(benchCase.attributes()));
    }

    private static ConvolutionShape shape(BenchdnnProblem sizes) {
        return new ConvolutionShape(
                sizes.driver().isTransposed(),
                sizes.minibatch(),
                sizes.groups(),
                sizes.grouped(),
                sizes.inputChannels(),
                sizes.outputChannels(),
                spatial(sizes.srcDims()),
                Arrays.copyOfRange(
                        sizes.weightsDims(),
                        sizes.weightsRank() - sizes.axes().size(),
                        sizes.weightsRank()),
                spatial(sizes.dstDims()),
                sizes.strides(),
                Arrays.stream(sizes.dilations()).map(gap -> gap + 1).toArray(),
                sizes.paddingLeft(),
                sizes.paddingRight());
    }

    private static long[] spatial(long... dims) {
        return Arrays.copyOfRange(dims, 2, dims.length);
    }

    private static AttributeValues attributes(CaseAttributes attributes) {
        boolean chained = !attributes.postOps().toString().isEmpty();
        Set<String> zeroPoints =
                attributes.zeroPoints().stream()
                        .map(entry -> CaseAttributes.argument(entry.target()))
                        .flatMap(Optional::stream)
                        .map(QuantizedArgument::toString)
                        .collect(Collectors.toSet());
        return new AttributeValues(
                chained ? List.of(ChainedOperation.of(ChainedOperation.Kind.ELTWISE)) : List.of(),
                Set.of(),
                zeroPoints,
                /* roundsFloats= */ false,
                !chained && zeroPoints.isEmpty());
    }
}
