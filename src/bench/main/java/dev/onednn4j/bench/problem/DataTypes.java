package dev.onednn4j.bench.problem;

import dev.onednn4j.DataType;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The data types of source, weights and destination.
public record DataTypes(DataType src, DataType weights, DataType dst) {
    public static final DataTypes F32 = new DataTypes(DataType.F32, DataType.F32, DataType.F32);
    private static final String UNDEFINED = "undef";
    private static final Pattern CONFIGURATION =
            Pattern.compile("TYPE(?:TYPETYPE)?".replace("TYPE", "(f64|f32|bf16|f16|s32|s8|u8)"));

    /// Reads one type for all three, or `src:weights:dst`.
    public static DataTypes of(String text) {
        List<DataType> types =
                KnobValue.split(text, ':').stream().map(DataTypes::typeNamed).toList();
        return switch (types.size()) {
            case 1 -> new DataTypes(types.getFirst(), types.getFirst(), types.getFirst());
            case 3 -> new DataTypes(types.get(0), types.get(1), types.get(2));
            default ->
                    throw new BadInput(
                            BadInput.quote(text)
                                    + " names "
                                    + types.size()
                                    + " data types; expected one, or src:weights:dst");
        };
    }

    /// Reads benchdnn's older name of a combination: `f32`, `u8s8f32`.
    public static DataTypes ofConfiguration(String text) {
        Matcher names = CONFIGURATION.matcher(text);
        if (!names.matches()) {
            throw new BadInput(BadInput.quote(text) + " is no configuration such as u8s8f32");
        }
        return names.group(2) == null
                ? of(names.group(1))
                : new DataTypes(
                        typeNamed(names.group(1)),
                        typeNamed(names.group(2)),
                        typeNamed(names.group(3)));
    }

    /// Reads one type, or none for `undef`.
    public static Optional<DataType> optional(String text) {
        return text.equals(UNDEFINED) ? Optional.empty() : Optional.of(typeNamed(text));
    }

    static DataType typeNamed(String text) {
        try {
            return DataType.of(text);
        } catch (IllegalArgumentException unknown) {
            throw new BadInput(BadInput.quote(text) + " is no data type of oneDNN");
        }
    }

    /// Whether weights must be even for a result to be exact: without VNNI instructions oneDNN
    /// halves weights that are multiplied with signed bytes, and loses the last bit.
    public boolean needEvenWeights() {
        return src == DataType.S8 && weights == DataType.S8;
    }

    @Override
    public String toString() {
        return src + ":" + weights + ":" + dst;
    }
}
