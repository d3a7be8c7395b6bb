package dev.onednn4j;

import static dev.onednn4j.capi.onednn_h.*;

/// What a oneDNN function returned: `dnnl_status_t`.
public enum Status {
    /// The operation was successful.
    SUCCESS(dnnl_success()),
    /// Memory could not be allocated.
    OUT_OF_MEMORY(dnnl_out_of_memory()),
    /// The arguments do not fit together.
    INVALID_ARGUMENTS(dnnl_invalid_arguments()),
    /// No implementation on this machine does what was asked.
    UNIMPLEMENTED(dnnl_unimplemented()),
    /// The list of implementations is exhausted.
    LAST_IMPL_REACHED(dnnl_last_impl_reached()),
    /// The primitive failed while it ran.
    RUNTIME_ERROR(dnnl_runtime_error()),
    /// The queried element is not required for the primitive.
    NOT_REQUIRED(dnnl_not_required()),
    /// The graph is not legitimate.
    INVALID_GRAPH(dnnl_invalid_graph()),
    /// The operation is not legitimate by its schema.
    INVALID_GRAPH_OP(dnnl_invalid_graph_op()),
    /// The shape cannot be inferred or compiled.
    INVALID_SHAPE(dnnl_invalid_shape()),
    /// The data type cannot be inferred or compiled.
    INVALID_DATA_TYPE(dnnl_invalid_data_type());

    private final int value;

    Status(int value) {
        this.value = value;
    }

    /// The status of a C constant.
    ///
    /// @throws IllegalArgumentException when oneDNN has no such status
    public static Status of(int value) {
        for (Status status : values()) {
            if (status.value == value) {
                return status;
            }
        }
        throw new IllegalArgumentException("oneDNN returned the unknown status " + value);
    }
}
