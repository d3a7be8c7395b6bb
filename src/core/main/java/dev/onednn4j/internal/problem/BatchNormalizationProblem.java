package dev.onednn4j.internal.problem;

import dev.onednn4j.BatchNormalization;
import dev.onednn4j.BatchNormalizationBackward;
import dev.onednn4j.DataType;
import dev.onednn4j.MemoryDescriptor;
import dev.onednn4j.capi.onednn_h;
import dev.onednn4j.internal.attribute.AttributeSet;
import dev.onednn4j.internal.attribute.Benchdnn;
import dev.onednn4j.internal.attribute.Pass;
import dev.onednn4j.internal.memory.Argument;
import dev.onednn4j.internal.memory.NativeDescriptor;
import dev.onednn4j.internal.memory.TensorRole;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// What was asked of a batch normalization, and the tensors besides src and dst that follow.
///
/// @param flags `dnnl_normalization_flags_t`
public record BatchNormalizationProblem(
        MemoryDescriptor src,
        MemoryDescriptor dst,
        float epsilon,
        int flags,
        boolean training,
        AttributeSet attributes) {
    private boolean has(int flag) {
        return (flags & flag) != 0;
    }

    private boolean usesScale() {
        return has(onednn_h.dnnl_use_scale());
    }

    private boolean usesShift() {
        return has(onednn_h.dnnl_use_shift());
    }

    private boolean usesGlobalStats() {
        return has(onednn_h.dnnl_use_global_stats());
    }

    /// Whether a scale or a shift has a gradient.
    public boolean hasParameters() {
        return usesScale() || usesShift();
    }

    /// The tensors of the forward pass that are passed by name.
    public List<Argument> forwardArguments(MemorySegment descriptor) {
        List<Argument> arguments = new ArrayList<>();
        if (training || usesGlobalStats()) {
            arguments.addAll(statistics(!usesGlobalStats()));
        }
        if (usesScale()) {
            arguments.add(scale());
        }
        if (usesShift()) {
            arguments.add(perChannel(onednn_h.DNNL_ARG_SHIFT(), BatchNormalization.SHIFT, false));
        }
        addWorkspace(arguments, TensorRole.WORKSPACE, descriptor);
        return arguments;
    }

    /// The tensors of the backward pass that are passed by name.
    public List<Argument> backwardArguments(MemorySegment descriptor) {
        List<Argument> arguments = new ArrayList<>(statistics(/* written= */ false));
        if (usesScale()) {
            arguments.add(scale());
        }
        addWorkspace(arguments, TensorRole.FORWARD_WORKSPACE, descriptor);
        if (usesScale()) {
            arguments.add(
                    perChannel(
                            onednn_h.DNNL_ARG_DIFF_SCALE(),
                            BatchNormalizationBackward.DIFF_SCALE,
                            true));
        }
        if (usesShift()) {
            arguments.add(
                    perChannel(
                            onednn_h.DNNL_ARG_DIFF_SHIFT(),
                            BatchNormalizationBackward.DIFF_SHIFT,
                            true));
        }
        return arguments;
    }

    private List<Argument> statistics(boolean written) {
        return List.of(
                perChannel(onednn_h.DNNL_ARG_MEAN(), BatchNormalization.MEAN, written),
                perChannel(onednn_h.DNNL_ARG_VARIANCE(), BatchNormalization.VARIANCE, written));
    }

    private Argument scale() {
        return perChannel(onednn_h.DNNL_ARG_SCALE(), BatchNormalization.SCALE, false);
    }

    private Argument perChannel(int id, String name, boolean written) {
        return new Argument(id, name, MemoryDescriptor.of(DataType.F32, src.dim(1)), written);
    }

    private static void addWorkspace(
            List<Argument> arguments, TensorRole role, MemorySegment descriptor) {
        MemoryDescriptor workspace =
                NativeDescriptor.memory(descriptor, onednn_h.dnnl_query_workspace_md(), 0);
        if (workspace != null) {
            arguments.add(role.argument(workspace));
        }
    }

    /// The problem as a value.
    public Problem forward() {
        return value(
                Pass.FORWARD,
                List.of(TensorRole.SRC, TensorRole.DST),
                List.of(src, dst),
                text(Benchdnn.forward(training, /* biased= */ false), src, dst));
    }

    /// The problem of the gradient as a value.
    public Problem backward(MemoryDescriptor diffSrc, MemoryDescriptor diffDst) {
        return value(
                Pass.BACKWARD_DATA,
                List.of(TensorRole.SRC, TensorRole.DIFF_DST, TensorRole.DIFF_SRC),
                List.of(src, diffDst, diffSrc),
                text(hasParameters() ? "BWD_DW" : "BWD_D", diffSrc, diffDst));
    }

    private Problem value(
            Pass pass,
            List<TensorRole> roles,
            List<MemoryDescriptor> tensors,
            Supplier<String> text) {
        return Problem.of(
                        PrimitiveKind.BATCH_NORMALIZATION,
                        pass,
                        TensorRole.tensors(roles, tensors),
                        text)
                .withTraining(training)
                .withVariant(letters());
    }

    private Supplier<String> text(
            String direction, MemoryDescriptor first, MemoryDescriptor second) {
        return () ->
                Benchdnn.problem(
                        "--bnorm --dir=%s --dt=%s --tag=%s:%s --flags=%s"
                                .formatted(
                                        direction,
                                        first.dataType(),
                                        first.layout(),
                                        second.layout(),
                                        letters()),
                        attributes,
                        sizes());
    }

    private String letters() {
        return (usesGlobalStats() ? "G" : "")
                + (usesScale() ? "C" : "")
                + (usesShift() ? "H" : "")
                + (has(onednn_h.dnnl_fuse_norm_relu()) ? "R" : "");
    }

    /// benchdnn's descriptor: `mb2ic16ih7iw7eps1e-05`.
    private String sizes() {
        String[] names = {"id", "ih", "iw"};
        StringBuilder text = new StringBuilder("mb" + src.dim(0) + "ic" + src.dim(1));
        for (int d = 2; d < src.ndims(); d++) {
            text.append(names[names.length - src.ndims() + d]).append(src.dim(d));
        }
        return text.append("eps").append(epsilon).toString();
    }
}
