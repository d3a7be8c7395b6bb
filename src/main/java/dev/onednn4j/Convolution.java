package dev.onednn4j;

import dev.onednn4j.capi.onednn_h;

import org.jspecify.annotations.Nullable;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/// A forward convolution, in oneDNN's sense, which is a cross-correlation:
///
/// ```text
/// dst[n,o,y,x] = bias[o] + Σ src[n, i, y·SH + h·DH − PH, x·SW + w·DW − PW] · weights[o,i,h,w]
/// ```
///
/// summed over input channels i and kernel positions h and w; what lies outside src counts as 0. In
/// 1-D there is w alone, in 3-D a depth before h. With groups, weights have one more dimension in
/// front, and each group of output channels sees its own input channels only. S are strides, D the
/// dilation (**1 is none**) and P the left padding. The formula is that of oneDNN's guide to the
/// Convolution primitive, which counts dilation from 0.
///
/// Thread safe: any number of threads may execute one convolution at once.
public final class Convolution extends Primitive {
    private final MemoryDescriptor src;
    private final MemoryDescriptor weights;
    private final @Nullable MemoryDescriptor bias;
    private final MemoryDescriptor dst;

    private Convolution(
            Engine engine,
            Supplier<String> problem,
            MemorySegment descriptor,
            MemoryDescriptor src,
            MemoryDescriptor weights,
            @Nullable MemoryDescriptor bias,
            MemoryDescriptor dst) {
        super(engine, problem, descriptor, arguments(src, weights, bias, dst));
        this.src = src;
        this.weights = weights;
        this.bias = bias;
        this.dst = dst;
    }

    private static List<Argument> arguments(
            MemoryDescriptor src,
            MemoryDescriptor weights,
            @Nullable MemoryDescriptor bias,
            MemoryDescriptor dst) {
        Argument source = new Argument(onednn_h.DNNL_ARG_SRC_0(), "src", src, false);
        Argument weight = new Argument(onednn_h.DNNL_ARG_WEIGHTS_0(), "weights", weights, false);
        Argument result = new Argument(onednn_h.DNNL_ARG_DST_0(), "dst", dst, true);
        return bias == null
                ? List.of(source, weight, result)
                : List.of(
                        source,
                        weight,
                        result,
                        new Argument(onednn_h.DNNL_ARG_BIAS(), "bias", bias, false));
    }

    /// Begins the description of a convolution.
    public static ConvolutionBuilder forward(Engine engine) {
        return new ConvolutionBuilder(Objects.requireNonNull(engine, "engine"));
    }

    /// Makes the convolution from a native primitive descriptor, which stays the caller's.
    static Convolution create(Engine engine, Supplier<String> problem, MemorySegment descriptor) {
        return new Convolution(
                engine,
                problem,
                descriptor,
                chosen(descriptor, onednn_h.dnnl_query_src_md(), 0),
                chosen(descriptor, onednn_h.dnnl_query_weights_md(), 0),
                queryDescriptor(descriptor, onednn_h.dnnl_query_weights_md(), 1),
                chosen(descriptor, onednn_h.dnnl_query_dst_md(), 0));
    }

    private static MemoryDescriptor chosen(MemorySegment descriptor, int what, int index) {
        return Objects.requireNonNull(queryDescriptor(descriptor, what, index));
    }

    /// What src must be: {N, C, [D,] [H,] W} in the layout that was given or chosen.
    public MemoryDescriptor src() {
        return src;
    }

    /// What weights must be: {[G,] O, I, [D,] [H,] W} in the layout that was given or chosen.
    public MemoryDescriptor weights() {
        return weights;
    }

    /// What bias must be: {O}; null when the convolution has none.
    public @Nullable MemoryDescriptor bias() {
        return bias;
    }

    /// What dst must be: {N, C, [D,] [H,] W} in the layout that was given or chosen.
    public MemoryDescriptor dst() {
        return dst;
    }

    /// Brings weights into the layout this convolution wants, once, so that no execution has to.
    ///
    /// @param weights of the same dimensions, in any layout and type that can be reordered
    /// @param arena where the packed weights live
    /// @return the packed weights; the same tensor when it is in that layout already
    /// @throws IllegalArgumentException when the dimensions differ
    public Tensor pack(Tensor weights, Arena arena) {
        if (weights.descriptor().equals(this.weights)) {
            return weights;
        }
        Tensor packed = Tensor.allocate(arena, this.weights);
        Reorder.run(engine(), weights, packed);
        return packed;
    }

    /// Convolves; returns when dst is written. Allocates nothing, but for the first time that one
    /// more thread than ever before is in this method at once.
    ///
    /// @param src what [#src()] says
    /// @param weights what [#weights()] says: see [#pack]
    /// @param bias what [#bias()] says; null exactly when the convolution has none
    /// @param dst what [#dst()] says; must not share elements with the others
    /// @throws IllegalArgumentException when a tensor is not what it should be
    /// @throws IllegalStateException when the convolution is closed, or the arena of a tensor is
    /// @throws WrongThreadException when a tensor's arena is confined to another thread
    /// @throws OneDnnException when oneDNN fails
    public void execute(Tensor src, Tensor weights, @Nullable Tensor bias, Tensor dst) {
        Execution execution = acquire();
        try {
            set(execution, src, weights, bias, dst);
            execution.execute();
        } finally {
            execution.release();
        }
    }

    /// Convolves without a bias; otherwise as [#execute(Tensor, Tensor, Tensor, Tensor)].
    public void execute(Tensor src, Tensor weights, Tensor dst) {
        execute(src, weights, null, dst);
    }

    /// Prepares an execution on these tensors that can be run many times.
    ///
    /// @throws IllegalArgumentException as for [#execute]
    /// @throws IllegalStateException as for [#execute]
    public Execution bind(Tensor src, Tensor weights, @Nullable Tensor bias, Tensor dst) {
        Execution execution = new Execution(this);
        try {
            set(execution, src, weights, bias, dst);
            return execution;
        } catch (RuntimeException | Error failure) {
            execution.close();
            throw failure;
        }
    }

    /// Prepares an execution without a bias; otherwise as [#bind(Tensor, Tensor, Tensor, Tensor)].
    public Execution bind(Tensor src, Tensor weights, Tensor dst) {
        return bind(src, weights, null, dst);
    }

    private void set(
            Execution execution, Tensor src, Tensor weights, @Nullable Tensor bias, Tensor dst) {
        execution.set(0, src);
        execution.set(1, weights);
        execution.set(2, dst);
        if (this.bias != null) {
            execution.set(3, bias);
        } else if (bias != null) {
            throw new IllegalArgumentException(
                    "bias: the convolution was built without one, got " + bias.descriptor());
        }
    }
}
