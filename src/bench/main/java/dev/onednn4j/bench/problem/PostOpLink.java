package dev.onednn4j.bench.problem;

import dev.onednn4j.BinaryAlgorithm;
import dev.onednn4j.DataType;
import dev.onednn4j.EltwiseAlgorithm;

import org.jspecify.annotations.Nullable;

/// One operation of a [PostOperations].
public sealed interface PostOpLink {
    /// x + scale · (dst − zeroPoint)
    ///
    /// @param type how to read dst; null for its own
    record SumLink(double scale, long zeroPoint, @Nullable DataType type) implements PostOpLink {
        @Override
        public String toString() {
            if (type != null) {
                return "sum:" + decimal(scale) + ":" + zeroPoint + ":" + type;
            }
            if (zeroPoint != 0) {
                return "sum:" + decimal(scale) + ":" + zeroPoint;
            }
            return scale == 1 ? "sum" : "sum:" + decimal(scale);
        }
    }

    /// An element-wise function.
    record FunctionLink(EltwiseAlgorithm algorithm, double alpha, double beta)
            implements PostOpLink {
        /// Whether what is negative becomes 0.
        boolean dropsNegatives() {
            return switch (algorithm) {
                case ABS -> true;
                case RELU, RELU_USE_DST_FOR_BWD, ELU, ELU_USE_DST_FOR_BWD, CLIP, CLIP_V2 ->
                        alpha == 0;
                case HARDSIGMOID, HARDSWISH, GELU_TANH, GELU_ERF, LOGISTIC, EXP, SWISH, MISH ->
                        true;
                default -> false;
            };
        }

        @Override
        public String toString() {
            String name = PostOperations.name(algorithm);
            if (beta != 0) {
                return name + ":" + decimal(alpha) + ":" + decimal(beta);
            }
            return alpha == 0 ? name : name + ":" + decimal(alpha);
        }
    }

    /// A function of the result and a tensor.
    record BinaryLink(BinaryAlgorithm algorithm, LinkOperand operand) implements PostOpLink {
        @Override
        public String toString() {
            return PostOperations.name(algorithm) + ":" + operand.text(':');
        }
    }

    /// The result where a condition holds, a tensor's element elsewhere.
    record SelectLink(LinkOperand operand, LinkOperand condition) implements PostOpLink {
        @Override
        public String toString() {
            String type = condition.type().toString();
            String rest = condition.text('.').substring(type.length());
            return "select:" + operand.text('.') + (rest.isEmpty() ? "" : ":" + rest.substring(1));
        }
    }

    /// x for x > 0, otherwise slope · x
    record PreluLink(Mask mask) implements PostOpLink {
        @Override
        public String toString() {
            return mask.equals(Mask.COMMON) ? "prelu" : "prelu:" + mask;
        }
    }

    /// A depthwise convolution of the result.
    record DepthwiseLink(long kernel, long stride, long padding, DataType dst)
            implements PostOpLink {
        @Override
        public String toString() {
            String sizes = "dw:k" + kernel + "s" + stride + "p" + padding;
            return dst == DataType.F32 ? sizes : sizes + ":" + dst;
        }
    }

    /// A tensor of the size of dst, or of size 1 where its mask has no bit.
    ///
    /// @param mask null for the whole size of dst
    /// @param strides as they were written; empty for those of the tag
    record LinkOperand(DataType type, @Nullable Mask mask, TagPattern tag, String strides) {
        public int bits(int ndims) {
            return mask == null ? (1 << ndims) - 1 : mask.bits(ndims);
        }

        private String text(char delimiter) {
            StringBuilder text = new StringBuilder(type.toString());
            boolean usualTag = tag.equals(TagPattern.ANY) && strides.isEmpty();
            if (mask != null && !(mask.equals(Mask.COMMON) && usualTag && delimiter == ':')) {
                text.append(delimiter).append(mask);
            }
            if (!usualTag) {
                text.append(delimiter).append(tag);
            }
            return strides.isEmpty()
                    ? text.toString()
                    : text.append(delimiter).append(strides).toString();
        }
    }

    private static String decimal(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e9
                ? Long.toString((long) value)
                : Float.toString((float) value);
    }
}
