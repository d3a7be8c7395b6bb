package dev.onednn4j.bench.run;

import dev.onednn4j.DataType;
import dev.onednn4j.MemoryDescriptor;
import dev.onednn4j.bench.problem.BenchdnnProblem;
import dev.onednn4j.bench.problem.CaseDirection;
import dev.onednn4j.bench.problem.ConvolutionCase;
import dev.onednn4j.bench.problem.PostOpLink;
import dev.onednn4j.bench.problem.Quantized;
import dev.onednn4j.bench.problem.Quantized.Target;
import dev.onednn4j.bench.problem.SpatialAxis;
import dev.onednn4j.bench.reference.Chunk;
import dev.onednn4j.bench.reference.TensorElements;

import org.jspecify.annotations.Nullable;

import java.util.Objects;

/// Fills the tensors of a case that is to be checked.
record CorrectnessFilling(ConvolutionCase benchCase) {
    /// Fills them.
    ///
    /// @return what dst holds before the case runs, where a sum asks for it; null elsewhere
    double @Nullable [] fill(CaseTensors tensors) {
        CaseDirection direction = benchCase.direction();
        IntegerFilling filling = filling();
        filling.fill(tensors.src().elements(), 1);
        Quantized.find(benchCase.attributes().zeroPoints(), Target.SRC)
                .filter(entry -> entry.mask().isSingle())
                .ifPresent(entry -> shift(tensors.src().elements(), entry.value()));
        if (benchCase.types().needEvenWeights()) {
            filling.fillEven(tensors.weights().elements(), 2);
        } else {
            filling.fill(tensors.weights().elements(), 2);
        }
        filling.fill(tensors.dst().elements(), 3);
        double[] before = benchCase.attributes().postOps().hasSum() ? before(tensors.dst()) : null;
        if (before == null) {
            IntegerFilling.poison(tensors.result(direction).elements());
        }
        CaseTensor bias = tensors.bias();
        if (bias != null && direction.isForward()) {
            new IntegerFilling(1).fill(bias.elements(), 4);
        } else if (bias != null) {
            IntegerFilling.poison(bias.elements());
        }
        return before;
    }

    private IntegerFilling filling() {
        DataType src = benchCase.types().src();
        DataType weights = benchCase.types().weights();
        DataType dst = benchCase.types().dst();
        return switch (benchCase.direction()) {
            case FWD_B, FWD_D, FWD_I -> IntegerFilling.of(terms(), src, weights);
            case BWD_D -> IntegerFilling.of(terms(), dst, weights);
            case BWD_W, BWD_WB -> IntegerFilling.of(terms(), src, dst);
        };
    }

    /// The products that one element of the result is the sum of.
    private double terms() {
        BenchdnnProblem problem = benchCase.effectiveProblem();
        double taps = 1;
        double places = problem.minibatch();
        for (SpatialAxis axis : problem.gatheringAxes()) {
            taps *= axis.kernel();
            places *= axis.output();
        }
        return switch (benchCase.direction()) {
            case FWD_B, FWD_D, FWD_I -> taps * problem.inputChannels() / problem.groups();
            case BWD_D -> taps * problem.outputChannels() / problem.groups();
            case BWD_W, BWD_WB -> places;
        };
    }

    /// Moves values to where their zero point makes them what they were.
    private static void shift(TensorElements elements, double zeroPoint) {
        Chunk.of(elements.count())
                .forEach(
                        chunk -> {
                            long end = chunk.first() + chunk.count();
                            for (long i = chunk.first(); i < end; i++) {
                                elements.set(i, elements.get(i) + zeroPoint);
                            }
                        });
    }

    private double[] before(CaseTensor dst) {
        TensorElements elements = dst.elements();
        DataType type =
                benchCase.attributes().postOps().links().stream()
                        .filter(PostOpLink.SumLink.class::isInstance)
                        .map(link -> ((PostOpLink.SumLink) link).type())
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null);
        if (type != null) {
            MemoryDescriptor read = MemoryDescriptor.of(type, dst.plain().descriptor().dims());
            elements = new TensorElements(dst.plain().as(read));
        }
        return elements.toArray();
    }
}
