package dev.onednn4j;

import dev.onednn4j.capi.onednn_h;
import dev.onednn4j.internal.attribute.AttributeSet;
import dev.onednn4j.internal.attribute.Benchdnn;
import dev.onednn4j.internal.attribute.PostOp;
import dev.onednn4j.internal.call.NativePrimitive;
import dev.onednn4j.internal.memory.DescriptorParts;
import dev.onednn4j.internal.memory.ProblemTensor;
import dev.onednn4j.internal.memory.WholeBytes;
import dev.onednn4j.internal.problem.PlainShape;
import dev.onednn4j.internal.problem.PrimitiveKind;
import dev.onednn4j.internal.problem.PrimitiveRequest;
import dev.onednn4j.internal.problem.Problem;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// A weighted sum of tensors of the same dimensions: `dst[i] = Σ scales[j] · src_j[i]`. The formula
/// is that of oneDNN's guide to the Sum primitive. Types and layouts may differ.
///
/// dst may be the first source itself where both are described alike; it must not share elements
/// with the others.
///
/// oneDNN has no backward pass of it: the gradient by a source is its scale times diff_dst, which
/// an [Eltwise] computes, `LINEAR` with α the scale; with scale 1 it is diff_dst itself.
///
/// Thread safe: any number of threads may execute one at once.
public final class Sum extends MultipleSources {
    Sum(Engine engine, NativePrimitive made, List<MemoryDescriptor> srcs) {
        super(engine, made, srcs);
    }

    /// Begins the description of a sum.
    public static Builder forward(Engine engine) {
        return new Builder(engine);
    }

    /// Describes a [Sum]. At least one source is needed, 79 are the most. oneDNN accepts no
    /// attributes here but numerical modes.
    public static final class Builder extends MultipleSources.Builder<Builder> {
        private final List<Float> scales = new ArrayList<>();

        Builder(Engine engine) {
            super(engine);
        }

        @Override
        Builder self() {
            return this;
        }

        /// Adds a source, of the dimensions of the first.
        ///
        /// @param scale what it is multiplied by
        /// @throws IllegalArgumentException when its layout is `any` or the scale is not finite
        public Builder src(float scale, MemoryDescriptor src) {
            PostOp.requireFinite("scale", scale);
            add(src);
            scales.add(scale);
            return this;
        }

        /// Adds a source that is taken as it is.
        public Builder src(MemoryDescriptor src) {
            return src(1, src);
        }

        /// Makes the primitive.
        ///
        /// @throws IllegalArgumentException when there is no source, dimensions differ, or a tensor
        ///   is a box of a blocked layout that does not begin at the start of the larger tensor
        /// @throws IllegalStateException when the engine is closed
        /// @throws UnimplementedException when no implementation on this machine does this
        /// @throws OneDnnException when oneDNN refuses
        public Sum build() {
            List<MemoryDescriptor> sources = sources();
            for (int i = 0; i < sources.size(); i++) {
                requireAlike(sources, i, null);
                requireStart("src_" + i, sources.get(i));
            }
            List<Float> factors = List.copyOf(scales);
            MemoryDescriptor to = result(sources.getFirst().dims());
            requireStart("dst", to);
            WholeBytes.require("dst", to);
            AttributeSet changes = attributes();
            Problem problem =
                    problem(
                            PrimitiveKind.SUM,
                            sources,
                            to,
                            () -> text(sources, factors, to, changes));
            return new Sum(
                    engine(),
                    make(
                            new PrimitiveRequest(
                                    "dnnl_sum_primitive_desc_create",
                                    problem,
                                    new PlainShape(problem.text(), to.dims(), Map.of()),
                                    to.dataType(),
                                    arguments(sources).inPlace("src_0"),
                                    (out, engine, attributes, scratch) ->
                                            onednn_h.dnnl_sum_primitive_desc_create(
                                                    out,
                                                    engine,
                                                    DescriptorParts.toNative(to, scratch),
                                                    sources.size(),
                                                    scratch.allocateFrom(
                                                            onednn_h.C_FLOAT, array(factors)),
                                                    toNative(sources, scratch),
                                                    attributes))),
                    sources);
        }

        /// oneDNN's sums begin at the start of the memory, not at the first element of a box of a
        /// blocked layout, and have no other implementation to turn to.
        private static void requireStart(String name, MemoryDescriptor tensor) {
            if (ProblemTensor.of(tensor).hasOffset()) {
                throw new IllegalArgumentException(
                        name
                                + ": expected a tensor that begins at the start of its memory, got"
                                + " a box at element "
                                + tensor.offset()
                                + " of a larger one, "
                                + tensor
                                + "; reorder it to a tensor of its own");
            }
        }

        private static float[] array(List<Float> values) {
            float[] array = new float[values.size()];
            for (int i = 0; i < array.length; i++) {
                array[i] = values.get(i);
            }
            return array;
        }

        private static String text(
                List<MemoryDescriptor> sources,
                List<Float> factors,
                MemoryDescriptor dst,
                AttributeSet attributes) {
            return Benchdnn.problem(
                    "--sum --sdt=%s --ddt=%s --stag=%s --dtag=%s --scales=%s"
                            .formatted(
                                    types(sources),
                                    dst.dataType(),
                                    layouts(sources),
                                    dst.layout(),
                                    factors.stream()
                                            .map(String::valueOf)
                                            .collect(Collectors.joining(":"))),
                    attributes,
                    Benchdnn.dims(dst));
        }
    }
}
