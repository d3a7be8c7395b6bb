package dev.onednn4j.internal.problem;

import dev.onednn4j.DataType;
import dev.onednn4j.MemoryDescriptor;
import dev.onednn4j.internal.attribute.Pass;
import dev.onednn4j.internal.memory.WholeBytes;

import java.util.EnumSet;
import java.util.Set;

/// The types of what a primitive multiplies and adds up, and of the result. oneDNN answers with
/// INVALID_ARGUMENTS where it knows no type to keep the sums in. Whether there is an implementation
/// for the others, is another question.
///
/// @param input the type of src or its gradient
/// @param kernel the type of weights or their gradient
/// @param output the type of dst or its gradient
public record ProductTypes(Pass pass, DataType input, DataType kernel, DataType output) {
    private static final Set<DataType> SHORT_FLOATS =
            EnumSet.of(
                    DataType.BF16,
                    DataType.F16,
                    DataType.F8_E5M2,
                    DataType.F8_E4M3,
                    DataType.F4_E2M1,
                    DataType.F4_E3M0);
    private static final Set<DataType> BYTES = EnumSet.of(DataType.S8, DataType.U8);
    private static final Set<DataType> SHORT_INTEGERS =
            EnumSet.of(DataType.S8, DataType.U8, DataType.S4, DataType.U4);
    private static final Set<DataType> INTEGER_RESULTS =
            EnumSet.of(DataType.S8, DataType.U8, DataType.S32);

    /// Checks the types of a primitive that multiplies.
    ///
    /// @throws IllegalArgumentException when sums of their products have no type, or two elements
    ///   of the result share a byte
    public static void require(
            Pass pass,
            TensorRequest input,
            MemoryDescriptor from,
            TensorRequest kernel,
            MemoryDescriptor weights,
            TensorRequest output,
            MemoryDescriptor to) {
        ProductTypes types =
                new ProductTypes(pass, from.dataType(), weights.dataType(), to.dataType());
        if (!types.areKnown()) {
            throw new IllegalArgumentException(
                    input.name()
                            + ", "
                            + kernel.name()
                            + ", "
                            + output.name()
                            + ": expected types whose products oneDNN adds up: f32 in the first"
                            + " two, bf16, f16 or an 8-bit float in any"
                            + (pass == Pass.FORWARD ? ", or u8 or s8 and weights of s8" : "")
                            + "; got "
                            + types.input
                            + ", "
                            + types.kernel
                            + " and "
                            + types.output);
        }
        switch (pass) {
            case FORWARD -> WholeBytes.require(output.name(), to);
            case BACKWARD_DATA -> WholeBytes.require(input.name(), from);
            case BACKWARD_WEIGHTS -> WholeBytes.require(kernel.name(), weights);
        }
    }

    /// Checks that the input channels of a 4-bit tensor fill whole bytes.
    ///
    /// @param channels how many it has
    /// @throws IllegalArgumentException when they do not
    public static void requireWholeBytes(
            TensorRequest request, MemoryDescriptor tensor, long channels) {
        if (tensor.dataType().elementsPerByte() > 1 && channels % 2 != 0) {
            throw new IllegalArgumentException(
                    request.name()
                            + ": expected an even number of input channels for "
                            + tensor.dataType()
                            + ", two of which share a byte, got "
                            + tensor);
        }
    }

    private boolean areKnown() {
        boolean alike = input == kernel && (input == DataType.F32 || input == DataType.F64);
        boolean isShort =
                SHORT_FLOATS.contains(input)
                        || SHORT_FLOATS.contains(kernel)
                        || SHORT_FLOATS.contains(output);
        return alike
                || isShort
                || switch (pass) {
                    case FORWARD -> hasIntegerWeights();
                    case BACKWARD_DATA -> scattersIntegers();
                    case BACKWARD_WEIGHTS -> false;
                };
    }

    private boolean hasIntegerWeights() {
        return SHORT_INTEGERS.contains(kernel) && (BYTES.contains(input) || input == DataType.F32);
    }

    private boolean scattersIntegers() {
        boolean ofIntegers =
                (input == DataType.F32 || INTEGER_RESULTS.contains(input))
                        && kernel == DataType.S8
                        && INTEGER_RESULTS.contains(output);
        boolean toBytes = BYTES.contains(input) && kernel == DataType.F32 && output == DataType.F32;
        return ofIntegers || toBytes;
    }
}
