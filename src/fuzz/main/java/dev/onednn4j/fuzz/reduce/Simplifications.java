package dev.onednn4j.fuzz.reduce;

import dev.onednn4j.DataType;
import dev.onednn4j.FormatTag;
import dev.onednn4j.fuzz.problem.AttributeSpec;
import dev.onednn4j.fuzz.problem.DataSpec;
import dev.onednn4j.fuzz.problem.FuzzProblem;
import dev.onednn4j.fuzz.problem.Kind;
import dev.onednn4j.fuzz.problem.LayoutSpec;
import dev.onednn4j.fuzz.problem.Numbers;
import dev.onednn4j.fuzz.problem.Pass;
import dev.onednn4j.fuzz.problem.Sizes;
import dev.onednn4j.fuzz.problem.TensorSizes;
import dev.onednn4j.fuzz.problem.TensorSpec;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The problems that are a little simpler than another. Some may make no sense: the library refuses
/// those.
final class Simplifications {
    private Simplifications() {}

    /// All of them, those first that leave out most.
    static List<FuzzProblem> of(FuzzProblem problem) {
        List<FuzzProblem> simpler = new ArrayList<>();
        for (AttributeSpec attributes : problem.attributes().simpler()) {
            simpler.add(problem.with(attributes));
        }
        for (DataSpec data : problem.data().simpler()) {
            simpler.add(problem.with(data));
        }
        addOperands(problem, simpler);
        addSources(problem, simpler);
        for (Sizes sizes : problem.sizes().smaller()) {
            simpler.add(resized(problem, sizes));
        }
        addOptions(problem, simpler);
        return simpler;
    }

    private static void addOperands(FuzzProblem problem, List<FuzzProblem> simpler) {
        if (problem.has("bias")) {
            simpler.add(problem.with("bias", null));
        }
        if (problem.operands().values().stream()
                .anyMatch(operand -> operand.type() != DataType.F32)) {
            Map<String, TensorSpec> single = new LinkedHashMap<>();
            problem.operands()
                    .forEach((name, operand) -> single.put(name, operand.with(DataType.F32)));
            simpler.add(problem.withOperands(single));
        }
        problem.operands()
                .forEach(
                        (name, operand) -> {
                            long[] dims = problem.sizes().dims(name);
                            for (LayoutSpec layout : simpler(operand.layout(), dims)) {
                                simpler.add(problem.with(name, operand.with(layout)));
                            }
                            if (operand.type() != DataType.F32) {
                                simpler.add(problem.with(name, operand.with(DataType.F32)));
                            }
                        });
    }

    private static List<LayoutSpec> simpler(LayoutSpec layout, long[] dims) {
        String plain = LayoutSpec.plain(dims.length);
        LayoutSpec array = new LayoutSpec.Tagged(plain);
        return switch (layout) {
            case LayoutSpec.Tagged tagged when tagged.tag().equals(plain) ->
                    List.of(LayoutSpec.any());
            case LayoutSpec.Tagged tagged when tagged.isAny() -> List.of();
            case LayoutSpec.Tagged _ -> List.of(LayoutSpec.any(), array);
            case LayoutSpec.Strided strided -> {
                List<LayoutSpec> all = new ArrayList<>(List.of(LayoutSpec.any(), array));
                LayoutSpec dense = dense(order(strided.strides()), dims);
                if (!dense.equals(layout)) {
                    all.add(dense);
                }
                yield all;
            }
            case LayoutSpec.Box box -> {
                List<LayoutSpec> all = new ArrayList<>(List.of(LayoutSpec.any(), array));
                all.add(dense(box.order(), dims));
                all.add(new LayoutSpec.Strided(Numbers.list(box.strides())));
                for (int d = 0; d < dims.length; d++) {
                    if (box.whole().get(d) > dims[d]) {
                        List<Long> whole = new ArrayList<>(box.whole());
                        List<Long> offsets = new ArrayList<>(box.offsets());
                        whole.set(d, dims[d]);
                        offsets.set(d, 0L);
                        all.add(
                                new LayoutSpec.Box(
                                        box.order(), List.copyOf(whole), List.copyOf(offsets)));
                    }
                }
                yield all;
            }
        };
    }

    private static LayoutSpec dense(String order, long[] dims) {
        return FormatTag.names().contains(order)
                ? new LayoutSpec.Tagged(order)
                : new LayoutSpec.Strided(
                        Numbers.list(LayoutSpec.strides(order, Numbers.list(dims))));
    }

    /// The dimensions from the one with the largest stride to the one with the smallest.
    private static String order(List<Long> strides) {
        List<Integer> dimensions = new ArrayList<>();
        for (int d = 0; d < strides.size(); d++) {
            dimensions.add(d);
        }
        dimensions.sort((a, b) -> Long.compare(strides.get(b), strides.get(a)));
        StringBuilder order = new StringBuilder();
        dimensions.forEach(d -> order.append((char) ('a' + d)));
        return order.toString();
    }

    private static void addSources(FuzzProblem problem, List<FuzzProblem> simpler) {
        List<String> sources = problem.sources();
        boolean many = problem.kind() == Kind.SUM || problem.kind() == Kind.CONCAT;
        if (!many || sources.size() < 2) {
            return;
        }
        TensorSizes sizes = (TensorSizes) problem.sizes();
        for (int i = 0; i < sources.size(); i++) {
            Map<String, TensorSpec> fewer = new LinkedHashMap<>();
            int next = 0;
            for (int j = 0; j < sources.size(); j++) {
                if (j != i) {
                    fewer.put("src" + next++, problem.operand("src" + j));
                }
            }
            fewer.put("dst", problem.operand("dst"));
            FuzzProblem without = problem.withOperands(fewer).with(sizes.withoutSource(i));
            if (problem.kind() == Kind.SUM) {
                List<String> scales = new ArrayList<>(List.of(problem.option("scales").split(":")));
                scales.remove(i);
                without = without.withOption("scales", String.join(":", scales));
            }
            simpler.add(without);
        }
    }

    /// With other sizes, and with layouts that still fit them.
    private static FuzzProblem resized(FuzzProblem problem, Sizes sizes) {
        Map<String, TensorSpec> operands = new LinkedHashMap<>();
        problem.operands()
                .forEach(
                        (name, operand) ->
                                operands.put(
                                        name,
                                        operand.with(
                                                fitted(
                                                        operand.layout(),
                                                        problem.sizes().dims(name),
                                                        sizes.dims(name)))));
        return problem.with(sizes).withOperands(operands);
    }

    private static LayoutSpec fitted(LayoutSpec layout, long[] before, long[] dims) {
        if (layout.isAny() || java.util.Arrays.equals(before, dims)) {
            return layout;
        }
        boolean sameRank = before.length == dims.length;
        return switch (layout) {
            case LayoutSpec.Tagged tagged -> sameRank ? tagged : lowered(tagged.tag(), dims);
            case LayoutSpec.Strided strided -> {
                if (!sameRank) {
                    yield new LayoutSpec.Tagged(LayoutSpec.plain(dims.length));
                }
                yield restrided(strided, before, dims);
            }
            case LayoutSpec.Box box -> {
                if (!sameRank) {
                    yield new LayoutSpec.Tagged(LayoutSpec.plain(dims.length));
                }
                List<Long> whole = new ArrayList<>();
                for (int d = 0; d < dims.length; d++) {
                    whole.add(dims[d] + box.whole().get(d) - before[d]);
                }
                yield new LayoutSpec.Box(box.order(), List.copyOf(whole), box.offsets());
            }
        };
    }

    /// Keeps the gaps behind each dimension.
    private static LayoutSpec restrided(LayoutSpec.Strided strided, long[] before, long[] dims) {
        String order = order(strided.strides());
        long[] strides = new long[dims.length];
        long own = 1;
        long others = 1;
        for (int i = order.length() - 1; i >= 0; i--) {
            int d = order.charAt(i) - 'a';
            long stride = strided.strides().get(d);
            long ratio = Math.max(1, stride / Math.max(1, others));
            boolean dense = stride == others;
            strides[d] = dense ? own : Math.max(own * ratio, own + stride - others);
            own = strides[d] * Math.max(1, dims[d]);
            others = Math.max(others, stride * before[d]);
        }
        return new LayoutSpec.Strided(Numbers.list(strides));
    }

    /// The layout of the same kind with fewer dimensions.
    private static LayoutSpec lowered(String tag, long[] dims) {
        String plain = LayoutSpec.plain(dims.length);
        String last = dims.length < 3 ? plain : "a" + plain.substring(2) + "b";
        if (tag.matches("a[c-f]+b")) {
            return new LayoutSpec.Tagged(last);
        }
        if (tag.matches("aB[c-f]*\\d+b") && dims.length > 1) {
            return new LayoutSpec.Tagged(
                    "aB" + plain.substring(2) + tag.replaceAll("[a-zA-Z]+(?=\\d)", ""));
        }
        return new LayoutSpec.Tagged(plain);
    }

    private static void addOptions(FuzzProblem problem, List<FuzzProblem> simpler) {
        if (problem.pass() == Pass.TRAINING) {
            simpler.add(
                    new FuzzProblem(
                            problem.kind(),
                            Pass.INFERENCE,
                            problem.sizes(),
                            problem.operands(),
                            problem.options(),
                            problem.attributes(),
                            problem.data()));
        }
        switch (problem.kind()) {
            case ELTWISE -> {
                if (!problem.option("alg").equals("relu")) {
                    simpler.add(problem.withOption("alg", "relu"));
                }
            }
            case BINARY -> {
                if (!problem.option("alg").equals("add")) {
                    simpler.add(problem.withOption("alg", "add"));
                }
            }
            case SUM -> {
                String ones = problem.option("scales").replaceAll("[^:]+", "1.0");
                if (!problem.option("scales").equals(ones)) {
                    simpler.add(problem.withOption("scales", ones));
                }
            }
            case SOFTMAX -> {
                int axis = (int) problem.number("axis");
                if (axis > 0) {
                    simpler.add(problem.withOption("axis", String.valueOf(axis - 1)));
                    for (Sizes sizes : problem.sizes().smaller()) {
                        simpler.add(
                                resized(problem, sizes)
                                        .withOption("axis", String.valueOf(axis - 1)));
                    }
                }
            }
            case BATCH_NORMALIZATION -> {
                String flags = problem.option("flags");
                for (char flag : flags.equals("none") ? new char[0] : flags.toCharArray()) {
                    String fewer = flags.replace(String.valueOf(flag), "");
                    simpler.add(problem.withOption("flags", fewer.isEmpty() ? "none" : fewer));
                }
            }
            default -> {}
        }
    }
}
