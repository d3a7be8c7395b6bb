package dev.onednn4j.fuzz.problem;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The sizes of a convolution, a deconvolution or a pooling.
///
/// @param transposed whether it is a deconvolution
/// @param pooled whether it is a pooling: channels are kept apart and there are no weights
/// @param groups 0 where the weights have no dimension for them
/// @param inputs the channels of src
/// @param outputs the channels of dst
/// @param axes outermost first
public record SlidingSizes(
        boolean transposed,
        boolean pooled,
        long batch,
        long groups,
        long inputs,
        long outputs,
        List<WindowAxis> axes)
        implements Sizes {
    private static final Pattern FIELD = Pattern.compile("([a-z]+)(-?\\d+)");
    private static final String NAMES = "dhw";

    /// Reads benchdnn's descriptor with all fields spelled out: `g2mb1ic4iw5oc6ow3kw3sw1dw0pw0`. It
    /// has one field more, `rw`, the padding behind where that is not the least one.
    static SlidingSizes parse(Kind kind, String text) {
        java.util.Map<String, Long> fields = new java.util.HashMap<>();
        Matcher matcher = FIELD.matcher(text);
        int end = 0;
        while (matcher.find() && matcher.start() == end) {
            fields.put(matcher.group(1), Long.valueOf(matcher.group(2)));
            end = matcher.end();
        }
        if (end != text.length()) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no descriptor: it makes no sense from " + end);
        }
        boolean transposed = kind == Kind.DECONVOLUTION;
        List<WindowAxis> axes = new ArrayList<>();
        for (int i = 0; i < NAMES.length(); i++) {
            char name = NAMES.charAt(i);
            if (fields.containsKey("i" + name)) {
                WindowAxis axis =
                        WindowAxis.of(
                                transposed,
                                field(fields, "i" + name),
                                field(fields, "o" + name),
                                field(fields, "k" + name),
                                field(fields, "s" + name),
                                field(fields, "d" + name) + 1,
                                field(fields, "p" + name));
                Long right = fields.get("r" + name);
                axes.add(right == null ? axis : padded(axis, axis.left(), right));
            }
        }
        if (axes.isEmpty()) {
            throw new IllegalArgumentException("a descriptor lacks iw: '" + text + "'");
        }
        long inputs = field(fields, "ic");
        return new SlidingSizes(
                transposed,
                kind == Kind.POOLING,
                field(fields, "mb"),
                fields.getOrDefault("g", 0L),
                inputs,
                fields.getOrDefault("oc", inputs),
                List.copyOf(axes));
    }

    private static long field(java.util.Map<String, Long> fields, String name) {
        Long value = fields.get(name);
        if (value == null) {
            throw new IllegalArgumentException("a descriptor lacks " + name);
        }
        return value;
    }

    /// The groups, 1 where the weights have no dimension for them.
    public long groupCount() {
        return Math.max(1, groups);
    }

    /// Whether a kernel may meet what lies beside its input.
    public boolean isPadded() {
        return axes.stream().anyMatch(axis -> axis.left() > 0 || axis.leastRight(transposed) > 0);
    }

    /// The output of each axis.
    public long[] output() {
        return axes.stream().mapToLong(axis -> axis.output(transposed)).toArray();
    }

    @Override
    public long[] dims(String operand) {
        return switch (operand) {
            case "src", "diff_src" ->
                    dims(axes.stream().mapToLong(WindowAxis::input).toArray(), batch, inputs);
            case "dst", "diff_dst" -> dims(output(), batch, outputs);
            case "bias" -> new long[] {outputs};
            case "weights" -> {
                long[] kernel = axes.stream().mapToLong(WindowAxis::kernel).toArray();
                yield groups == 0
                        ? dims(kernel, outputs, inputs)
                        : dims(kernel, groups, outputs / groups, inputs / groups);
            }
            default -> throw new IllegalArgumentException("no tensor " + operand);
        };
    }

    private static long[] dims(long[] last, long... first) {
        long[] dims = java.util.Arrays.copyOf(first, first.length + last.length);
        System.arraycopy(last, 0, dims, first.length, last.length);
        return dims;
    }

    @Override
    public long cost() {
        long places = 1;
        for (WindowAxis axis : axes) {
            long gathering = transposed ? axis.input() : axis.output(false);
            places *= Math.max(1, gathering) * axis.kernel();
        }
        long channels = pooled ? inputs : inputs / groupCount() * outputs;
        return batch * channels * places;
    }

    @Override
    public List<Sizes> smaller() {
        List<Sizes> smaller = new ArrayList<>();
        if (axes.size() > 1) {
            for (int d = 0; d < axes.size(); d++) {
                List<WindowAxis> fewer = new ArrayList<>(axes);
                fewer.remove(d);
                smaller.add(withAxes(fewer));
            }
        }
        Sizes.below(batch, 1).forEach(n -> smaller.add(with(n, groups, inputs, outputs)));
        addChannels(smaller);
        for (int d = 0; d < axes.size(); d++) {
            WindowAxis axis = axes.get(d);
            int at = d;
            add(smaller, at, axis.input(), 1, n -> resized(axis, n, axis.kernel()));
            add(smaller, at, axis.kernel(), 1, n -> resized(axis, axis.input(), n));
            add(smaller, at, axis.stride(), 1, n -> restrided(axis, n));
            add(smaller, at, axis.dilation(), 1, n -> redilated(axis, n));
            add(smaller, at, axis.left(), 0, n -> padded(axis, n, axis.right()));
            add(smaller, at, axis.right(), 0, n -> padded(axis, axis.left(), n));
            if (axis.right() != axis.leastRight(transposed)) {
                smaller.add(withAxis(at, padded(axis, axis.left(), axis.leastRight(transposed))));
            }
            if (axis.right() < 0) {
                smaller.add(withAxis(at, padded(axis, axis.left(), 0)));
            }
        }
        return smaller;
    }

    private void addChannels(List<Sizes> smaller) {
        if (pooled) {
            Sizes.below(inputs, 1).forEach(n -> smaller.add(with(batch, groups, n, n)));
            return;
        }
        long in = inputs / groupCount();
        long out = outputs / groupCount();
        if (groups == 1) {
            smaller.add(with(batch, 0, inputs, outputs));
        }
        if (groups > 1) {
            smaller.add(with(batch, 0, in, out));
            Sizes.below(groups, 1).forEach(g -> smaller.add(with(batch, g, g * in, g * out)));
        }
        Sizes.below(in, 1)
                .forEach(n -> smaller.add(with(batch, groups, n * groupCount(), outputs)));
        Sizes.below(out, 1)
                .forEach(n -> smaller.add(with(batch, groups, inputs, n * groupCount())));
    }

    private void add(
            List<Sizes> smaller, int at, long value, long least, LongFunction<WindowAxis> change) {
        for (long n : Sizes.below(value, least)) {
            WindowAxis changed = change.apply(n);
            if (changed.output(transposed) > 0) {
                smaller.add(withAxis(at, changed));
            }
        }
    }

    private static WindowAxis resized(WindowAxis axis, long input, long kernel) {
        return new WindowAxis(
                input, kernel, axis.stride(), axis.dilation(), axis.left(), axis.right());
    }

    private static WindowAxis restrided(WindowAxis axis, long stride) {
        return new WindowAxis(
                axis.input(), axis.kernel(), stride, axis.dilation(), axis.left(), axis.right());
    }

    private static WindowAxis redilated(WindowAxis axis, long dilation) {
        return new WindowAxis(
                axis.input(), axis.kernel(), axis.stride(), dilation, axis.left(), axis.right());
    }

    private static WindowAxis padded(WindowAxis axis, long left, long right) {
        return new WindowAxis(
                axis.input(), axis.kernel(), axis.stride(), axis.dilation(), left, right);
    }

    private SlidingSizes with(long n, long g, long i, long o) {
        return new SlidingSizes(transposed, pooled, n, g, i, o, axes);
    }

    private SlidingSizes withAxes(List<WindowAxis> others) {
        return new SlidingSizes(
                transposed, pooled, batch, groups, inputs, outputs, List.copyOf(others));
    }

    private SlidingSizes withAxis(int at, WindowAxis axis) {
        List<WindowAxis> changed = new ArrayList<>(axes);
        changed.set(at, axis);
        return withAxes(changed);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(groups == 0 ? "" : "g" + groups);
        text.append("mb").append(batch).append("ic").append(inputs);
        append(text, "i", axes.stream().mapToLong(WindowAxis::input).toArray());
        if (!pooled) {
            text.append("oc").append(outputs);
        }
        append(text, "o", output());
        append(text, "k", axes.stream().mapToLong(WindowAxis::kernel).toArray());
        append(text, "s", axes.stream().mapToLong(WindowAxis::stride).toArray());
        append(text, "d", axes.stream().mapToLong(axis -> axis.dilation() - 1).toArray());
        append(text, "p", axes.stream().mapToLong(WindowAxis::left).toArray());
        for (int d = 0; d < axes.size(); d++) {
            WindowAxis axis = axes.get(d);
            if (axis.right() != axis.leastRight(transposed)) {
                text.append('r').append(letter(d)).append(axis.right());
            }
        }
        return text.toString();
    }

    private char letter(int d) {
        return NAMES.charAt(NAMES.length() - axes.size() + d);
    }

    private void append(StringBuilder text, String prefix, long[] values) {
        for (int d = 0; d < values.length; d++) {
            text.append(prefix).append(letter(d)).append(values[d]);
        }
    }
}
