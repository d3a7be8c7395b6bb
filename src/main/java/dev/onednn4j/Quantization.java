package dev.onednn4j;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Which tensors have scales, or which have zero points.
record Quantization(Map<QuantizedArgument, Entry> entries) {
    static final Quantization NONE = new Quantization(Map.of());

    record Entry(Granularity granularity, DataType type) {}

    /// A C function that sets one tensor's scales or zero points.
    interface Setter {
        int set(
                MemorySegment attributes,
                int argument,
                int mask,
                int groupDims,
                MemorySegment groups,
                int type);
    }

    Quantization with(QuantizedArgument argument, Granularity granularity, DataType type) {
        Map<QuantizedArgument, Entry> changed = new EnumMap<>(QuantizedArgument.class);
        changed.putAll(entries);
        changed.put(
                Objects.requireNonNull(argument, "argument"),
                new Entry(
                        Objects.requireNonNull(granularity, "granularity"),
                        Objects.requireNonNull(type, "type")));
        return new Quantization(changed);
    }

    void apply(MemorySegment attributes, ConvolutionShape shape, Setter setter, String function) {
        entries.forEach(
                (argument, entry) ->
                        Native.check(
                                setter.set(
                                        attributes,
                                        argument.id(),
                                        entry.granularity.mask(argument, shape),
                                        0,
                                        MemorySegment.NULL,
                                        entry.type.value()),
                                function,
                                () -> argument + " " + entry));
    }

    /// The tensors that hold the values.
    ///
    /// @param kind what to add to an argument's number in C
    List<Argument> arguments(int kind, boolean scales, ConvolutionShape shape) {
        List<Argument> arguments = new ArrayList<>();
        entries.forEach(
                (argument, entry) ->
                        arguments.add(
                                new Argument(
                                        kind | argument.id(),
                                        scales ? argument.scales() : argument.zeroPoints(),
                                        MemoryDescriptor.of(
                                                entry.type,
                                                entry.granularity.count(argument, shape)),
                                        false)));
        return arguments;
    }

    /// The entries as benchdnn writes them.
    String text(DataType usual) {
        List<String> texts = new ArrayList<>();
        entries.forEach(
                (argument, entry) -> {
                    boolean weights = argument == QuantizedArgument.WEIGHTS;
                    String perChannel = weights ? "per_oc" : "per_dim_1";
                    String policy = entry.granularity == Granularity.COMMON ? "common" : perChannel;
                    String type = entry.type == usual ? "" : ":" + entry.type;
                    texts.add((weights ? "wei" : argument.toString()) + ":" + policy + type);
                });
        return String.join("+", texts);
    }
}
