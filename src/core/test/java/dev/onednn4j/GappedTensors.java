package dev.onednn4j;

import static dev.onednn4j.DataType.F32;

import dev.onednn4j.internal.memory.Argument;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/// Tensors for one execution of a primitive that tell afterwards what it did wrong. Sources are
/// full of small numbers, workspaces of bytes of 1, everything else of bytes that make NaN.
final class GappedTensors {
    private static final byte POISON = -1;
    private static final float TOLERANCE = 1e-4f;

    private final Engine engine;
    private final Arena arena;
    private final Primitive primitive;
    private final List<Tensor> tensors = new ArrayList<>();
    private final List<byte[]> before = new ArrayList<>();

    GappedTensors(Engine engine, Primitive primitive, Arena arena, WatchedMemory.Source memory) {
        this.engine = engine;
        this.arena = arena;
        this.primitive = primitive;
        for (Argument argument : primitive.made().arguments()) {
            MemoryDescriptor descriptor = argument.descriptor();
            MemorySegment segment = memory.allocate(descriptor.size(), arena);
            segment.fill(POISON);
            Tensor tensor = Tensor.of(descriptor, segment);
            if (!argument.written()) {
                fill(tensor);
            }
            tensors.add(tensor);
            before.add(segment.toArray(ValueLayout.JAVA_BYTE));
        }
    }

    private void fill(Tensor tensor) {
        MemoryDescriptor descriptor = tensor.descriptor();
        if (descriptor.dataType() != F32) {
            tensor.segment().fill((byte) 1);
            return;
        }
        float[] values = new float[(int) descriptor.elements()];
        for (int i = 0; i < values.length; i++) {
            values[i] = 1 + i * 7 % 13;
        }
        if (descriptor.isPlain()) {
            write(tensor, values);
        } else {
            Tensor plain =
                    Tensor.allocate(arena, MemoryDescriptor.of(F32, descriptor.dims()))
                            .copyFrom(values);
            Reorder.run(engine, plain, tensor);
        }
    }

    /// Where the elements of a plain tensor lie, in the order of the dimensions.
    private static long[] offsets(MemoryDescriptor descriptor) {
        long[] dims = descriptor.dims();
        long[] strides = descriptor.strides();
        long[] offsets = new long[(int) descriptor.elements()];
        for (int i = 0; i < offsets.length; i++) {
            long rest = i;
            offsets[i] = descriptor.offset();
            for (int d = dims.length - 1; d >= 0; d--) {
                offsets[i] += rest % dims[d] * strides[d];
                rest /= dims[d];
            }
        }
        return offsets;
    }

    private static void write(Tensor tensor, float[] values) {
        long[] offsets = offsets(tensor.descriptor());
        for (int i = 0; i < values.length; i++) {
            tensor.segment().setAtIndex(ValueLayout.JAVA_FLOAT_UNALIGNED, offsets[i], values[i]);
        }
    }

    private float[] read(Tensor tensor) {
        MemoryDescriptor descriptor = tensor.descriptor();
        Tensor plain = tensor;
        if (!descriptor.isPlain()) {
            plain = Tensor.allocate(arena, MemoryDescriptor.of(F32, descriptor.dims()));
            Reorder.run(engine, tensor, plain);
        }
        long[] offsets = offsets(plain.descriptor());
        float[] values = new float[offsets.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = plain.segment().getAtIndex(ValueLayout.JAVA_FLOAT_UNALIGNED, offsets[i]);
        }
        return values;
    }

    void run() {
        int fixed = primitive.made().arguments().size() - primitive.runtimeArguments().size();
        RuntimeArguments named = RuntimeArguments.none();
        for (int i = fixed; i < tensors.size(); i++) {
            named = named.and(primitive.made().arguments().get(i).name(), tensors.get(i));
        }
        primitive.executions.run(tensors.subList(0, fixed - 1), tensors.get(fixed - 1), named);
    }

    /// The elements of all results, in the order of the dimensions; none of a workspace, which is
    /// laid out as an implementation likes.
    List<float[]> results() {
        List<float[]> results = new ArrayList<>();
        for (int i = 0; i < tensors.size(); i++) {
            if (primitive.made().arguments().get(i).written()) {
                boolean counts = tensors.get(i).descriptor().dataType() == F32;
                results.add(counts ? read(tensors.get(i)) : new float[0]);
            }
        }
        return results;
    }

    /// What is wrong: with the elements of the results, between them, and with the sources.
    List<String> findMistakes(List<float[]> expected) {
        List<String> mistakes = new ArrayList<>();
        List<float[]> results = results();
        for (int i = 0; i < results.size(); i++) {
            for (int j = 0; j < results.get(i).length; j++) {
                float wanted = expected.get(i)[j];
                float got = results.get(i)[j];
                // Not the other way round: NaN is no mistake then.
                if (!(Math.abs(got - wanted) <= TOLERANCE * Math.max(1, Math.abs(wanted)))) {
                    mistakes.add("result " + i + ", element " + j + ": " + wanted + ", got " + got);
                    break;
                }
            }
        }
        for (int i = 0; i < tensors.size(); i++) {
            findTouched(i, mistakes);
        }
        return mistakes;
    }

    private void findTouched(int index, List<String> mistakes) {
        Argument argument = primitive.made().arguments().get(index);
        Tensor tensor = tensors.get(index);
        BitSet own = new BitSet();
        if (argument.written()) {
            if (!tensor.descriptor().isPlain() || tensor.descriptor().dataType() != F32) {
                return;
            }
            for (long offset : offsets(tensor.descriptor())) {
                own.set((int) offset * Float.BYTES, (int) (offset + 1) * Float.BYTES);
            }
        }
        byte[] after = tensor.segment().toArray(ValueLayout.JAVA_BYTE);
        for (int i = 0; i < after.length; i++) {
            if (!own.get(i) && after[i] != before.get(index)[i]) {
                mistakes.add(argument.name() + ": byte " + i + " was written");
                return;
            }
        }
    }
}
