package dev.onednn4j;

import dev.onednn4j.internal.call.NativePrimitive;
import dev.onednn4j.internal.call.Packing;

import org.jspecify.annotations.Nullable;

import java.lang.foreign.Arena;
import java.util.Objects;

/// What forward primitives with weights have in common: [Convolution], [Deconvolution],
/// [InnerProduct] and [MatMul]. Each says what dimensions its tensors have.
///
/// Thread safe: any number of threads may execute one at once.
public abstract class WeightedPrimitive extends Primitive {
    private final MemoryDescriptor src;
    private final MemoryDescriptor weights;
    private final @Nullable MemoryDescriptor bias;
    private final MemoryDescriptor dst;

    WeightedPrimitive(Engine engine, NativePrimitive made) {
        super(engine, made);
        this.src = made.expected(0);
        this.weights = made.expected(1);
        this.dst = made.expected(2);
        this.bias = made.expectedOptional(3);
    }

    /// What src must be, in the layout that was given or chosen.
    public MemoryDescriptor src() {
        return src;
    }

    /// What weights must be, in the layout that was given or chosen.
    public MemoryDescriptor weights() {
        return weights;
    }

    /// What bias must be; null when there is none.
    public @Nullable MemoryDescriptor bias() {
        return bias;
    }

    /// What dst must be, in the layout that was given or chosen.
    public MemoryDescriptor dst() {
        return dst;
    }

    /// Brings weights into the layout that is wanted, once, so that no execution has to.
    ///
    /// @param weights of the same dimensions, in any layout and type that can be reordered
    /// @param arena where the packed weights live
    /// @return the packed weights; the same tensor when it is in that layout already
    /// @throws IllegalArgumentException when the dimensions differ, or the weights are real numbers
    ///   and whole ones are wanted: nothing says how to scale them. [QuantizedWeights#of] does, and
    ///   its values can be packed
    public Tensor pack(Tensor weights, Arena arena) {
        return Packing.weights(engine().device(), weights, this.weights, arena);
    }

    /// Brings a tensor into the layout that a runtime argument is wanted in: the slopes of a prelu,
    /// the weights of a fused depthwise convolution, an operand whose layout was left to oneDNN.
    ///
    /// @param name the argument's name: see [#runtimeArguments()]
    /// @param tensor of the same dimensions, in any layout and type that can be reordered
    /// @param arena where the packed tensor lives
    /// @return the packed tensor; the same one when it is in that layout already
    /// @throws IllegalArgumentException when there is no such argument, the dimensions differ, or
    ///   real numbers are given where whole ones are wanted
    public Tensor pack(String name, Tensor tensor, Arena arena) {
        MemoryDescriptor wanted = runtimeArguments().get(Objects.requireNonNull(name, "name"));
        if (wanted == null) {
            throw new IllegalArgumentException(
                    "name: expected one of "
                            + runtimeArguments().keySet()
                            + ", got '"
                            + name
                            + "'");
        }
        return Packing.argument(engine().device(), name, tensor, wanted, arena);
    }

    /// Computes dst; returns when dst is written. Allocates nothing, but for the first time that
    /// one more thread than ever before is in this method at once.
    ///
    /// @param src what [#src()] says
    /// @param weights what [#weights()] says: see [#pack]
    /// @param bias what [#bias()] says; null exactly when there is none
    /// @param dst what [#dst()] says; must not share elements with the others
    /// @param runtime what [#runtimeArguments()] says
    /// @throws IllegalArgumentException when a tensor is not what it should be
    /// @throws IllegalStateException when the primitive is closed, or the arena of a tensor is
    /// @throws WrongThreadException when a tensor's arena is confined to another thread
    /// @throws OneDnnException when oneDNN fails
    public void execute(
            Tensor src,
            Tensor weights,
            @Nullable Tensor bias,
            Tensor dst,
            RuntimeArguments runtime) {
        executions.run(src, weights, dst, bias, runtime);
    }

    /// Computes dst without runtime arguments.
    public void execute(Tensor src, Tensor weights, @Nullable Tensor bias, Tensor dst) {
        executions.run(src, weights, dst, bias, RuntimeArguments.none());
    }

    /// Computes dst without a bias and without runtime arguments.
    public void execute(Tensor src, Tensor weights, Tensor dst) {
        executions.run(src, weights, dst, null, RuntimeArguments.none());
    }

    /// Prepares an execution on these tensors that can be run many times.
    ///
    /// @throws IllegalArgumentException as for [#execute]
    /// @throws IllegalStateException as for [#execute]
    public Execution bind(
            Tensor src,
            Tensor weights,
            @Nullable Tensor bias,
            Tensor dst,
            RuntimeArguments runtime) {
        return prepare(src, weights, dst, bias, runtime);
    }

    /// Prepares an execution without runtime arguments.
    public Execution bind(Tensor src, Tensor weights, @Nullable Tensor bias, Tensor dst) {
        return prepare(src, weights, dst, bias, RuntimeArguments.none());
    }

    /// Prepares an execution without a bias and without runtime arguments.
    public Execution bind(Tensor src, Tensor weights, Tensor dst) {
        return prepare(src, weights, dst, null, RuntimeArguments.none());
    }
}
