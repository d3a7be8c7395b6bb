package dev.onednn4j.bench.run;

import dev.onednn4j.Capabilities;
import dev.onednn4j.DataType;
import dev.onednn4j.Engine;
import dev.onednn4j.Operation;
import dev.onednn4j.bench.problem.ConvolutionCase;
import dev.onednn4j.bench.problem.DataTypes;
import dev.onednn4j.bench.problem.PostOpLink;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Which data types this machine computes with, found out by trying.
///
/// Not thread safe.
final class TypeSupport {
    private record Mix(
            Operation operation,
            dev.onednn4j.Direction direction,
            DataType src,
            DataType weights,
            DataType dst) {}

    private static final Set<DataType> EVERYWHERE =
            Set.of(DataType.F32, DataType.S32, DataType.S8, DataType.U8);

    private final Engine engine;
    private final Map<Mix, Boolean> tried = new HashMap<>();

    /// @param engine must stay open
    TypeSupport(Engine engine) {
        this.engine = engine;
    }

    /// The types of all tensors of a case.
    static Set<DataType> types(ConvolutionCase benchCase) {
        DataTypes mix = benchCase.types();
        Set<DataType> types = new LinkedHashSet<>(Set.of(mix.src()));
        types.add(mix.weights());
        types.add(mix.dst());
        DataType bias = benchCase.biasType();
        if (bias != null) {
            types.add(bias);
        }
        for (PostOpLink link : benchCase.attributes().postOps().links()) {
            switch (link) {
                case PostOpLink.BinaryLink binary -> types.add(binary.operand().type());
                case PostOpLink.SelectLink select -> types.add(select.operand().type());
                case PostOpLink.DepthwiseLink depthwise -> types.add(depthwise.dst());
                case PostOpLink.SumLink sum -> {
                    if (sum.type() != null) {
                        types.add(sum.type());
                    }
                }
                case PostOpLink.FunctionLink function -> {}
                case PostOpLink.PreluLink prelu -> {}
            }
        }
        return types;
    }

    /// Why this machine cannot run a case of these types; empty when the types are not the reason.
    Optional<String> reasonAgainst(ConvolutionCase benchCase) {
        dev.onednn4j.Direction direction =
                switch (benchCase.direction()) {
                    case FWD_B, FWD_D, FWD_I -> dev.onednn4j.Direction.FORWARD;
                    case BWD_D -> dev.onednn4j.Direction.BACKWARD_DATA;
                    case BWD_W, BWD_WB -> dev.onednn4j.Direction.BACKWARD_WEIGHTS;
                };
        Operation operation =
                benchCase.problem().driver().isTransposed()
                        ? Operation.DECONVOLUTION
                        : Operation.CONVOLUTION;
        for (DataType type : types(benchCase)) {
            if (!EVERYWHERE.contains(type)
                    && !runs(new Mix(operation, direction, type, type, type))) {
                return Optional.of("data type " + type + " not supported on this CPU");
            }
        }
        DataTypes mix = benchCase.types();
        return runs(new Mix(operation, direction, mix.src(), mix.weights(), mix.dst()))
                ? Optional.empty()
                : Optional.of("data types " + mix + " not supported on this CPU");
    }

    private boolean runs(Mix mix) {
        return tried.computeIfAbsent(
                mix,
                untried ->
                        Capabilities.implementation(
                                        engine,
                                        untried.operation,
                                        untried.direction,
                                        untried.src,
                                        untried.weights,
                                        untried.dst)
                                .isPresent());
    }
}
