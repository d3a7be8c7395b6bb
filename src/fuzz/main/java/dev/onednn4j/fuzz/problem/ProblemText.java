package dev.onednn4j.fuzz.problem;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The text of problems: `--conv --dir=FWD_I --src=f32:any … mb1ic2iw3…`.
final class ProblemText {
    private static final String DIRECTION = "dir";
    private static final String AXIS = "axis";
    private static final String BIAS_MASK = "bia-mask";
    private static final String OPERAND = "src\\d*|weights|bias|dst|diff_src|diff_dst";

    private ProblemText() {}

    static FuzzProblem parse(String text) {
        String[] words = text.strip().split("\\s+", -1);
        if (words.length < 3 || !words[0].startsWith("--")) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no problem: expected --KIND --KNOB=VALUE… DESCRIPTOR");
        }
        Kind kind = Kind.of(words[0].substring(2));
        Map<String, TensorSpec> operands = new LinkedHashMap<>();
        Map<String, String> options = new LinkedHashMap<>();
        Map<String, String> others = new LinkedHashMap<>();
        for (int i = 1; i < words.length - 1; i++) {
            int equals = words[i].indexOf('=');
            if (!words[i].startsWith("--") || equals < 0) {
                throw new IllegalArgumentException(
                        "'" + words[i] + "' makes no sense: expected --KNOB=VALUE");
            }
            String name = words[i].substring(2, equals);
            String value = words[i].substring(equals + 1);
            if (name.matches(OPERAND)) {
                operands.put(name, TensorSpec.parse(value));
            } else if (isOther(name)) {
                others.put(name, value);
            } else {
                options.put(name, value);
            }
        }
        return new FuzzProblem(
                kind,
                Pass.of(others.getOrDefault(DIRECTION, Pass.INFERENCE.toString())),
                sizes(kind, words[words.length - 1], others, options),
                operands,
                options,
                AttributeSpec.of(others),
                DataSpec.of(others));
    }

    private static boolean isOther(String name) {
        return name.equals(DIRECTION)
                || name.equals(BIAS_MASK)
                || AttributeSpec.KNOBS.contains(name)
                || DataSpec.KNOBS.contains(name);
    }

    private static Sizes sizes(
            Kind kind, String text, Map<String, String> others, Map<String, String> options) {
        return switch (kind) {
            case CONVOLUTION, DECONVOLUTION, POOLING -> SlidingSizes.parse(kind, text);
            case INNER_PRODUCT -> InnerSizes.parse(text);
            case MATRIX_PRODUCT ->
                    MatrixSizes.parse(text, Integer.parseInt(others.getOrDefault(BIAS_MASK, "0")));
            case CONCAT -> TensorSizes.parse(text, axis(options));
            case ELTWISE, SOFTMAX, BATCH_NORMALIZATION, BINARY, SUM, REORDER ->
                    TensorSizes.parse(text, -1);
        };
    }

    /// The axis of a concatenation belongs to its sizes.
    private static int axis(Map<String, String> options) {
        String axis = options.remove(AXIS);
        if (axis == null) {
            throw new IllegalArgumentException("a concat needs --axis");
        }
        return Integer.parseInt(axis);
    }

    static String of(FuzzProblem problem) {
        List<String> words = new ArrayList<>();
        words.add("--" + problem.kind());
        words.add(knob(DIRECTION, problem.pass()));
        problem.options().forEach((name, value) -> words.add(knob(name, value)));
        problem.operands().forEach((name, operand) -> words.add(knob(name, operand)));
        switch (problem.sizes()) {
            case MatrixSizes matrix when matrix.biasMask() != 0 ->
                    words.add(knob(BIAS_MASK, matrix.biasMask()));
            case TensorSizes tensors when tensors.axis() >= 0 ->
                    words.add(knob(AXIS, tensors.axis()));
            default -> {}
        }
        words.addAll(problem.attributes().knobs());
        words.addAll(problem.data().knobs());
        words.add(problem.sizes().toString());
        return String.join(" ", words);
    }

    private static String knob(String name, Object value) {
        return "--" + name + "=" + value;
    }
}
