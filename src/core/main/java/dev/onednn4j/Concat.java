package dev.onednn4j;

import dev.onednn4j.capi.onednn_h;
import dev.onednn4j.internal.attribute.AttributeSet;
import dev.onednn4j.internal.attribute.Benchdnn;
import dev.onednn4j.internal.call.NativePrimitive;
import dev.onednn4j.internal.memory.DescriptorParts;
import dev.onednn4j.internal.memory.WholeBytes;
import dev.onednn4j.internal.problem.Axis;
import dev.onednn4j.internal.problem.PlainShape;
import dev.onednn4j.internal.problem.PrimitiveKind;
import dev.onednn4j.internal.problem.PrimitiveRequest;
import dev.onednn4j.internal.problem.Problem;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Tensors joined along one axis, in their order: `dst[…, c, …] = src_j[…, c′, …]` with c = c′ +
/// the sizes of the sources before. The formula is that of oneDNN's guide to the Concat primitive.
/// Sources have one type and the same dimensions but for the axis; dst may have another type and
/// must not share elements with a source.
///
/// oneDNN has no backward pass of it: the gradient by a source is its part of diff_dst, which
/// [Tensor#submemory] tells without a copy, and a [Reorder] takes out where it must be dense.
///
/// Thread safe: any number of threads may execute one at once.
public final class Concat extends MultipleSources {
    Concat(Engine engine, NativePrimitive made, List<MemoryDescriptor> srcs) {
        super(engine, made, srcs);
    }

    /// Begins the description of a concatenation.
    public static Builder forward(Engine engine) {
        return new Builder(engine);
    }

    /// Describes a [Concat]. At least one source is needed, 79 are the most; the rest has defaults.
    /// A source without elements contributes nothing, and is passed to [Concat#execute] all the
    /// same. oneDNN's scales of sources are not offered.
    public static final class Builder extends MultipleSources.Builder<Builder> {
        private int axis = 1;

        Builder(Engine engine) {
            super(engine);
        }

        @Override
        Builder self() {
            return this;
        }

        /// The dimension that sources are joined along, counted from 0; by default 1, the channels.
        public Builder axis(int axis) {
            this.axis = axis;
            return this;
        }

        /// Adds a source, of the type of the first, and of its dimensions but for the axis.
        ///
        /// @throws IllegalArgumentException when its layout is `any`
        public Builder src(MemoryDescriptor src) {
            return add(src);
        }

        /// Makes the primitive.
        ///
        /// @throws IllegalArgumentException when there is no source or no such axis, types or
        ///   dimensions differ, or a type is one of 4 bits
        /// @throws IllegalStateException when the engine is closed
        /// @throws UnimplementedException when no implementation on this machine does this
        /// @throws OneDnnException when oneDNN refuses
        public Concat build() {
            List<MemoryDescriptor> sources = sources();
            int along = axis;
            MemoryDescriptor first = sources.getFirst();
            Axis.require(along, first);
            long[] dims = first.dims();
            for (int i = 1; i < sources.size(); i++) {
                requireAlike(sources, i, along);
                requireType(sources, i);
                dims[along] += sources.get(i).dim(along);
            }
            MemoryDescriptor to = result(dims);
            WholeBytes.require("src_0", first);
            WholeBytes.require("dst", to);
            AttributeSet changes = attributes();
            List<MemoryDescriptor> joined = contributing(sources);
            Problem problem =
                    problem(
                                    PrimitiveKind.CONCAT,
                                    sources,
                                    to,
                                    () -> text(joined, along, to, changes))
                            .withAxis(along);
            return new Concat(
                    engine(),
                    make(
                            new PrimitiveRequest(
                                    "dnnl_concat_primitive_desc_create",
                                    problem,
                                    new PlainShape(problem.text(), dims, Map.of()),
                                    to.dataType(),
                                    arguments(sources),
                                    (out, engine, attributes, scratch) ->
                                            onednn_h.dnnl_concat_primitive_desc_create(
                                                    out,
                                                    engine,
                                                    DescriptorParts.toNative(to, scratch),
                                                    joined.size(),
                                                    along,
                                                    toNative(joined, scratch),
                                                    attributes))),
                    sources);
        }

        private static void requireType(List<MemoryDescriptor> sources, int index) {
            DataType expected = sources.getFirst().dataType();
            DataType given = sources.get(index).dataType();
            if (given != expected) {
                throw new IllegalArgumentException(
                        "src_" + index + ": expected type " + expected + " as src_0, got " + given);
            }
        }

        private static String text(
                List<MemoryDescriptor> sources,
                int axis,
                MemoryDescriptor dst,
                AttributeSet attributes) {
            return Benchdnn.problem(
                    "--concat --sdt=%s --ddt=%s --stag=%s --dtag=%s --axis=%d"
                            .formatted(
                                    sources.getFirst().dataType(),
                                    dst.dataType(),
                                    layouts(sources),
                                    dst.layout(),
                                    axis),
                    attributes,
                    sources.stream().map(Benchdnn::dims).collect(Collectors.joining(":")));
        }
    }
}
