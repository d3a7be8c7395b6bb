package dev.onednn4j.bench.run;

import dev.onednn4j.DataType;
import dev.onednn4j.MemoryDescriptor;
import dev.onednn4j.bench.problem.ConvolutionCase;
import dev.onednn4j.bench.problem.ConvolutionProblem;
import dev.onednn4j.bench.problem.Direction;
import dev.onednn4j.bench.problem.PostOpLink;
import dev.onednn4j.bench.problem.Quantized;
import dev.onednn4j.bench.problem.Quantized.Target;
import dev.onednn4j.bench.problem.SpatialAxis;
import dev.onednn4j.bench.reference.Chunk;
import dev.onednn4j.bench.reference.Elements;

import org.jspecify.annotations.Nullable;

import java.util.Objects;

/// Fills the tensors of a case that is to be checked.
record CorrectnessFilling(ConvolutionCase tested) {
    /// Fills them.
    ///
    /// @return what dst holds before the case runs, where a sum asks for it; null elsewhere
    double @Nullable [] fill(ProblemTensors tensors) {
        Direction direction = tested.direction();
        IntegerFilling filling = filling();
        filling.fill(tensors.src().elements(), 1);
        Quantized.find(tested.attributes().zeroPoints(), Target.SRC)
                .filter(entry -> entry.mask().isSingle())
                .ifPresent(entry -> shift(tensors.src().elements(), entry.value()));
        if (tested.types().needEvenWeights()) {
            filling.fillEven(tensors.weights().elements(), 2);
        } else {
            filling.fill(tensors.weights().elements(), 2);
        }
        filling.fill(tensors.dst().elements(), 3);
        double[] before = tested.attributes().postOps().hasSum() ? before(tensors.dst()) : null;
        if (before == null) {
            IntegerFilling.poison(tensors.result(direction).elements());
        }
        Operand bias = tensors.bias();
        if (bias != null && direction.isForward()) {
            new IntegerFilling(1).fill(bias.elements(), 4);
        } else if (bias != null) {
            IntegerFilling.poison(bias.elements());
        }
        return before;
    }

    private IntegerFilling filling() {
        DataType src = tested.types().src();
        DataType weights = tested.types().weights();
        DataType dst = tested.types().dst();
        return switch (tested.direction()) {
            case FWD_B, FWD_D, FWD_I -> IntegerFilling.of(terms(), src, weights);
            case BWD_D -> IntegerFilling.of(terms(), dst, weights);
            case BWD_W, BWD_WB -> IntegerFilling.of(terms(), src, dst);
        };
    }

    /// The products that one element of the result is the sum of.
    private double terms() {
        ConvolutionProblem problem = tested.effectiveProblem();
        double taps = 1;
        double places = problem.minibatch();
        for (SpatialAxis axis : problem.gatheringAxes()) {
            taps *= axis.kernel();
            places *= axis.output();
        }
        return switch (tested.direction()) {
            case FWD_B, FWD_D, FWD_I -> taps * problem.inputChannels() / problem.groups();
            case BWD_D -> taps * problem.outputChannels() / problem.groups();
            case BWD_W, BWD_WB -> places;
        };
    }

    /// Moves values to where their zero point makes them what they were.
    private static void shift(Elements elements, double zeroPoint) {
        Chunk.of(elements.count())
                .forEach(
                        chunk -> {
                            long end = chunk.first() + chunk.count();
                            for (long i = chunk.first(); i < end; i++) {
                                elements.set(i, elements.get(i) + zeroPoint);
                            }
                        });
    }

    private double[] before(Operand dst) {
        Elements elements = dst.elements();
        DataType type =
                tested.attributes().postOps().links().stream()
                        .filter(PostOpLink.Sum.class::isInstance)
                        .map(link -> ((PostOpLink.Sum) link).type())
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null);
        if (type != null) {
            MemoryDescriptor read = MemoryDescriptor.of(type, dst.plain().descriptor().dims());
            elements = new Elements(dst.plain().as(read));
        }
        return elements.toArray();
    }
}
