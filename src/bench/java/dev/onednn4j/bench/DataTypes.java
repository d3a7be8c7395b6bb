package dev.onednn4j.bench;

import dev.onednn4j.DataType;

import java.util.List;
import java.util.Optional;

/// The data types of source, weights and destination.
record DataTypes(DataType src, DataType weights, DataType dst) {
    static final DataTypes F32 = new DataTypes(DataType.F32, DataType.F32, DataType.F32);
    private static final String UNDEFINED = "undef";

    /// Reads one type for all three, or `src:weights:dst`.
    static DataTypes of(String text) {
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

    /// Reads one type, or none for `undef`.
    static Optional<DataType> optional(String text) {
        return text.equals(UNDEFINED) ? Optional.empty() : Optional.of(typeNamed(text));
    }

    private static DataType typeNamed(String text) {
        try {
            return DataType.of(text);
        } catch (IllegalArgumentException unknown) {
            throw new BadInput(BadInput.quote(text) + " is no data type of oneDNN");
        }
    }

    /// Whether weights must be even for a result to be exact: without VNNI instructions oneDNN
    /// halves weights that are multiplied with signed bytes, and loses the last bit.
    boolean needEvenWeights() {
        return src == DataType.S8 && weights == DataType.S8;
    }

    @Override
    public String toString() {
        return src + ":" + weights + ":" + dst;
    }
}
