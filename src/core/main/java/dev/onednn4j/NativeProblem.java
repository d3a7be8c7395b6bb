package dev.onednn4j;

import dev.onednn4j.internal.problem.ConvolutionShape;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// A problem in C's form, alive as long as an arena.
record NativeProblem(
        MemorySegment engine,
        int algorithm,
        MemorySegment input,
        MemorySegment kernel,
        MemorySegment bias,
        MemorySegment output,
        MemorySegment strides,
        MemorySegment dilates,
        MemorySegment paddingLeft,
        MemorySegment paddingRight,
        MemorySegment attributes) {

    static NativeProblem of(
            MemorySegment engine, SpatialProblem problem, MemorySegment attributes, Arena scratch) {
        ConvolutionShape shape = problem.shape();
        return new NativeProblem(
                engine,
                problem.operation().algorithm(problem.algorithm()),
                problem.input().toNative(scratch),
                problem.kernel().toNative(scratch),
                Native.optional(problem.bias(), scratch),
                problem.output().toNative(scratch),
                Layouts.nativeDims(scratch, shape.strides()),
                Layouts.nativeDims(scratch, shape.dilates()),
                Layouts.nativeDims(scratch, shape.paddingLeft()),
                Layouts.nativeDims(scratch, shape.paddingRight()),
                attributes);
    }
}
