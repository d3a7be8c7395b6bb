package dev.onednn4j.bench.report;

import dev.onednn4j.DataType;
import dev.onednn4j.bench.problem.ConvolutionCase;
import dev.onednn4j.bench.problem.DataTypes;

/// The most that a machine allows: as many operations as its arithmetic does, or as its memory
/// feeds at a problem's ratio of operations to bytes, whichever is less (Williams, Waterman and
/// Patterson, "Roofline", 2009).
///
/// @param threads what problems run on
public record Roof(Roofline roofline, int threads) {
    /// Operations a second, in 10⁹.
    double over(ConvolutionCase benchCase, Measurement measured) {
        double bytes = measured.inputBytes() + measured.outputBytes();
        double fed = bandwidth() * measured.operations() / bytes;
        return bytes == 0 ? peak(benchCase.types()) : Math.min(peak(benchCase.types()), fed);
    }

    /// Of the arithmetic that suits the types, as far as the machine has it.
    double peak(DataTypes types) {
        Roofline.Gops gops = run().gops();
        Double rate =
                switch (types.src()) {
                    case U8, S8 -> gops.int8();
                    case BF16 -> gops.bf16();
                    default -> gops.f32();
                };
        return rate == null || types.weights() == DataType.F32 ? gops.f32() : rate;
    }

    private double bandwidth() {
        return Math.max(run().gigabytesPerSecond().read(), run().gigabytesPerSecond().triad());
    }

    private Roofline.RooflineRun run() {
        return threads == 1 ? roofline.single() : roofline.all();
    }
}
