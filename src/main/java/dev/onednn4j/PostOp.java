package dev.onednn4j;

import dev.onednn4j.capi.onednn_h;

import org.jspecify.annotations.Nullable;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.IntFunction;

/// One operation of a chain of post-operations.
sealed interface PostOp {
    /// Appends the operation to a native chain and returns the C status.
    int append(MemorySegment postOps, Arena scratch);

    /// The C function that [#append] calls.
    String function();

    /// The tensors that the operation needs when the primitive runs.
    ///
    /// @param index the operation's place in the chain
    /// @param shape the primitive's sizes
    /// @param chosen the descriptor that the primitive chose for an argument's number
    default List<Argument> arguments(
            int index, ConvolutionShape shape, IntFunction<@Nullable MemoryDescriptor> chosen) {
        return List.of();
    }

    private static Argument read(int id, String name, MemoryDescriptor descriptor) {
        return new Argument(id, name, descriptor, false);
    }

    /// An operand in its own layout, or in the one that the primitive chose for it.
    private static Argument readAsChosen(
            int id,
            String name,
            MemoryDescriptor wanted,
            IntFunction<@Nullable MemoryDescriptor> chosen) {
        return read(id, name, wanted.isAny() ? Objects.requireNonNull(chosen.apply(id)) : wanted);
    }

    /// The base of the argument numbers of the operation at a place of the chain: the C macro
    /// `DNNL_ARG_ATTR_MULTIPLE_POST_OP`, which bindings cannot hold.
    private static int base(int index) {
        return onednn_h.DNNL_ARG_ATTR_MULTIPLE_POST_OP_BASE() * (index + 1);
    }

    record Sum(float scale, int zeroPoint, @Nullable DataType type) implements PostOp {
        @Override
        public int append(MemorySegment postOps, Arena scratch) {
            int value = type == null ? onednn_h.dnnl_data_type_undef() : type.value();
            return onednn_h.dnnl_post_ops_append_sum(postOps, scale, zeroPoint, value);
        }

        @Override
        public String function() {
            return "dnnl_post_ops_append_sum";
        }

        @Override
        public String toString() {
            return "sum:" + scale + ":" + zeroPoint + (type == null ? "" : ":" + type);
        }
    }

    record Eltwise(EltwiseAlgorithm algorithm, float alpha, float beta) implements PostOp {
        @Override
        public int append(MemorySegment postOps, Arena scratch) {
            return onednn_h.dnnl_post_ops_append_eltwise(postOps, algorithm.value(), alpha, beta);
        }

        @Override
        public String function() {
            return "dnnl_post_ops_append_eltwise";
        }

        @Override
        public String toString() {
            String name = algorithm.name().toLowerCase(Locale.ROOT);
            return name.replace("_use_dst_for_bwd", "_dst") + ":" + alpha + ":" + beta;
        }
    }

    record Binary(BinaryAlgorithm algorithm, String name, MemoryDescriptor operand)
            implements PostOp {
        @Override
        public int append(MemorySegment postOps, Arena scratch) {
            return onednn_h.dnnl_post_ops_append_binary(
                    postOps, algorithm.value(), operand.toNative(scratch));
        }

        @Override
        public String function() {
            return "dnnl_post_ops_append_binary";
        }

        @Override
        public List<Argument> arguments(
                int index, ConvolutionShape shape, IntFunction<@Nullable MemoryDescriptor> chosen) {
            return List.of(
                    readAsChosen(base(index) | onednn_h.DNNL_ARG_SRC_1(), name, operand, chosen));
        }

        @Override
        public String toString() {
            return algorithm.name().toLowerCase(Locale.ROOT)
                    + ":"
                    + operand.dataType()
                    + ":"
                    + mask(operand)
                    + ":"
                    + operand.layout();
        }
    }

    record Select(
            String name, MemoryDescriptor operand, String conditionName, MemoryDescriptor condition)
            implements PostOp {
        @Override
        public int append(MemorySegment postOps, Arena scratch) {
            return onednn_h.dnnl_post_ops_append_binary_v2(
                    postOps,
                    onednn_h.dnnl_binary_select(),
                    operand.toNative(scratch),
                    condition.toNative(scratch));
        }

        @Override
        public String function() {
            return "dnnl_post_ops_append_binary_v2";
        }

        @Override
        public List<Argument> arguments(
                int index, ConvolutionShape shape, IntFunction<@Nullable MemoryDescriptor> chosen) {
            return List.of(
                    readAsChosen(base(index) | onednn_h.DNNL_ARG_SRC_1(), name, operand, chosen),
                    readAsChosen(
                            base(index) | onednn_h.DNNL_ARG_SRC_2(),
                            conditionName,
                            condition,
                            chosen));
        }

        @Override
        public String toString() {
            return "select:" + operand.dataType() + ":" + mask(operand) + "." + mask(condition);
        }
    }

    record Prelu(String name, int mask) implements PostOp {
        @Override
        public int append(MemorySegment postOps, Arena scratch) {
            return onednn_h.dnnl_post_ops_append_prelu(postOps, mask);
        }

        @Override
        public String function() {
            return "dnnl_post_ops_append_prelu";
        }

        @Override
        public List<Argument> arguments(
                int index, ConvolutionShape shape, IntFunction<@Nullable MemoryDescriptor> chosen) {
            long[] dims = shape.dst();
            for (int d = 0; d < dims.length; d++) {
                if ((mask >> d & 1) == 0) {
                    dims[d] = 1;
                }
            }
            MemoryDescriptor slopes = MemoryDescriptor.of(DataType.F32, dims);
            // Where slopes differ beyond channels, the library reads them with channels innermost.
            return List.of(
                    read(
                            base(index) | onednn_h.DNNL_ARG_WEIGHTS_0(),
                            name,
                            slopes.with(channelsLast(dims.length))));
        }

        private static FormatTag channelsLast(int ndims) {
            return switch (ndims) {
                case 3 -> FormatTag.NWC;
                case 4 -> FormatTag.NHWC;
                default -> FormatTag.NDHWC;
            };
        }

        @Override
        public String toString() {
            return "prelu:" + mask;
        }
    }

    record Depthwise(
            DataType weights,
            @Nullable DataType bias,
            DataType dst,
            long kernel,
            long stride,
            long padding)
            implements PostOp {
        @Override
        public int append(MemorySegment postOps, Arena scratch) {
            int biasType = bias == null ? onednn_h.dnnl_data_type_undef() : bias.value();
            return onednn_h.dnnl_post_ops_append_dw(
                    postOps, weights.value(), biasType, dst.value(), kernel, stride, padding);
        }

        @Override
        public String function() {
            return "dnnl_post_ops_append_dw";
        }

        @Override
        public List<Argument> arguments(
                int index, ConvolutionShape shape, IntFunction<@Nullable MemoryDescriptor> chosen) {
            List<Argument> arguments = new ArrayList<>();
            int base = onednn_h.DNNL_ARG_ATTR_POST_OP_DW();
            int weightsId = base | onednn_h.DNNL_ARG_WEIGHTS_0();
            arguments.add(
                    read(
                            weightsId,
                            PostOps.DEPTHWISE_WEIGHTS,
                            Objects.requireNonNull(chosen.apply(weightsId))));
            if (bias != null) {
                int biasId = base | onednn_h.DNNL_ARG_BIAS();
                arguments.add(
                        read(
                                biasId,
                                PostOps.DEPTHWISE_BIAS,
                                Objects.requireNonNull(chosen.apply(biasId))));
            }
            return arguments;
        }

        @Override
        public String toString() {
            return "dw:k" + kernel + "s" + stride + "p" + padding + ":" + dst;
        }
    }

    /// Bit d is set where a tensor has more than one element in dimension d.
    private static int mask(MemoryDescriptor operand) {
        int mask = 0;
        long[] dims = operand.dims();
        for (int d = 0; d < dims.length; d++) {
            mask |= dims[d] > 1 ? 1 << d : 0;
        }
        return mask;
    }
}
