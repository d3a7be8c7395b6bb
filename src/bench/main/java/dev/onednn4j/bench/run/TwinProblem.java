package dev.onednn4j.bench.run;

import dev.onednn4j.ConvolutionAlgorithm;
import dev.onednn4j.EltwiseAlgorithm;
import dev.onednn4j.MemoryDescriptor;
import dev.onednn4j.bench.problem.BenchdnnProblem;
import dev.onednn4j.bench.problem.CaseDirection;
import dev.onednn4j.bench.problem.ConvolutionCase;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// A case as the C program makes a primitive of it: with the memory descriptors and the
/// implementation that Java's primitive has.
///
/// @param line what is sent
record TwinProblem(String line) {
    private static final String ATTRIBUTE = "--attr-";
    private static final String POST_OPS = "--attr-post-ops=";
    private static final String NONE = "-";

    /// @throws NativeFailure when the case has attributes that the C program does not know
    static TwinProblem of(ConvolutionCase benchCase, CasePrimitive primitive) {
        BenchdnnProblem problem = benchCase.effectiveProblem();
        return new TwinProblem(
                Stream.of(
                                "problem",
                                "kind=" + kind(problem),
                                "prop=" + propagation(benchCase.direction()),
                                "alg=" + algorithm(benchCase.algorithm()),
                                "strides=" + numbers(problem.strides()),
                                "dilates=" + numbers(problem.dilations()),
                                "padl=" + numbers(problem.paddingLeft()),
                                "padr=" + numbers(problem.paddingRight()),
                                "src=" + hex(primitive.src()),
                                "weights=" + hex(primitive.weights()),
                                "bias=" + hex(primitive.bias()),
                                "dst=" + hex(primitive.dst()),
                                "postops=" + postOps(primitive.primitive().toString()),
                                "impl=" + primitive.implementation())
                        .collect(Collectors.joining(" ")));
    }

    private static String kind(BenchdnnProblem problem) {
        return problem.driver().isTransposed() ? "deconvolution" : "convolution";
    }

    private static String propagation(CaseDirection direction) {
        return switch (direction) {
            case FWD_B, FWD_D -> "forward_training";
            case FWD_I -> "forward_inference";
            case BWD_D -> "backward_data";
            case BWD_W, BWD_WB -> "backward_weights";
        };
    }

    private static String algorithm(ConvolutionAlgorithm algorithm) {
        return switch (algorithm) {
            case DIRECT -> "direct";
            case WINOGRAD -> "winograd";
            case AUTO -> "auto";
        };
    }

    private static String numbers(long[] values) {
        return LongStream.of(values).mapToObj(Long::toString).collect(Collectors.joining(","));
    }

    private static String hex(@Nullable MemoryDescriptor descriptor) {
        return descriptor == null ? NONE : HexFormat.of().formatHex(descriptor.blob());
    }

    /// The chain of post-operations for the C program.
    ///
    /// @param primitive a primitive in benchdnn's language, which names all its attributes
    static String postOps(String primitive) {
        List<String> attributes =
                Arrays.stream(primitive.split(" ", -1))
                        .filter(word -> word.startsWith(ATTRIBUTE))
                        .toList();
        for (String attribute : attributes) {
            if (!attribute.startsWith(POST_OPS)) {
                throw unknown(attribute);
            }
        }
        return attributes.isEmpty()
                ? NONE
                : Arrays.stream(attributes.getFirst().substring(POST_OPS.length()).split("\\+", -1))
                        .map(TwinProblem::postOp)
                        .collect(Collectors.joining(","));
    }

    /// `sum:scale:zeroPoint[:type]` or `name:alpha:beta`.
    private static String postOp(String text) {
        String[] parts = text.split(":", -1);
        if (parts[0].equals("sum")) {
            return parts.length == 3 ? text + ":undef" : text;
        }
        String name = parts[0].replaceFirst("_dst$", "_use_dst_for_bwd");
        boolean known =
                Arrays.stream(EltwiseAlgorithm.values())
                        .anyMatch(each -> each.name().toLowerCase(Locale.ROOT).equals(name));
        if (!known) {
            throw unknown(text);
        }
        return "eltwise:" + name + ":" + parts[1] + ":" + parts[2];
    }

    private static NativeFailure unknown(String attribute) {
        return new NativeFailure("the C program has no " + attribute);
    }
}
