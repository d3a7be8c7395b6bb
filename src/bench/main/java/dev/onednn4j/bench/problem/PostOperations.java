package dev.onednn4j.bench.problem;

import dev.onednn4j.BinaryAlgorithm;
import dev.onednn4j.DataType;
import dev.onednn4j.EltwiseAlgorithm;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Post-operations in their order, as `--attr-post-ops` gives them: `sum:0.5+relu+add:f32:per_oc`.
public record PostOperations(List<PostOpLink> links) {
    public static final PostOperations NONE = new PostOperations(List.of());

    private static final int MOST_LINKS = 32;
    private static final Pattern DEPTHWISE =
            Pattern.compile("k([0-9]{1,9})s([0-9]{1,9})p([0-9]{1,9})");
    private static final String SELECT = "select";

    public PostOperations {
        links = List.copyOf(links);
    }

    public static PostOperations of(String text) {
        if (text.isEmpty()) {
            return NONE;
        }
        List<PostOpLink> links =
                KnobValue.split(text.replace("e+", "e"), '+').stream()
                        .map(PostOperations::link)
                        .toList();
        if (links.size() > MOST_LINKS) {
            throw new BadInput(
                    "a chain has %d operations; oneDNN allows %d"
                            .formatted(links.size(), MOST_LINKS));
        }
        return new PostOperations(links);
    }

    boolean isEmpty() {
        return links.isEmpty();
    }

    public boolean hasSum() {
        return links.stream().anyMatch(PostOpLink.SumLink.class::isInstance);
    }

    /// Whether what is negative becomes 0 somewhere.
    public boolean dropsNegatives() {
        return links.stream()
                .anyMatch(
                        link ->
                                link instanceof PostOpLink.FunctionLink function
                                        && function.dropsNegatives());
    }

    public Optional<PostOpLink.DepthwiseLink> depthwise() {
        return links.stream()
                .filter(PostOpLink.DepthwiseLink.class::isInstance)
                .map(PostOpLink.DepthwiseLink.class::cast)
                .findFirst();
    }

    /// Where the depthwise convolution is; the number of links where there is none.
    public int depthwiseIndex() {
        for (int i = 0; i < links.size(); i++) {
            if (links.get(i) instanceof PostOpLink.DepthwiseLink) {
                return i;
            }
        }
        return links.size();
    }

    private static PostOpLink link(String text) {
        int colon = text.indexOf(':');
        String name = (colon < 0 ? text : text.substring(0, colon)).toLowerCase(Locale.ROOT);
        String rest = colon < 0 ? "" : text.substring(colon + 1);
        try {
            return link(name, rest);
        } catch (BadInput wrong) {
            throw wrong.within(text);
        }
    }

    private static PostOpLink link(String name, String rest) {
        return switch (name) {
            case "sum" -> sum(fields(rest, ':', 3));
            case "prelu" -> {
                List<String> fields = fields(rest, ':', 1);
                yield new PostOpLink.PreluLink(
                        fields.isEmpty() ? Mask.COMMON : Mask.of(fields.get(0)));
            }
            case "dw" -> depthwise(fields(rest, ':', 2));
            case SELECT, "binary_" + SELECT -> select(rest);
            default ->
                    eltwise(name)
                            .<PostOpLink>map(algorithm -> function(algorithm, rest))
                            .or(() -> binary(name).map(algorithm -> binary(algorithm, rest)))
                            .orElseThrow(
                                    () -> new BadInput(BadInput.quote(name) + " is no post-op"));
        };
    }

    private static List<String> fields(String text, char delimiter, int most) {
        List<String> fields = text.isEmpty() ? List.of() : KnobValue.split(text, delimiter);
        if (fields.size() > most) {
            throw new BadInput(BadInput.quote(fields.get(most)) + " is one field too many");
        }
        return fields;
    }

    private static PostOpLink sum(List<String> fields) {
        double zeroPoint = fields.size() > 1 ? KnobValue.decimal(fields.get(1)) : 0;
        if (zeroPoint != (int) zeroPoint) {
            throw new BadInput(BadInput.quote(fields.get(1)) + " is no zero point");
        }
        return new PostOpLink.SumLink(
                fields.isEmpty() ? 1 : KnobValue.decimal(fields.get(0)),
                (long) zeroPoint,
                fields.size() > 2 ? DataTypes.typeNamed(fields.get(2)) : null);
    }

    private static PostOpLink depthwise(List<String> fields) {
        Matcher sizes = DEPTHWISE.matcher(fields.isEmpty() ? "" : fields.get(0));
        if (!sizes.matches()) {
            throw new BadInput("a dw post-op needs its sizes: dw:k3s1p1");
        }
        long kernel = Long.parseLong(sizes.group(1));
        long stride = Long.parseLong(sizes.group(2));
        if (kernel == 0 || stride == 0) {
            throw new BadInput("kernel and stride of a dw post-op are 1 or more");
        }
        return new PostOpLink.DepthwiseLink(
                kernel,
                stride,
                Long.parseLong(sizes.group(3)),
                fields.size() > 1 ? DataTypes.typeNamed(fields.get(1)) : DataType.F32);
    }

    /// A third number, once a scale, has no meaning any more; benchdnn still reads over it.
    private static PostOpLink function(EltwiseAlgorithm algorithm, String rest) {
        List<String> fields = fields(rest, ':', 3);
        List<Double> numbers = fields.stream().map(KnobValue::decimal).toList();
        return new PostOpLink.FunctionLink(
                algorithm,
                numbers.isEmpty() ? 0 : numbers.get(0),
                numbers.size() > 1 ? numbers.get(1) : 0);
    }

    private static PostOpLink binary(BinaryAlgorithm algorithm, String rest) {
        return new PostOpLink.BinaryLink(algorithm, operand(fields(rest, ':', 4), Mask.COMMON));
    }

    private static PostOpLink select(String rest) {
        List<String> specifications = fields(rest, ':', 2);
        if (specifications.isEmpty()) {
            throw new BadInput("select needs the type of its operand: select:f32");
        }
        List<String> operand = fields(specifications.get(0), '.', 3);
        Stream<String> condition = Stream.of(DataType.S8.toString());
        if (specifications.size() > 1) {
            condition = Stream.concat(condition, fields(specifications.get(1), '.', 2).stream());
        }
        return new PostOpLink.SelectLink(
                operand(operand, Mask.COMMON), operand(condition.toList(), null));
    }

    private static PostOpLink.LinkOperand operand(List<String> fields, @Nullable Mask usual) {
        if (fields.isEmpty()) {
            throw new BadInput("a binary post-op needs the type of its operand: add:f32");
        }
        return new PostOpLink.LinkOperand(
                DataTypes.typeNamed(fields.get(0)),
                fields.size() > 1 ? Mask.of(fields.get(1)) : usual,
                fields.size() > 2 ? TagPattern.of(fields.get(2)) : TagPattern.ANY,
                fields.size() > 3 ? fields.get(3) : "");
    }

    private static Optional<EltwiseAlgorithm> eltwise(String name) {
        String bare = name.startsWith("eltwise_") ? name.substring("eltwise_".length()) : name;
        String known = bare.equals("srelu") ? "soft_relu" : bare;
        return Arrays.stream(EltwiseAlgorithm.values())
                .filter(
                        each ->
                                name(each).equals(known)
                                        || each.name().toLowerCase(Locale.ROOT).equals(known))
                .findFirst();
    }

    private static Optional<BinaryAlgorithm> binary(String name) {
        String bare = name.startsWith("binary_") ? name.substring("binary_".length()) : name;
        return Arrays.stream(BinaryAlgorithm.values())
                .filter(each -> name(each).equals(bare))
                .findFirst();
    }

    /// benchdnn's name.
    static String name(EltwiseAlgorithm algorithm) {
        return algorithm.name().toLowerCase(Locale.ROOT).replace("_use_dst_for_bwd", "_dst");
    }

    /// benchdnn's name.
    static String name(BinaryAlgorithm algorithm) {
        return algorithm.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return String.join("+", links.stream().map(PostOpLink::toString).toList());
    }
}
