package dev.onednn4j;

import dev.onednn4j.internal.attribute.Pass;
import dev.onednn4j.internal.problem.InnerProductProblem;
import dev.onednn4j.internal.problem.TensorRequest;

/// Describes a forward [InnerProduct]. `src`, `weights` and `dst` are needed, the rest has
/// defaults.
public final class InnerProductBuilder extends PrimitiveBuilder<InnerProductBuilder> {
    private final TensorRequest src = new TensorRequest("src");
    private final TensorRequest weights = new TensorRequest("weights");
    private final TensorRequest bias = new TensorRequest("bias");
    private final TensorRequest dst = new TensorRequest("dst");
    private boolean training;

    InnerProductBuilder(Engine engine) {
        super(engine);
    }

    @Override
    InnerProductBuilder self() {
        return this;
    }

    /// For training: backward passes will follow (`dnnl_forward_training`).
    public InnerProductBuilder training() {
        training = true;
        return this;
    }

    /// For inference, the default: `dnnl_forward_inference`.
    public InnerProductBuilder inference() {
        training = false;
        return this;
    }

    /// The input: `{N, C, [D,] [H,] [W]}`. With the layout `any`, oneDNN chooses.
    public InnerProductBuilder src(MemoryDescriptor src) {
        this.src.set(src);
        return this;
    }

    /// The input, in a layout that oneDNN chooses.
    public InnerProductBuilder src(DataType type, long... dims) {
        return src(MemoryDescriptor.of(type, dims).with(FormatTag.ANY));
    }

    /// The weights: `{O, C, [D,] [H,] [W]}`. With the layout `any`, oneDNN chooses.
    public InnerProductBuilder weights(MemoryDescriptor weights) {
        this.weights.set(weights);
        return this;
    }

    /// The weights, in a layout that oneDNN chooses: see [WeightedPrimitive#pack].
    public InnerProductBuilder weights(DataType type, long... dims) {
        return weights(MemoryDescriptor.of(type, dims).with(FormatTag.ANY));
    }

    /// What is added to each output: {O}. None by default.
    public InnerProductBuilder bias(MemoryDescriptor bias) {
        this.bias.set(bias);
        return this;
    }

    /// A dense vector with one element for each output. None by default.
    public InnerProductBuilder bias(DataType type) {
        bias.set(type, FormatTag.X);
        return this;
    }

    /// The result: {N, O}. With the layout `any`, oneDNN chooses.
    public InnerProductBuilder dst(MemoryDescriptor dst) {
        this.dst.set(dst);
        return this;
    }

    /// The result, in a layout that oneDNN chooses. Its dimensions follow from the rest.
    public InnerProductBuilder dst(DataType type) {
        return dst(type, FormatTag.ANY);
    }

    /// The result. Its dimensions follow from the rest.
    public InnerProductBuilder dst(DataType type, FormatTag tag) {
        dst.set(type, tag);
        return this;
    }

    /// What to do to the result before it is written. Not besides others in [#attributes].
    public InnerProductBuilder postOps(PostOps postOps) {
        return setPostOps(postOps);
    }

    /// Makes the primitive.
    ///
    /// @throws IllegalArgumentException when something is missing or sizes do not fit together
    /// @throws IllegalStateException when the engine is closed
    /// @throws UnimplementedException when no implementation on this machine does this
    /// @throws OneDnnException when oneDNN refuses
    public InnerProduct build() {
        InnerProductProblem problem =
                InnerProductProblem.resolve(
                        Pass.FORWARD, training, src, weights, bias, dst, attributes());
        return new InnerProduct(engine(), make(problem.request()));
    }
}
