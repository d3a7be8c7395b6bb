package dev.onednn4j.fuzz.calls;

import dev.onednn4j.MemoryDescriptor;
import dev.onednn4j.Primitive;
import dev.onednn4j.Tensor;

import org.jspecify.annotations.Nullable;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Map;
import java.util.Objects;

/// What a user does besides calling the API.
final class Snippets {
    static final Snippet SHARED_ARENA =
            new Snippet(Arena.class, "Arena.ofShared()", _ -> Arena.ofShared());
    static final Snippet CONFINED_ARENA =
            new Snippet(Arena.class, "Arena.ofConfined()", _ -> Arena.ofConfined());

    static final Snippet CLOSE_ARENA =
            new Snippet(
                    void.class,
                    "%s.close()",
                    values -> {
                        ((Arena) given(values[0])).close();
                        return null;
                    });

    /// Memory with margins for a tensor.
    static final Snippet TAKE =
            new Snippet(
                    MemorySegment.class,
                    "%s.take(%s.size())",
                    values -> ((CanaryMemory) given(values[0])).take(size(values[1])));

    /// Memory with margins that is a little larger than a tensor.
    static final Snippet TAKE_MORE =
            new Snippet(
                    MemorySegment.class,
                    "%s.take(%s.size() + 64)",
                    values -> ((CanaryMemory) given(values[0])).take(size(values[1]) + 64));

    static final Snippet TAKE_LESS =
            new Snippet(
                    MemorySegment.class,
                    "%s.take(%s.size() - 1)",
                    values -> ((CanaryMemory) given(values[0])).take(size(values[1]) - 1));

    static final Snippet ALLOCATE =
            new Snippet(
                    MemorySegment.class,
                    "%s.allocate(%s.size(), 64)",
                    values -> ((Arena) given(values[0])).allocate(size(values[1]), 64));

    static final Snippet READ_ONLY =
            new Snippet(
                    MemorySegment.class, "%s.asReadOnly()", values -> segment(values).asReadOnly());

    static final Snippet SLICE =
            new Snippet(
                    MemorySegment.class,
                    "%s.asSlice(%s)",
                    values -> segment(values).asSlice((long) given(values[1])));

    static final Snippet SEGMENT =
            new Snippet(
                    MemorySegment.class,
                    "%s.segment()",
                    values -> ((Tensor) given(values[0])).segment());

    /// What a runtime argument must be.
    static final Snippet GET =
            new Snippet(
                    MemoryDescriptor.class,
                    "%s.get(%s)",
                    values -> ((Map<?, ?>) given(values[0])).get(values[1]));

    static final Snippet WITNESS =
            new Snippet(
                    Witness.class,
                    "new Witness(%s)",
                    true,
                    values -> new Witness((Primitive) given(values[0])));

    static final Snippet AGAIN =
            new Snippet(
                    void.class,
                    "%s.again()",
                    true,
                    values -> {
                        ((Witness) given(values[0])).again();
                        return null;
                    });

    private Snippets() {}

    private static Object given(@Nullable Object value) {
        return Objects.requireNonNull(value, "operand");
    }

    private static MemorySegment segment(@Nullable Object... values) {
        return (MemorySegment) given(values[0]);
    }

    private static long size(@Nullable Object descriptor) {
        return ((MemoryDescriptor) given(descriptor)).size();
    }
}
