package dev.onednn4j.bench.run;

import dev.onednn4j.BinaryAlgorithm;
import dev.onednn4j.DataType;
import dev.onednn4j.Engine;
import dev.onednn4j.RuntimeArguments;
import dev.onednn4j.bench.problem.CaseAttributes;
import dev.onednn4j.bench.problem.ConvolutionCase;
import dev.onednn4j.bench.problem.PostOpLink;
import dev.onednn4j.bench.problem.Quantized;
import dev.onednn4j.bench.problem.Quantized.Target;
import dev.onednn4j.bench.problem.RuntimeNames;
import dev.onednn4j.bench.reference.RuntimeValues;
import dev.onednn4j.bench.reference.TensorElements;

import java.lang.foreign.Arena;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/// The tensors that a case's attributes need when the primitive runs, by their names: scales, zero
/// points, operands of post-operations. All hold values that f32 arithmetic keeps exact as far as
/// it goes, the same ones in every run.
///
/// Not thread safe. The memory is that of an arena.
final class RuntimeOperands {
    private static final long SEED = 0x5CA1E;
    private static final double[] SCALES = {0.0625, 0.125, 0.25};
    private static final int ZERO_POINT_RANGE = 2;
    private static final int OPERAND_RANGE = 16;
    private static final int FACTOR_RANGE = 4;
    private static final int SLOPE_RANGE = 2;
    private static final int WEIGHTS_RANGE = 4;
    private static final int BIAS_RANGE = 8;

    private final Map<String, CaseTensor> operands = new LinkedHashMap<>();

    /// Allocates and fills what a primitive wants.
    static RuntimeOperands allocate(
            CasePrimitive primitive, ConvolutionCase benchCase, Arena arena) {
        RuntimeOperands made = new RuntimeOperands();
        primitive
                .primitive()
                .runtimeArguments()
                .forEach(
                        (name, descriptor) -> {
                            CaseTensor operand = CaseTensor.allocate(arena, descriptor);
                            fill(name, operand.elements(), benchCase);
                            made.operands.put(name, operand);
                        });
        return made;
    }

    /// Hands everything to the primitive.
    void give(Engine engine) {
        operands.values().forEach(operand -> operand.give(engine));
    }

    RuntimeArguments arguments() {
        RuntimeArguments arguments = RuntimeArguments.none();
        for (Map.Entry<String, CaseTensor> entry : operands.entrySet()) {
            arguments = arguments.and(entry.getKey(), entry.getValue().tensor());
        }
        return arguments;
    }

    /// What the tensors hold.
    RuntimeValues values() {
        Map<String, TensorElements> values = new LinkedHashMap<>();
        operands.forEach((name, operand) -> values.put(name, operand.elements()));
        return new RuntimeValues(values);
    }

    private static void fill(String name, TensorElements elements, ConvolutionCase benchCase) {
        SplittableRandom random = new SplittableRandom(SEED + name.hashCode());
        ToDoubleFunction<SplittableRandom> source = source(name, elements.type(), benchCase);
        for (long i = 0; i < elements.count(); i++) {
            elements.set(i, source.applyAsDouble(random));
        }
    }

    private static ToDoubleFunction<SplittableRandom> source(
            String name, DataType type, ConvolutionCase benchCase) {
        CaseAttributes attributes = benchCase.attributes();
        for (Target target : Target.values()) {
            if (name.equals(RuntimeNames.scales(target))) {
                Optional<Quantized> entry = Quantized.find(attributes.scales(), target);
                return entry.isPresent() && entry.get().mask().isSingle()
                        ? random -> entry.get().value()
                        : random -> SCALES[random.nextInt(SCALES.length)];
            }
            if (name.equals(RuntimeNames.zeroPoints(target))) {
                Optional<Quantized> entry = Quantized.find(attributes.zeroPoints(), target);
                return entry.isPresent() && entry.get().mask().isSingle()
                        ? random -> entry.get().value()
                        : random -> integer(random, ZERO_POINT_RANGE);
            }
        }
        if (name.equals(RuntimeNames.DEPTHWISE_WEIGHTS)) {
            int factor = type == DataType.S8 ? 2 : 1;
            return random -> factor * integer(random, WEIGHTS_RANGE / factor);
        }
        if (name.equals(RuntimeNames.DEPTHWISE_BIAS)) {
            return random -> integer(random, BIAS_RANGE);
        }
        List<PostOpLink> links = attributes.postOps().links();
        for (int i = 0; i < links.size(); i++) {
            if (name.equals(RuntimeNames.condition(i))) {
                return random -> random.nextInt(3);
            }
            if (name.equals(RuntimeNames.operand(i))) {
                return source(links.get(i));
            }
        }
        throw new IllegalStateException("no values for the runtime argument " + name);
    }

    private static ToDoubleFunction<SplittableRandom> source(PostOpLink link) {
        if (link instanceof PostOpLink.PreluLink) {
            return random -> integer(random, SLOPE_RANGE);
        }
        if (link instanceof PostOpLink.BinaryLink binary) {
            boolean unsigned = binary.operand().type() == DataType.U8;
            if (binary.algorithm() == BinaryAlgorithm.DIV) {
                return random -> (unsigned || random.nextBoolean() ? 1 : -1) << random.nextInt(3);
            }
            int range = binary.algorithm() == BinaryAlgorithm.MUL ? FACTOR_RANGE : OPERAND_RANGE;
            return unsigned
                    ? random -> random.nextInt(range + 1)
                    : random -> integer(random, range);
        }
        return random -> integer(random, OPERAND_RANGE);
    }

    private static int integer(SplittableRandom random, int range) {
        return random.nextInt(-range, range + 1);
    }
}
