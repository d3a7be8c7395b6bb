package dev.onednn4j;

import static dev.onednn4j.capi.onednn_h.*;

/// A function of two tensors, element by element: the `dnnl_binary_*` algorithms. x is the result
/// so far, y the operand; comparisons give 1 or 0.
public enum BinaryAlgorithm {
    /// x + y.
    ADD(dnnl_binary_add()),
    /// x · y.
    MUL(dnnl_binary_mul()),
    /// The larger of x and y.
    MAX(dnnl_binary_max()),
    /// The smaller of x and y.
    MIN(dnnl_binary_min()),
    /// x / y.
    DIV(dnnl_binary_div()),
    /// x − y.
    SUB(dnnl_binary_sub()),
    /// x ≥ y.
    GE(dnnl_binary_ge()),
    /// x > y.
    GT(dnnl_binary_gt()),
    /// x ≤ y.
    LE(dnnl_binary_le()),
    /// x < y.
    LT(dnnl_binary_lt()),
    /// x = y.
    EQ(dnnl_binary_eq()),
    /// x ≠ y.
    NE(dnnl_binary_ne());

    private final int value;

    BinaryAlgorithm(int value) {
        this.value = value;
    }

    /// The C constant.
    public int value() {
        return value;
    }
}
