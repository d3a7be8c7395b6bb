package dev.onednn4j.fuzz.make;

import dev.onednn4j.BackwardBuilder;
import dev.onednn4j.BatchNormalization;
import dev.onednn4j.Eltwise;
import dev.onednn4j.EltwiseAlgorithm;
import dev.onednn4j.Softmax;
import dev.onednn4j.SoftmaxAlgorithm;
import dev.onednn4j.UnaryBackward;
import dev.onednn4j.UnaryPrimitive;
import dev.onednn4j.fuzz.problem.FuzzProblem;
import dev.onednn4j.fuzz.problem.Pass;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/// Makes element-wise functions, softmaxes and batch normalizations.
record UnaryMaker(Maker maker) {
    /// What is added to the variance in every problem.
    private static final float ADDED = 0.125f;

    Made make() {
        if (maker.problem().pass().isForward()) {
            return of(forward(maker.accepted()));
        }
        UnaryPrimitive forward = forward(implementation -> true);
        try {
            return backward(forward).after(of(forward));
        } catch (RuntimeException | Error failure) {
            forward.close();
            throw failure;
        }
    }

    private UnaryPrimitive forward(Predicate<String> accepted) {
        return switch (maker.problem().kind()) {
            case ELTWISE -> describe(eltwise(), accepted).build();
            case SOFTMAX -> describe(softmax(), accepted).build();
            case BATCH_NORMALIZATION -> describe(normalization(), accepted).build();
            default -> throw new IllegalStateException("no unary: " + maker.problem());
        };
    }

    private <B extends UnaryPrimitive.Builder<B>> B describe(
            B builder, Predicate<String> accepted) {
        builder.src(maker.tensor("src")).dst(maker.tensor("dst")).implementations(accepted);
        if (maker.problem().pass().isForward()) {
            builder.attributes(maker.attributes());
        }
        return maker.problem().pass() == Pass.INFERENCE ? builder : builder.training();
    }

    private Eltwise.Builder eltwise() {
        FuzzProblem problem = maker.problem();
        return Eltwise.forward(maker.engine())
                .algorithm(
                        EltwiseAlgorithm.valueOf(problem.option("alg").toUpperCase(Locale.ROOT)),
                        problem.number("alpha"),
                        problem.number("beta"));
    }

    private Softmax.Builder softmax() {
        return Softmax.forward(maker.engine())
                .algorithm(
                        SoftmaxAlgorithm.valueOf(
                                maker.problem().option("alg").toUpperCase(Locale.ROOT)))
                .axis((int) maker.problem().number("axis"));
    }

    private BatchNormalization.Builder normalization() {
        BatchNormalization.Builder builder =
                BatchNormalization.forward(maker.engine()).epsilon(ADDED);
        String flags = maker.problem().option("flags");
        if (flags.contains("G")) {
            builder.useGlobalStats();
        }
        if (flags.contains("C")) {
            builder.useScale();
        }
        if (flags.contains("H")) {
            builder.useShift();
        }
        return flags.contains("R") ? builder.fuseNormRelu() : builder;
    }

    private Made of(UnaryPrimitive primitive) {
        Set<String> results = Set.of("dst");
        if (primitive instanceof BatchNormalization) {
            boolean writes =
                    maker.problem().pass() != Pass.INFERENCE
                            && !maker.problem().option("flags").contains("G");
            results =
                    writes
                            ? Set.of("dst", "mean", "variance", "workspace")
                            : Set.of("dst", "workspace");
        }
        return Made.of(
                primitive,
                Map.of("src", primitive.src(), "dst", primitive.dst()),
                results,
                (found, named) -> primitive.execute(found.apply("src"), found.apply("dst"), named));
    }

    private Made backward(UnaryPrimitive forward) {
        UnaryBackward primitive =
                switch (forward) {
                    case Eltwise eltwise -> describe(eltwise.backward()).build();
                    case Softmax softmax -> describe(softmax.backward()).build();
                    case BatchNormalization normalization ->
                            describe(normalization.backward()).build();
                };
        String data =
                switch (forward) {
                    case Eltwise _ ->
                            maker.problem().option("alg").endsWith("_use_dst_for_bwd")
                                    ? "dst"
                                    : "src";
                    case Softmax _ -> "dst";
                    case BatchNormalization _ -> "src";
                };
        return Made.of(
                primitive,
                Map.of(
                        data,
                        primitive.data(),
                        "diff_dst",
                        primitive.diffDst(),
                        "diff_src",
                        primitive.diffSrc()),
                Set.of("diff_src", "diff_scale", "diff_shift"),
                (found, named) ->
                        primitive.execute(
                                found.apply(data),
                                found.apply("diff_dst"),
                                found.apply("diff_src"),
                                named));
    }

    private <P extends dev.onednn4j.Primitive> BackwardBuilder<P> describe(
            BackwardBuilder<P> builder) {
        return builder.diffSrc(maker.tensor("diff_src"))
                .diffDst(maker.tensor("diff_dst"))
                .attributes(maker.attributes())
                .implementations(maker.accepted());
    }
}
