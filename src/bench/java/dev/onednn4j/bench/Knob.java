package dev.onednn4j.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;

/// The knobs that change [Settings]. An empty value goes back to the default.
enum Knob {
    DIR(
            "DIR,...",
            "What to compute: FWD_B (default, with bias), FWD_D, FWD_I; backward BWD_D (by data),"
                    + " BWD_W (by weights), BWD_WB (by weights and bias)."),
    DT("DT,...", "Data types: one for all tensors, or src:weights:dst. Default f32."),
    BIA_DT(
            "DT,...",
            "Data type of the bias, undef (default) for none. FWD_B always adds one, in f32."),
    STAG(
            "TAG,...",
            "Layout of the source: any (default: oneDNN chooses), a tag such as nhwc or aBcd16b, or"
                    + " one for any rank: abx, axb, xba, aBx16b."),
    WTAG("TAG,...", "Layout of the weights."),
    DTAG("TAG,...", "Layout of the destination."),
    ALG("ALG,...", "DIRECT (default), WINO or AUTO."),
    MB("N,...", "Overrides the minibatch of the descriptors; 0 (default) keeps it."),
    MATCH("REGEX", "Runs only problems in whose line (knobs and descriptor) this is found."),
    MODE("MODE", "P (default): performance. C: correctness, against a reference in Java."),
    MAX_MS_PER_PRB(
            "MS",
            "Times each problem until its runs add up to this, at least 5 runs. Default 3000, from"
                    + " 10 to 60000."),
    FIX_TIMES_PER_PRB("N", "Times exactly N runs instead."),
    PERF_TEMPLATE(
            "TEMPLATE",
            "What a line of the report holds: def, csv, or text with fields such as"
                    + " %%name%%,%%-time%%,%%0Gflops%%."),
    VERBOSE("N", "From 1 on, names each problem before it runs. Short: -vN.");

    private final String valueLabel;
    private final String description;

    Knob(String valueLabel, String description) {
        this.valueLabel = valueLabel;
        this.description = description;
    }

    /// The knob of an option `--name`.
    static Optional<Knob> named(String option) {
        return Arrays.stream(values()).filter(knob -> knob.option().equals(option)).findFirst();
    }

    /// The options that a mistyped one may have meant: the closest that are close enough.
    static List<String> similarTo(String option) {
        Map<Integer, List<String>> byDistance =
                Arrays.stream(values())
                        .map(Knob::option)
                        .collect(
                                Collectors.groupingBy(
                                        candidate -> distance(option, candidate),
                                        TreeMap::new,
                                        Collectors.toList()));
        int tolerance = (option.length() + 1) / 3;
        return byDistance.entrySet().stream()
                .filter(entry -> entry.getKey() <= tolerance)
                .findFirst()
                .map(Map.Entry::getValue)
                .orElse(List.of());
    }

    /// `--name`
    String option() {
        return "--" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// What stands for the value in help texts.
    String valueLabel() {
        return valueLabel;
    }

    String description() {
        return description;
    }

    /// Changes the settings.
    ///
    /// @throws BadInput naming the option, when the value makes no sense
    void apply(Settings settings, String value) {
        try {
            change(settings, value);
        } catch (BadInput wrong) {
            throw new BadInput(option() + ": " + wrong.getMessage());
        }
    }

    private void change(Settings settings, String value) {
        Settings usual = new Settings();
        switch (this) {
            case DIR ->
                    settings.directions = KnobValue.list(value, usual.directions, Direction::of);
            case DT -> settings.types = KnobValue.list(value, usual.types, DataTypes::of);
            case BIA_DT ->
                    settings.biasTypes =
                            KnobValue.list(value, usual.biasTypes, DataTypes::optional);
            case STAG -> settings.srcTags = KnobValue.list(value, usual.srcTags, TagPattern::of);
            case WTAG ->
                    settings.weightsTags = KnobValue.list(value, usual.weightsTags, TagPattern::of);
            case DTAG -> settings.dstTags = KnobValue.list(value, usual.dstTags, TagPattern::of);
            case ALG ->
                    settings.algorithms =
                            KnobValue.list(
                                    value, usual.algorithms, ConvolutionCase::algorithmNamed);
            case MB ->
                    settings.minibatches =
                            KnobValue.list(value, usual.minibatches, KnobValue::wholeNumber);
            case MATCH -> settings.match = value.isEmpty() ? null : pattern(value);
            case MODE -> settings.mode = value.isEmpty() ? usual.mode : Mode.of(value);
            case MAX_MS_PER_PRB ->
                    settings.limit =
                            settings.limit.withMilliseconds(
                                    value.isEmpty()
                                            ? TimeLimit.DEFAULT_MILLISECONDS
                                            : KnobValue.decimal(value));
            case FIX_TIMES_PER_PRB ->
                    settings.limit =
                            settings.limit.withRuns(
                                    value.isEmpty() ? 0 : KnobValue.wholeNumber(value));
            case PERF_TEMPLATE -> {
                settings.template = PerformanceTemplate.of(value);
                settings.templateChosen = true;
            }
            case VERBOSE -> settings.verbose = !value.isEmpty() && KnobValue.wholeNumber(value) > 0;
        }
    }

    private static Pattern pattern(String regex) {
        try {
            return Pattern.compile(regex);
        } catch (PatternSyntaxException wrong) {
            throw new BadInput(
                    BadInput.quote(regex) + " is no regular expression: " + wrong.getDescription());
        }
    }

    /// Levenshtein's distance.
    private static int distance(String from, String to) {
        int[] row = new int[to.length() + 1];
        Arrays.setAll(row, i -> i);
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[to.length()];
    }
}
