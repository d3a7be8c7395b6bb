package dev.onednn4j.fuzz.report;

import dev.onednn4j.fuzz.problem.AttributeSpec;
import dev.onednn4j.fuzz.problem.FuzzProblem;
import dev.onednn4j.fuzz.problem.Kind;
import dev.onednn4j.fuzz.problem.LayoutSpec;
import dev.onednn4j.fuzz.problem.Numbers;
import dev.onednn4j.fuzz.problem.Pass;
import dev.onednn4j.fuzz.problem.SlidingSizes;
import dev.onednn4j.fuzz.problem.TensorSizes;
import dev.onednn4j.fuzz.problem.TensorSpec;
import dev.onednn4j.fuzz.problem.WindowAxis;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/// A problem as a few lines of Java that build its primitive, for who wants to look into it. They
/// need an `engine` and an `arena`.
public record JavaLines(FuzzProblem problem) {
    /// The lines.
    ///
    /// @param implementation the one that failed; empty where it is not known
    public List<String> lines(String implementation) {
        List<String> lines = new ArrayList<>();
        problem.operands()
                .forEach(
                        (name, operand) ->
                                lines.add(
                                        "MemoryDescriptor %s = %s;"
                                                .formatted(
                                                        variable(name),
                                                        descriptor(name, operand))));
        String only =
                implementation.isEmpty() || problem.kind() == Kind.REORDER
                        ? ""
                        : ".implementations(\"%s\"::equals)".formatted(implementation);
        if (problem.kind().hasHint() && !problem.pass().isForward()) {
            lines.add("var forward = " + call("") + ".training().build();");
            lines.add(
                    "var primitive = forward.backward().diffSrc(diffSrc).diffDst(diffDst)"
                            + only
                            + ".build();");
        } else if (problem.kind() == Kind.REORDER) {
            lines.add("var primitive = Reorder.of(engine, src, dst);");
        } else {
            String training = problem.pass() == Pass.TRAINING ? ".training()" : "";
            lines.add("var primitive = " + call(training) + attributes() + only + ".build();");
        }
        return lines;
    }

    private static String variable(String name) {
        return switch (name) {
            case "diff_src" -> "diffSrc";
            case "diff_dst" -> "diffDst";
            default -> name;
        };
    }

    private String descriptor(String name, TensorSpec operand) {
        String type = "DataType." + operand.type().name();
        long[] dims = problem.sizes().dims(name);
        String plain = "MemoryDescriptor.of(%s, %s)".formatted(type, numbers(dims));
        return switch (operand.layout()) {
            case LayoutSpec.Tagged tagged ->
                    plain + ".with(FormatTag.of(\"" + tagged.tag() + "\"))";
            case LayoutSpec.Strided strided ->
                    plain + ".withStrides(" + numbers(Numbers.array(strided.strides())) + ")";
            case LayoutSpec.Box box ->
                    ("Tensor.allocate(arena, MemoryDescriptor.of(%s, %s).withStrides(%s))"
                                    + ".submemory(new long[] {%s}, new long[] {%s}).descriptor()")
                            .formatted(
                                    type,
                                    numbers(Numbers.array(box.whole())),
                                    numbers(box.strides()),
                                    numbers(dims),
                                    numbers(Numbers.array(box.offsets())));
        };
    }

    private static String numbers(long[] values) {
        return java.util.Arrays.stream(values)
                .mapToObj(Long::toString)
                .collect(Collectors.joining(", "));
    }

    /// The call up to the attributes.
    private String call(String training) {
        return switch (problem.kind()) {
            case CONVOLUTION -> weighted("Convolution", training) + sliding();
            case DECONVOLUTION -> weighted("Deconvolution", training) + sliding();
            case INNER_PRODUCT -> weighted("InnerProduct", training);
            case MATRIX_PRODUCT -> weighted("MatMul", "");
            case POOLING ->
                    "Pooling.forward(engine).algorithm(PoolingAlgorithm.%s).src(src).dst(dst)"
                                    .formatted(
                                            switch (problem.option("alg")) {
                                                case "max" -> "MAX";
                                                case "avg_p" -> "AVG_INCLUDE_PADDING";
                                                default -> "AVG_EXCLUDE_PADDING";
                                            })
                            + ".kernel(%s)".formatted(axes(WindowAxis::kernel))
                            + sliding()
                            + training;
            case ELTWISE ->
                    "Eltwise.forward(engine).src(src).dst(dst).algorithm(EltwiseAlgorithm.%s, %sf, %sf)"
                                    .formatted(
                                            upper("alg"),
                                            problem.option("alpha"),
                                            problem.option("beta"))
                            + training;
            case SOFTMAX ->
                    "Softmax.forward(engine).src(src).dst(dst).algorithm(SoftmaxAlgorithm.%s).axis(%s)"
                                    .formatted(upper("alg"), problem.option("axis"))
                            + training;
            case BATCH_NORMALIZATION ->
                    "BatchNormalization.forward(engine).src(src).dst(dst)" + flags() + training;
            case BINARY ->
                    "Binary.forward(engine).algorithm(BinaryAlgorithm.%s).src0(src0).src1(src1).dst(dst)"
                            .formatted(upper("alg"));
            case SUM -> "Sum.forward(engine)" + sources() + ".dst(dst)";
            case CONCAT ->
                    "Concat.forward(engine).axis(%d)"
                                    .formatted(((TensorSizes) problem.sizes()).axis())
                            + sources()
                            + ".dst(dst)";
            case REORDER -> throw new IllegalStateException("a reorder has no builder");
        };
    }

    private String upper(String option) {
        return problem.option(option).toUpperCase(Locale.ROOT);
    }

    private String weighted(String name, String training) {
        String bias = problem.has("bias") ? ".bias(bias)" : "";
        return switch (problem.pass()) {
            case INFERENCE, TRAINING ->
                    name
                            + ".forward(engine).src(src).weights(weights)"
                            + bias
                            + ".dst(dst)"
                            + training;
            case BACKWARD_DATA ->
                    name + ".backwardData(engine).diffSrc(src).weights(weights).diffDst(dst)";
            case BACKWARD_WEIGHTS ->
                    name
                            + ".backwardWeights(engine).src(src).diffWeights(weights)"
                            + (bias.isEmpty() ? "" : ".diffBias(bias)")
                            + ".diffDst(dst)";
        };
    }

    private String sliding() {
        return ".strides(%s).dilation(%s).padding(new long[] {%s}, new long[] {%s})"
                .formatted(
                        axes(WindowAxis::stride),
                        axes(WindowAxis::dilation),
                        axes(WindowAxis::left),
                        axes(WindowAxis::right));
    }

    private String axes(ToLongFunction<WindowAxis> value) {
        return numbers(((SlidingSizes) problem.sizes()).axes().stream().mapToLong(value).toArray());
    }

    private String flags() {
        String flags = problem.option("flags");
        return (flags.contains("G") ? ".useGlobalStats()" : "")
                + (flags.contains("C") ? ".useScale()" : "")
                + (flags.contains("H") ? ".useShift()" : "")
                + (flags.contains("R") ? ".fuseNormRelu()" : "");
    }

    private String sources() {
        List<String> sources = problem.sources();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < sources.size(); i++) {
            String scale =
                    problem.kind() == Kind.SUM
                            ? problem.option("scales").split(":", -1)[i] + "f, "
                            : "";
            text.append(".src(").append(scale).append(sources.get(i)).append(')');
        }
        return text.toString();
    }

    private String attributes() {
        AttributeSpec attributes = problem.attributes();
        return attributes.equals(AttributeSpec.NONE)
                ? ""
                : ".attributes("
                        + new JavaAttributes(attributes, problem.sizes().dims("dst")).text()
                        + ")";
    }
}
