package dev.onednn4j.internal.attribute;

import dev.onednn4j.DataType;
import dev.onednn4j.Granularity;
import dev.onednn4j.MemoryDescriptor;
import dev.onednn4j.QuantizedArgument;
import dev.onednn4j.internal.library.Native;
import dev.onednn4j.internal.memory.Argument;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/// Which tensors have scales, or which have zero points.
public record Quantization(Map<QuantizedArgument, Entry> entries) {
    public static final Quantization NONE = new Quantization(Map.of());

    public record Entry(Granularity granularity, DataType type) {
        /// The C mask: bit d is set where values differ along dimension d.
        int mask(QuantizedArgument argument, AttributedShape shape) {
            return granularity == Granularity.COMMON ? 0 : shape.channels(argument).mask();
        }

        /// How many values there are.
        long count(QuantizedArgument argument, AttributedShape shape) {
            return granularity == Granularity.COMMON ? 1 : shape.channels(argument).count();
        }
    }

    /// A C function that sets one tensor's scales or zero points. The words of the tensors that
    /// have an entry.
    public Set<String> words() {
        return entries.keySet().stream()
                .map(QuantizedArgument::toString)
                .collect(Collectors.toUnmodifiableSet());
    }

    public interface Setter {
        int set(
                MemorySegment attributes,
                int argument,
                int mask,
                int groupDims,
                MemorySegment groups,
                int type);
    }

    public Quantization with(QuantizedArgument argument, Granularity granularity, DataType type) {
        Objects.requireNonNull(argument, "argument");
        Objects.requireNonNull(granularity, "granularity");
        Objects.requireNonNull(type, "type");
        Map<QuantizedArgument, Entry> changed = new EnumMap<>(QuantizedArgument.class);
        changed.putAll(entries);
        changed.put(argument, new Entry(granularity, type));
        return new Quantization(changed);
    }

    public void apply(
            MemorySegment attributes, AttributedShape shape, Setter setter, String function) {
        entries.forEach(
                (argument, entry) ->
                        Native.check(
                                setter.set(
                                        attributes,
                                        argument.id(),
                                        entry.mask(argument, shape),
                                        0,
                                        MemorySegment.NULL,
                                        entry.type.value()),
                                function,
                                () -> argument + " " + entry));
    }

    /// The tensors that hold the values.
    ///
    /// @param kind what to add to an argument's number in C
    public List<Argument> arguments(int kind, boolean scales, AttributedShape shape) {
        List<Argument> arguments = new ArrayList<>();
        entries.forEach(
                (argument, entry) ->
                        arguments.add(
                                new Argument(
                                        kind | argument.id(),
                                        scales ? argument.scales() : argument.zeroPoints(),
                                        MemoryDescriptor.of(
                                                entry.type, entry.count(argument, shape)),
                                        false)));
        return arguments;
    }

    /// The entries as benchdnn writes them.
    ///
    /// @param usual the type that need not be said
    /// @param value a value of one for the whole tensor, which benchdnn wants to be told
    public String text(DataType usual, String value) {
        List<String> texts = new ArrayList<>();
        entries.forEach(
                (argument, entry) -> {
                    boolean common = entry.granularity == Granularity.COMMON;
                    String policy = common ? "common:" + value : perChannel(argument);
                    String type = entry.type == usual ? "" : ":" + entry.type;
                    texts.add(Benchdnn.word(argument) + ":" + policy + type);
                });
        return String.join("+", texts);
    }

    /// benchdnn takes the weights of a depthwise convolution for an activation, so that a word
    /// would stand for another mask.
    private static String perChannel(QuantizedArgument argument) {
        return switch (argument) {
            case SRC, SRC_1, DST, DEPTHWISE_DST -> "per_dim_1";
            case WEIGHTS -> "per_oc";
            case DEPTHWISE_WEIGHTS -> "1";
        };
    }
}
