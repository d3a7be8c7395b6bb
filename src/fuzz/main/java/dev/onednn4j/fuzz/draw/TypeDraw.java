package dev.onednn4j.fuzz.draw;

import static dev.onednn4j.DataType.BF16;
import static dev.onednn4j.DataType.F16;
import static dev.onednn4j.DataType.F32;
import static dev.onednn4j.DataType.F64;
import static dev.onednn4j.DataType.S32;
import static dev.onednn4j.DataType.S8;
import static dev.onednn4j.DataType.U8;

import dev.onednn4j.DataType;
import dev.onednn4j.fuzz.problem.LayoutSpec;
import dev.onednn4j.fuzz.problem.Pass;
import dev.onednn4j.fuzz.problem.TensorSpec;

import java.util.List;

/// Draws the types of tensors.
final class TypeDraw {
    private static final List<DataType> SINGLE = List.of(F32, F32, F32);

    private TypeDraw() {}

    /// The types of src, weights and dst of a product.
    static List<DataType> convolution(Dice dice, Pass pass) {
        if (dice.percent(50)) {
            return SINGLE;
        }
        if (!pass.isForward() && pass == Pass.BACKWARD_WEIGHTS) {
            DataType half = dice.of(BF16, F16);
            return List.of(half, dice.percent(50) ? half : F32, half);
        }
        if (pass == Pass.BACKWARD_DATA) {
            if (dice.percent(25)) {
                return List.of(dice.of(F32, S32, S8, U8), S8, dice.of(S8, U8));
            }
            DataType half = dice.of(BF16, F16);
            return List.of(dice.percent(50) ? half : F32, half, half);
        }
        return switch (dice.between(0, 9)) {
            case 0, 1 -> {
                DataType half = dice.of(BF16, F16);
                yield List.of(half, half, dice.of(half, half, F32, S8, U8));
            }
            case 2 -> List.of(F32, F32, dice.of(S8, U8, BF16, F16, S32));
            case 3 -> dice.of(List.of(F64, F64, F64), List.of(F32, S8, F32), List.of(F32, U8, F32));
            default ->
                    List.of(
                            dice.of(U8, U8, S8),
                            dice.percent(95) ? S8 : U8,
                            dice.of(F32, S32, S8, U8, U8, BF16, F16));
        };
    }

    /// A bias, dense.
    static TensorSpec bias(Dice dice, Pass pass, List<DataType> types) {
        LayoutSpec dense = new LayoutSpec.Tagged("a");
        if (pass == Pass.BACKWARD_WEIGHTS) {
            return new TensorSpec(dice.percent(70) ? types.get(1) : F32, dense);
        }
        return new TensorSpec(
                dice.percent(60)
                        ? F32
                        : dice.of(types.get(0), types.get(2), F32, BF16, S32, S8, U8),
                dense);
    }

    /// A type that most primitives know.
    static DataType common(Dice dice) {
        return dice.of(F32, F32, F32, F32, BF16, F16, S8, U8, S32);
    }

    /// A floating point type.
    static DataType floating(Dice dice) {
        return dice.of(F32, F32, F32, BF16, F16);
    }
}
