package dev.onednn4j.fuzz.make;

import dev.onednn4j.FormatTag;
import dev.onednn4j.MemoryDescriptor;
import dev.onednn4j.Tensor;
import dev.onednn4j.fuzz.problem.FuzzProblem;
import dev.onednn4j.fuzz.problem.LayoutSpec;
import dev.onednn4j.fuzz.problem.Numbers;
import dev.onednn4j.fuzz.problem.TensorSpec;

import java.lang.foreign.MemorySegment;

/// Makes memory descriptors and tensors as problems ask for them.
public final class Descriptors {
    private static final long SOME_ADDRESS = 4096;

    private Descriptors() {}

    /// The descriptor of a tensor of a problem.
    static MemoryDescriptor of(FuzzProblem problem, String operand) {
        return of(problem.operand(operand), problem.sizes().dims(operand));
    }

    private static MemoryDescriptor of(TensorSpec spec, long[] dims) {
        MemoryDescriptor plain = MemoryDescriptor.of(spec.type(), dims);
        return switch (spec.layout()) {
            case LayoutSpec.Tagged tagged -> plain.with(FormatTag.of(tagged.tag()));
            case LayoutSpec.Strided strided -> plain.withStrides(Numbers.array(strided.strides()));
            case LayoutSpec.Box box -> {
                MemoryDescriptor whole = whole(spec, box);
                MemorySegment nowhere =
                        MemorySegment.ofAddress(SOME_ADDRESS).reinterpret(whole.size());
                yield box(whole, box, nowhere, dims).descriptor();
            }
        };
    }

    /// The larger tensor that a box lies in.
    public static MemoryDescriptor whole(TensorSpec spec, LayoutSpec.Box box) {
        return MemoryDescriptor.of(spec.type(), Numbers.array(box.whole()))
                .withStrides(box.strides());
    }

    /// A box in memory for the larger tensor.
    public static Tensor box(
            MemoryDescriptor whole, LayoutSpec.Box box, MemorySegment memory, long[] dims) {
        return Tensor.of(whole, memory).submemory(dims, Numbers.array(box.offsets()));
    }
}
