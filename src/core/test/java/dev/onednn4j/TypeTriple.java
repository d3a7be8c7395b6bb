package dev.onednn4j;

import java.util.List;

/// The types of src, weights and dst.
record TypeTriple(DataType src, DataType weights, DataType dst) {
    static final TypeTriple F32 = new TypeTriple(DataType.F32, DataType.F32, DataType.F32);

    static final List<TypeTriple> INTEGERS =
            List.of(
                    new TypeTriple(DataType.U8, DataType.S8, DataType.F32),
                    new TypeTriple(DataType.U8, DataType.S8, DataType.U8),
                    new TypeTriple(DataType.U8, DataType.S8, DataType.S8),
                    new TypeTriple(DataType.S8, DataType.S8, DataType.S32),
                    new TypeTriple(DataType.S8, DataType.S8, DataType.S8));
    private static final List<TypeTriple> FLOATS =
            List.of(
                    F32,
                    F32,
                    new TypeTriple(DataType.F32, DataType.F32, DataType.S8),
                    new TypeTriple(DataType.BF16, DataType.BF16, DataType.F32),
                    new TypeTriple(DataType.BF16, DataType.BF16, DataType.BF16));

    /// Those of integers that this machine runs.
    static List<TypeTriple> integers(Engine engine, Operation operation) {
        return INTEGERS.stream().filter(types -> types.run(engine, operation)).toList();
    }

    /// Those of floating point numbers that this machine runs.
    static List<TypeTriple> floats(Engine engine, Operation operation) {
        return FLOATS.stream().filter(types -> types.run(engine, operation)).toList();
    }

    private boolean run(Engine engine, Operation operation) {
        return Capabilities.implementation(engine, operation, Direction.FORWARD, src, weights, dst)
                .isPresent();
    }

    /// What is stored in a type for exact results.
    static float[] stored(DataType type, double[] exact) {
        float[] stored = new float[exact.length];
        for (int i = 0; i < stored.length; i++) {
            stored[i] = (float) Stored.as(type, exact[i]) + 0f;
        }
        return stored;
    }
}
