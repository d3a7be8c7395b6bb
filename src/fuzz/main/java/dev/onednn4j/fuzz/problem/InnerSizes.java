package dev.onednn4j.fuzz.problem;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The sizes of an inner product.
///
/// @param src {N, C, [D,] [H,] [W]}
public record InnerSizes(List<Long> src, long outputs) implements Sizes {
    private static final String NAMES = "dhw";
    private static final Pattern TEXT =
            Pattern.compile("mb(\\d+)ic(\\d+)(?:id(\\d+))?(?:ih(\\d+))?(?:iw(\\d+))?oc(\\d+)");

    /// Reads benchdnn's descriptor: `mb2ic3ih4iw5oc6`.
    static InnerSizes parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no inner product: expected such as mb2ic3ih4iw5oc6");
        }
        List<Long> src = new ArrayList<>();
        for (int i = 1; i <= 5; i++) {
            if (matcher.group(i) != null) {
                src.add(Long.valueOf(matcher.group(i)));
            }
        }
        return new InnerSizes(List.copyOf(src), Long.parseLong(matcher.group(6)));
    }

    @Override
    public long[] dims(String operand) {
        long[] dims = Numbers.array(src);
        return switch (operand) {
            case "src" -> dims;
            case "weights" -> {
                dims[0] = outputs;
                yield dims;
            }
            case "bias" -> new long[] {outputs};
            case "dst" -> new long[] {src.getFirst(), outputs};
            default -> throw new IllegalArgumentException("no tensor " + operand);
        };
    }

    @Override
    public long cost() {
        return Numbers.product(Numbers.array(src)) * outputs;
    }

    @Override
    public List<Sizes> smaller() {
        List<Sizes> smaller = new ArrayList<>();
        if (src.size() > 2) {
            smaller.add(new InnerSizes(src.subList(0, src.size() - 1), outputs));
        }
        for (int d = 0; d < src.size(); d++) {
            for (long n : Sizes.below(src.get(d), 1)) {
                Long[] changed = src.toArray(new Long[0]);
                changed[d] = n;
                smaller.add(new InnerSizes(Arrays.asList(changed), outputs));
            }
        }
        Sizes.below(outputs, 1).forEach(n -> smaller.add(new InnerSizes(src, n)));
        return smaller;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("mb").append(src.get(0)).append("ic");
        text.append(src.get(1));
        for (int d = 2; d < src.size(); d++) {
            text.append('i').append(NAMES.charAt(NAMES.length() - src.size() + d));
            text.append(src.get(d));
        }
        return text.append("oc").append(outputs).toString();
    }
}
