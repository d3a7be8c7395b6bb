package dev.onednn4j.fuzz.memory;

import dev.onednn4j.DataType;
import dev.onednn4j.Engine;
import dev.onednn4j.MemoryDescriptor;
import dev.onednn4j.Reorder;
import dev.onednn4j.Tensor;

import org.jspecify.annotations.Nullable;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.Optional;

/// A tensor in guarded memory that tells afterwards whether something was written that must not be:
/// an element of a source, what lies between elements, or what lies around them.
///
/// What nobody may write is filled with bytes that make NaN of floating point numbers, so that
/// reading it shows as well.
public final class WatchedTensor {
    private static final byte NO_NUMBER = -1;
    private static final byte UNLIKELY = 0x5b;

    private final String name;
    private final Tensor tensor;
    private final MemorySegment watched;
    private final @Nullable Offsets offsets;
    private final byte poison;
    private byte @Nullable [] before;

    /// @param tensor lies in the piece
    /// @param offsets null where they are not known
    public WatchedTensor(
            String name, Tensor tensor, GuardedMemory.Piece piece, @Nullable Offsets offsets) {
        this.name = name;
        this.tensor = tensor;
        this.watched = piece.watched();
        this.offsets = offsets;
        this.poison = Elements.isFloating(type()) ? NO_NUMBER : UNLIKELY;
        watched.fill(poison);
        if (offsets == null) {
            // Only oneDNN knows what is padding here.
            piece.own().fill((byte) 0);
        } else {
            Elements.clear(tensor.segment(), type(), offsets.padding());
        }
    }

    private DataType type() {
        return tensor.descriptor().dataType();
    }

    /// The tensor.
    public Tensor tensor() {
        return tensor;
    }

    /// Sets all elements.
    ///
    /// @param values in the order of the dimensions
    public void fill(Engine engine, double[] values) {
        if (offsets != null) {
            Elements.write(tensor.segment(), type(), offsets.elements(), values);
            return;
        }
        try (Arena arena = Arena.ofConfined()) {
            Tensor plain = plain(arena);
            Elements.write(plain.segment(), type(), range(values.length), values);
            Reorder.run(engine, plain, tensor);
        }
    }

    /// All elements in the order of the dimensions; −0 becomes 0.
    public double[] values(Engine engine) {
        double[] values;
        if (offsets != null) {
            values = Elements.read(tensor.segment(), type(), offsets.elements());
        } else {
            try (Arena arena = Arena.ofConfined()) {
                Tensor plain = plain(arena);
                Reorder.run(engine, tensor, plain);
                int count = Math.toIntExact(plain.descriptor().elements());
                values = Elements.read(plain.segment(), type(), range(count));
            }
        }
        for (int i = 0; i < values.length; i++) {
            values[i] += 0.0;
        }
        return values;
    }

    private Tensor plain(Arena arena) {
        MemoryDescriptor descriptor = tensor.descriptor();
        return Tensor.allocate(
                arena, MemoryDescriptor.of(descriptor.dataType(), descriptor.dims()));
    }

    private static int[] range(int count) {
        int[] all = new int[count];
        Arrays.setAll(all, i -> i);
        return all;
    }

    /// From now on nothing of it may be written.
    public void seal() {
        before = watched.toArray(ValueLayout.JAVA_BYTE);
    }

    /// What was written that must not be; empty where nothing was.
    ///
    /// @param anyPadding whether what fills up blocks may be anything: 0 times NaN is NaN
    public Optional<String> damage(boolean anyPadding) {
        byte[] sealed = before;
        if (sealed != null) {
            long place = watched.mismatch(MemorySegment.ofArray(sealed));
            return place < 0 ? Optional.empty() : Optional.of(describe(place, "changed"));
        }
        byte[] found = watched.toArray(ValueLayout.JAVA_BYTE);
        int own = (int) (tensor.segment().address() - watched.address());
        if (offsets == null) {
            Arrays.fill(found, own, own + (int) tensor.descriptor().size(), poison);
        } else {
            int size = Elements.size(type());
            for (int place : offsets.elements()) {
                Arrays.fill(found, own + place * size, own + (place + 1) * size, poison);
            }
            for (int place : offsets.padding()) {
                int at = own + place * size;
                if (!anyPadding && !isZero(found, at, size)) {
                    return Optional.of(describe(at, "padding that is not 0"));
                }
                Arrays.fill(found, at, at + size, poison);
            }
        }
        for (int at = 0; at < found.length; at++) {
            if (found[at] != poison) {
                return Optional.of(describe(at, "written"));
            }
        }
        return Optional.empty();
    }

    /// Whether an element is 0, which −0 is as well.
    private boolean isZero(byte[] bytes, int at, int size) {
        for (int i = 0; i < size; i++) {
            boolean sign = i == size - 1 && Elements.isFloating(type());
            if (bytes[at + i] != 0 && !(sign && bytes[at + i] == Byte.MIN_VALUE)) {
                return false;
            }
        }
        return true;
    }

    private String describe(long place, String what) {
        long offset = watched.address() + place - tensor.segment().address();
        return "%s: %s at byte %d of its %d, %s"
                .formatted(name, what, offset, tensor.descriptor().size(), tensor.descriptor());
    }
}
