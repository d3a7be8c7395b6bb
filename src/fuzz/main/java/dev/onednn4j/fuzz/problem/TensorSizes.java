package dev.onednn4j.fuzz.problem;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// The sizes of a problem that has its tensors' dimensions alone.
///
/// @param axis the dimension in which sources lie one behind the other; negative where they do not
/// @param sources the dimensions of each source
public record TensorSizes(int axis, List<List<Long>> sources) implements Sizes {

    /// Of one source.
    public static TensorSizes of(long... dims) {
        return new TensorSizes(-1, List.of(Numbers.list(dims)));
    }

    /// Reads `2x3x4`, or several, apart by colons.
    static TensorSizes parse(String text, int axis) {
        return new TensorSizes(
                axis, Arrays.stream(text.split(":", -1)).map(Numbers::parse).toList());
    }

    @Override
    public long[] dims(String operand) {
        if (operand.matches("src\\d+")) {
            return Numbers.array(sources.get(Integer.parseInt(operand.substring(3))));
        }
        long[] dims = Numbers.array(sources.getFirst());
        for (List<Long> other : sources.subList(1, sources.size())) {
            for (int d = 0; d < dims.length; d++) {
                dims[d] = d == axis ? dims[d] + other.get(d) : Math.max(dims[d], other.get(d));
            }
        }
        return dims;
    }

    @Override
    public long cost() {
        return Numbers.product(dims("dst")) * sources.size();
    }

    @Override
    public List<Sizes> smaller() {
        List<Sizes> smaller = new ArrayList<>();
        int ndims = sources.getFirst().size();
        for (int d = 0; d < ndims; d++) {
            if (d == axis) {
                addParts(smaller, d);
            } else {
                for (long n : Sizes.below(dims("dst")[d], 1)) {
                    smaller.add(with(d, n));
                }
            }
            if (ndims > 1 && d != axis) {
                smaller.add(without(d));
            }
        }
        return smaller;
    }

    /// The same with one source less.
    public TensorSizes withoutSource(int index) {
        List<List<Long>> fewer = new ArrayList<>(sources);
        fewer.remove(index);
        return new TensorSizes(axis, List.copyOf(fewer));
    }

    private void addParts(List<Sizes> smaller, int d) {
        for (int i = 0; i < sources.size(); i++) {
            for (long n : Sizes.below(sources.get(i).get(d), 1)) {
                List<List<Long>> changed = new ArrayList<>(sources);
                List<Long> part = new ArrayList<>(sources.get(i));
                part.set(d, n);
                changed.set(i, List.copyOf(part));
                smaller.add(new TensorSizes(axis, List.copyOf(changed)));
            }
        }
    }

    private TensorSizes with(int d, long size) {
        return new TensorSizes(
                axis,
                sources.stream()
                        .map(
                                dims -> {
                                    List<Long> changed = new ArrayList<>(dims);
                                    changed.set(d, Math.min(size, dims.get(d)));
                                    return List.copyOf(changed);
                                })
                        .toList());
    }

    private TensorSizes without(int d) {
        return new TensorSizes(
                d < axis ? axis - 1 : axis,
                sources.stream()
                        .map(
                                dims -> {
                                    List<Long> fewer = new ArrayList<>(dims);
                                    fewer.remove(d);
                                    return List.copyOf(fewer);
                                })
                        .toList());
    }

    @Override
    public String toString() {
        return sources.stream().map(Numbers::text).collect(Collectors.joining(":"));
    }
}
