package dev.onednn4j.internal.memory;

import static dev.onednn4j.capi.onednn_h.*;

import dev.onednn4j.MemoryDescriptor;

import org.jspecify.annotations.Nullable;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/// What a tensor is to a primitive, and how to ask a native primitive descriptor for it.
public enum TensorRole {
    SRC(DNNL_ARG_SRC_0(), dnnl_query_src_md(), 0, false),
    SRC_1(DNNL_ARG_SRC_1(), dnnl_query_src_md(), 1, false),
    WEIGHTS(DNNL_ARG_WEIGHTS_0(), dnnl_query_weights_md(), 0, false),
    BIAS(DNNL_ARG_BIAS(), dnnl_query_weights_md(), 1, false),
    DST(DNNL_ARG_DST_0(), dnnl_query_dst_md(), 0, true),
    /// The result of the forward pass, which a backward pass reads.
    FORWARD_DST(DNNL_ARG_DST_0(), dnnl_query_dst_md(), 0, false),
    /// What a forward pass notes down for the backward pass.
    WORKSPACE(DNNL_ARG_WORKSPACE(), dnnl_query_workspace_md(), 0, true),
    FORWARD_WORKSPACE(DNNL_ARG_WORKSPACE(), dnnl_query_workspace_md(), 0, false),
    DIFF_SRC(DNNL_ARG_DIFF_SRC_0(), dnnl_query_diff_src_md(), 0, true),
    DIFF_WEIGHTS(DNNL_ARG_DIFF_WEIGHTS_0(), dnnl_query_diff_weights_md(), 0, true),
    DIFF_BIAS(DNNL_ARG_DIFF_BIAS(), dnnl_query_diff_weights_md(), 1, true),
    DIFF_DST(DNNL_ARG_DIFF_DST_0(), dnnl_query_diff_dst_md(), 0, false);

    private final int id;
    private final int query;
    private final int index;
    private final boolean written;

    TensorRole(int id, int query, int index, boolean written) {
        this.id = id;
        this.query = query;
        this.index = index;
        this.written = written;
    }

    /// The arguments of a primitive, as its native primitive descriptor chose them; without the
    /// last one where that is optional and the descriptor has none.
    public static List<Argument> arguments(MemorySegment descriptor, TensorRole... roles) {
        List<Argument> arguments = new ArrayList<>();
        for (TensorRole role : roles) {
            MemoryDescriptor chosen = NativeDescriptor.memory(descriptor, role.query, role.index);
            if (chosen != null || !role.isOptional()) {
                arguments.add(role.argument(Objects.requireNonNull(chosen)));
            }
        }
        return List.copyOf(arguments);
    }

    /// Tensors of a problem by the words of their roles; without those that are null.
    public static Map<String, ProblemTensor> tensors(
            List<TensorRole> roles, List<? extends @Nullable MemoryDescriptor> tensors) {
        Map<String, ProblemTensor> named = new LinkedHashMap<>();
        for (int i = 0; i < roles.size(); i++) {
            MemoryDescriptor tensor = tensors.get(i);
            if (tensor != null) {
                named.put(roles.get(i).toString(), ProblemTensor.of(tensor));
            }
        }
        return named;
    }

    /// A tensor as a native primitive descriptor chose it; as it was asked for where that has none
    /// of its name.
    public static ProblemTensor chosen(MemorySegment descriptor, String name, ProblemTensor asked) {
        for (TensorRole role : values()) {
            if (role.toString().equals(name)) {
                MemoryDescriptor chosen =
                        NativeDescriptor.memory(descriptor, role.query, role.index);
                return chosen == null ? asked : ProblemTensor.of(chosen);
            }
        }
        return asked;
    }

    /// The argument, described so.
    public Argument argument(MemoryDescriptor descriptor) {
        return new Argument(id, toString(), descriptor, written);
    }

    private boolean isOptional() {
        return switch (this) {
            case BIAS, DIFF_BIAS, WORKSPACE, FORWARD_WORKSPACE -> true;
            default -> false;
        };
    }

    /// oneDNN's word: `diff_src`.
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace("forward_", "");
    }
}
