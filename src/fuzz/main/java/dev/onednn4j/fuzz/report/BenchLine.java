package dev.onednn4j.fuzz.report;

import dev.onednn4j.AccumulationMode;
import dev.onednn4j.FpmathMode;
import dev.onednn4j.Granularity;
import dev.onednn4j.QuantizedArgument;
import dev.onednn4j.fuzz.problem.AttributeSpec;
import dev.onednn4j.fuzz.problem.FuzzProblem;
import dev.onednn4j.fuzz.problem.Kind;
import dev.onednn4j.fuzz.problem.LayoutSpec;
import dev.onednn4j.fuzz.problem.Numbers;
import dev.onednn4j.fuzz.problem.PostOpSpec;
import dev.onednn4j.fuzz.problem.Quantity;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// A problem as a line for `scripts/bench`, where that can say it.
record BenchLine(FuzzProblem problem) {
    /// The arguments; empty where the harness knows no such problem.
    ///
    /// @param implementation the one that failed; empty where it is not known
    Optional<String> arguments(String implementation) {
        Kind kind = problem.kind();
        boolean known = kind == Kind.CONVOLUTION || kind == Kind.DECONVOLUTION;
        if (!known || !problem.data().planted().isEmpty()) {
            return Optional.empty();
        }
        List<String> words = new ArrayList<>();
        words.add("--mode=C");
        words.add("--" + kind);
        words.add("--dir=" + direction());
        words.add("--dt=" + tensors(name -> problem.type(name).toString()));
        if (problem.has("bias")) {
            words.add("--bia-dt=" + problem.type("bias"));
        }
        addLayouts(words);
        if (problem.options().containsKey("alg")) {
            words.add("--alg=" + algorithm(problem.option("alg")));
        }
        addAttributes(words);
        if (!implementation.isEmpty()) {
            words.add("--impl=" + implementation);
        }
        words.add(problem.sizes().toString().replaceAll("r[dhw]-?\\d+", ""));
        return Optional.of(String.join(" ", words));
    }

    private String direction() {
        boolean biased = problem.has("bias");
        return switch (problem.pass()) {
            case INFERENCE -> "FWD_I";
            case TRAINING -> biased ? "FWD_B" : "FWD_D";
            case BACKWARD_DATA -> "BWD_D";
            case BACKWARD_WEIGHTS -> biased ? "BWD_WB" : "BWD_W";
        };
    }

    private static String tensors(Function<String, String> text) {
        return List.of("src", "weights", "dst").stream().map(text).collect(Collectors.joining(":"));
    }

    private static String algorithm(String name) {
        return switch (name) {
            case "winograd" -> "WINO";
            default -> name.toUpperCase(Locale.ROOT);
        };
    }

    private void addLayouts(List<String> words) {
        boolean strided =
                problem.operands().values().stream()
                        .anyMatch(operand -> !(operand.layout() instanceof LayoutSpec.Tagged));
        if (strided) {
            words.add("--strides=" + tensors(this::strides));
        }
        words.add("--stag=" + tag("src"));
        words.add("--wtag=" + tag("weights"));
        words.add("--dtag=" + tag("dst"));
    }

    private String strides(String operand) {
        return switch (problem.operand(operand).layout()) {
            case LayoutSpec.Tagged _ -> "";
            case LayoutSpec.Strided strided -> Numbers.text(strided.strides());
            case LayoutSpec.Box box -> Numbers.text(Numbers.list(box.strides()));
        };
    }

    private String tag(String operand) {
        return problem.operand(operand).layout() instanceof LayoutSpec.Tagged tagged
                ? tagged.tag()
                : "any";
    }

    private void addAttributes(List<String> words) {
        AttributeSpec attributes = problem.attributes();
        if (!attributes.scales().isEmpty()) {
            words.add("--attr-scales=" + quantities(attributes.scales(), "0.5"));
        }
        if (!attributes.zeroPoints().isEmpty()) {
            words.add("--attr-zero-points=" + quantities(attributes.zeroPoints(), "2"));
        }
        if (!attributes.postOps().isEmpty()) {
            words.add(
                    "--attr-post-ops="
                            + attributes.postOps().stream()
                                    .map(PostOpSpec::toString)
                                    .collect(Collectors.joining("+")));
        }
        if (attributes.fpmath() != FpmathMode.STRICT) {
            words.add(
                    "--attr-fpmath="
                            + attributes.fpmath().name().toLowerCase(Locale.ROOT)
                            + (attributes.fpmathForIntegers() ? ":true" : ""));
        }
        if (attributes.accumulation() != AccumulationMode.STRICT) {
            words.add(
                    "--attr-acc-mode=" + attributes.accumulation().name().toLowerCase(Locale.ROOT));
        }
        if (attributes.deterministic()) {
            words.add("--attr-deterministic=true");
        }
    }

    private static String quantities(List<Quantity> all, String value) {
        return all.stream()
                .map(
                        each -> {
                            boolean weights = each.argument() == QuantizedArgument.WEIGHTS;
                            String perChannel = weights ? "per_oc" : "per_dim_1";
                            String name = weights ? "wei" : each.argument().toString();
                            return name
                                    + ":"
                                    + (each.granularity() == Granularity.COMMON
                                            ? "common:" + value
                                            : perChannel);
                        })
                .collect(Collectors.joining("+"));
    }
}
