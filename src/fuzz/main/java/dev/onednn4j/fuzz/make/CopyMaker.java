package dev.onednn4j.fuzz.make;

import dev.onednn4j.Binary;
import dev.onednn4j.BinaryAlgorithm;
import dev.onednn4j.Concat;
import dev.onednn4j.MemoryDescriptor;
import dev.onednn4j.MultipleSources;
import dev.onednn4j.Reorder;
import dev.onednn4j.Sum;
import dev.onednn4j.fuzz.problem.FuzzProblem;
import dev.onednn4j.fuzz.problem.TensorSizes;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Makes functions of two tensors, sums, concatenations and reorders.
record CopyMaker(Maker maker) {
    private static final Set<String> RESULTS = Set.of("dst");

    Made make() {
        return switch (maker.problem().kind()) {
            case BINARY -> binary();
            case SUM -> sum();
            case CONCAT -> concat();
            case REORDER -> reorder();
            default -> throw new IllegalStateException("no copy: " + maker.problem());
        };
    }

    private Made binary() {
        Binary primitive =
                Binary.forward(maker.engine())
                        .algorithm(
                                BinaryAlgorithm.valueOf(
                                        maker.problem().option("alg").toUpperCase(Locale.ROOT)))
                        .src0(maker.tensor("src0"))
                        .src1(maker.tensor("src1"))
                        .dst(maker.tensor("dst"))
                        .attributes(maker.attributes())
                        .implementations(maker.accepted())
                        .build();
        return Made.of(
                primitive,
                Map.of("src0", primitive.src0(), "src1", primitive.src1(), "dst", primitive.dst()),
                RESULTS,
                (found, named) ->
                        primitive.execute(
                                found.apply("src0"),
                                found.apply("src1"),
                                found.apply("dst"),
                                named));
    }

    private Made sum() {
        FuzzProblem problem = maker.problem();
        Sum.Builder builder = Sum.forward(maker.engine());
        String[] scales = problem.option("scales").split(":", -1);
        for (int i = 0; i < scales.length; i++) {
            builder.src(Float.parseFloat(scales[i]), maker.tensor("src" + i));
        }
        return of(
                builder.dst(maker.tensor("dst"))
                        .attributes(maker.attributes())
                        .implementations(maker.accepted())
                        .build());
    }

    private Made concat() {
        FuzzProblem problem = maker.problem();
        Concat.Builder builder =
                Concat.forward(maker.engine()).axis(((TensorSizes) problem.sizes()).axis());
        for (String source : problem.sources()) {
            builder.src(maker.tensor(source));
        }
        return of(
                builder.dst(maker.tensor("dst"))
                        .attributes(maker.attributes())
                        .implementations(maker.accepted())
                        .build());
    }

    private Made of(MultipleSources primitive) {
        List<String> sources = maker.problem().sources();
        Map<String, MemoryDescriptor> tensors = new LinkedHashMap<>();
        for (int i = 0; i < sources.size(); i++) {
            tensors.put(sources.get(i), primitive.srcs().get(i));
        }
        tensors.put("dst", primitive.dst());
        return Made.of(
                primitive,
                Map.copyOf(tensors),
                RESULTS,
                (found, named) ->
                        primitive.execute(
                                sources.stream().map(found).toList(), found.apply("dst")));
    }

    /// A reorder has one implementation and no builder.
    private Made reorder() {
        Reorder primitive = Reorder.of(maker.engine(), maker.tensor("src"), maker.tensor("dst"));
        if (!maker.accepted().test(primitive.implementation())) {
            primitive.close();
            throw new NoFurtherImplementation();
        }
        return Made.of(
                primitive,
                Map.of("src", primitive.src(), "dst", primitive.dst()),
                RESULTS,
                (found, named) -> primitive.execute(found.apply("src"), found.apply("dst")));
    }
}
