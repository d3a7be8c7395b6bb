package dev.onednn4j;

import static dev.onednn4j.capi.onednn_h.*;

import java.util.Locale;
import java.util.Objects;

/// The type of a tensor's elements: `dnnl_data_type_t`.
public enum DataType {
    /// IEEE 754 half precision.
    F16(dnnl_f16()),
    /// bfloat16: the upper half of an f32.
    BF16(dnnl_bf16()),
    /// IEEE 754 single precision.
    F32(dnnl_f32()),
    /// 32-bit signed integer.
    S32(dnnl_s32()),
    /// 8-bit signed integer.
    S8(dnnl_s8()),
    /// 8-bit unsigned integer.
    U8(dnnl_u8()),
    /// IEEE 754 double precision.
    F64(dnnl_f64()),
    /// Boolean; oneDNN makes no memory descriptor of it on CPUs yet.
    BOOLEAN(dnnl_boolean()),
    /// 8-bit floating point with 5 bits of exponent (OCP).
    F8_E5M2(dnnl_f8_e5m2()),
    /// 8-bit floating point with 4 bits of exponent (OCP).
    F8_E4M3(dnnl_f8_e4m3()),
    /// 4-bit signed integer, two in a byte.
    S4(dnnl_s4()),
    /// 4-bit unsigned integer, two in a byte.
    U4(dnnl_u4()),
    /// 8-bit exponent, the scale type of the OCP microscaling formats.
    E8M0(dnnl_e8m0()),
    /// 4-bit floating point with 2 bits of exponent (OCP), two in a byte.
    F4_E2M1(dnnl_f4_e2m1()),
    /// 4-bit floating point with 3 bits of exponent, two in a byte; oneDNN makes no memory
    /// descriptor of it on CPUs.
    F4_E3M0(dnnl_f4_e3m0()),
    /// 64-bit signed integer.
    S64(dnnl_s64());

    private final int value;

    DataType(int value) {
        this.value = value;
    }

    /// The C constant.
    public int value() {
        return value;
    }

    /// The type of a C constant.
    ///
    /// @throws IllegalArgumentException when oneDNN has no such type
    public static DataType of(int value) {
        for (DataType type : values()) {
            if (type.value == value) {
                return type;
            }
        }
        throw new IllegalArgumentException("oneDNN returned the unknown data type " + value);
    }

    /// The type with oneDNN's own name, such as `f32` or `f8_e5m2`.
    ///
    /// @throws IllegalArgumentException when there is none
    public static DataType of(String name) {
        Objects.requireNonNull(name, "name");
        for (DataType type : values()) {
            if (type.toString().equals(name)) {
                return type;
            }
        }
        throw new IllegalArgumentException(
                "no data type is called '" + name + "': expected one such as f32, bf16, s8, u8");
    }

    /// The bytes that one element takes; 1 for the 4-bit types, which are packed in pairs. Needs no
    /// native library.
    public long size() {
        return switch (this) {
            case F64, S64 -> 8;
            case F32, S32 -> 4;
            case F16, BF16 -> 2;
            default -> 1;
        };
    }

    /// The elements that share a byte: 2 in the 4-bit types.
    public int elementsPerByte() {
        return switch (this) {
            case S4, U4, F4_E2M1, F4_E3M0 -> 2;
            default -> 1;
        };
    }

    /// The bytes that so many elements take, one after another.
    public long bytes(long elements) {
        int shared = elementsPerByte();
        return shared == 1 ? elements * size() : (elements + shared - 1) / shared;
    }

    /// oneDNN's own name: `f32`.
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
