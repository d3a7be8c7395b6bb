package dev.onednn4j.lab.steps;

import java.util.stream.IntStream;

/// What sums of products must be, in double precision, and how far from that sums in single
/// precision may lie, in whatever order they are added.
///
/// Adding n products in single precision is off by at most nu / (1 − nu) · Σ|products|, with u =
/// 2⁻²⁴ (Higham, Accuracy and Stability of Numerical Algorithms, section 3.1), and, roundings being
/// as good as independent, practically never by more than λ√n · u · Σ|products| with λ = 10 (Higham
/// and Mary, A New Approach to Probabilistic Rounding Error Analysis, 2019).
///
/// @param values one for each sum
/// @param allowed the largest of the bounds
record Expected(double[] values, double allowed) {
    private static final double UNIT = 0x1p-24;

    /// With it, a sum of a million products is off by more in one of 10¹⁵ cases.
    private static final double LAMBDA = 10;

    /// The products of one sum.
    interface Terms {
        /// Adds them up.
        void addTo(Sum sum);
    }

    /// One sum.
    static final class Sum {
        private double value;
        private double magnitude;
        private long terms;

        void add(double product) {
            value += product;
            magnitude += Math.abs(product);
            terms++;
        }

        private double allowed() {
            double certain = terms * UNIT / (1 - terms * UNIT);
            double practical = LAMBDA * Math.sqrt((double) terms) * UNIT;
            return Math.min(certain, practical) * magnitude;
        }
    }

    /// The terms of each sum.
    interface Sums {
        Terms at(int index);
    }

    /// Computes sums, on all cores.
    static Expected of(int count, Sums sums) {
        double[] values = new double[count];
        double[] allowed = new double[count];
        IntStream.range(0, count)
                .parallel()
                .forEach(
                        i -> {
                            Sum sum = new Sum();
                            sums.at(i).addTo(sum);
                            values[i] = sum.value;
                            allowed[i] = sum.allowed();
                        });
        double largest = 0;
        for (double bound : allowed) {
            largest = Math.max(largest, bound);
        }
        return new Expected(values, largest);
    }

    /// The cross-correlation of a picture with a kernel around each of its pixels: `u + Σa Σb
    /// kernel[a,b] x[i+a,j+b]` with a and b counted from the kernel's middle.
    static Expected crossCorrelation(Plane x, Plane kernel, double u) {
        int top = kernel.height() / 2;
        int left = kernel.width() / 2;
        return of(
                x.values().length,
                index ->
                        sum -> {
                            int i = index / x.width();
                            int j = index % x.width();
                            sum.add(u);
                            for (int a = 0; a < kernel.height(); a++) {
                                for (int b = 0; b < kernel.width(); b++) {
                                    sum.add(
                                            (double) kernel.at(a, b)
                                                    * x.at(i + a - top, j + b - left));
                                }
                            }
                        });
    }

    /// The largest difference to what was computed; NaN when anything there is not a number.
    double difference(float[] computed) {
        double largest = 0;
        for (int i = 0; i < values.length; i++) {
            largest = Math.max(largest, Math.abs(values[i] - computed[i]));
        }
        return largest;
    }

    @Override
    public String toString() {
        return values.length + " sums, within " + allowed;
    }
}
