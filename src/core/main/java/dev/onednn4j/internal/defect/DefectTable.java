package dev.onednn4j.internal.defect;

import dev.onednn4j.Defect;
import dev.onednn4j.internal.problem.Implementation;
import dev.onednn4j.internal.problem.Problem;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The table of what oneDNN gets wrong.
///
/// @param rules those that apply to a version of oneDNN and are not disabled
public record DefectTable(List<Rule> rules) {
    /// The system property that names defects which are not passed over.
    public static final String DISABLED = "onednn4j.disabledDefects";

    /// The word for all of them.
    private static final String ALL = "all";

    /// The oldest version of oneDNN that this library works with.
    static final String OLDEST_VERSION = "3.13.0";

    private static final List<Rule> WHOLE =
            Stream.of(
                            ForwardConvolutionDefects.RULES,
                            IntegerConvolutionDefects.RULES,
                            ScatteringConvolutionDefects.RULES,
                            WideStepDefects.RULES,
                            WeightGradientDefects.RULES,
                            FusedConvolutionDefects.RULES,
                            PostOpDefects.RULES,
                            PaddingDefects.RULES,
                            DimensionDefects.RULES,
                            InnerProductDefects.RULES,
                            MatMulDefects.RULES,
                            OperandDefects.RULES,
                            SpreadingDefects.RULES,
                            SaturationDefects.RULES,
                            OffsetDefects.RULES,
                            PoolingDefects.RULES,
                            NormalizationDefects.RULES,
                            BinaryDefects.RULES)
                    .flatMap(List::stream)
                    .toList();

    /// All that is known, whatever the version.
    public static List<Defect> all() {
        return WHOLE.stream().map(Rule::defect).toList();
    }

    /// What applies to a version.
    ///
    /// @param version of oneDNN, such as `3.13.0`
    /// @param isa the instruction set of the CPU, such as `avx512_core_vnni`
    /// @param disabled ids separated by commas, or `all`
    /// @throws IllegalArgumentException when there is no such id
    public static DefectTable of(String version, String isa, String disabled) {
        Set<String> ignored =
                Arrays.stream(disabled.split(","))
                        .map(String::strip)
                        .filter(id -> !id.isEmpty())
                        .collect(Collectors.toSet());
        Set<String> known =
                WHOLE.stream().map(rule -> rule.defect().id()).collect(Collectors.toSet());
        for (String id : ignored) {
            if (!id.equals(ALL) && !known.contains(id)) {
                throw new IllegalArgumentException(
                        DISABLED
                                + ": expected '"
                                + ALL
                                + "' or ids of known defects, separated by commas, got '"
                                + id
                                + "'; OneDnn.knownDefects() lists them");
            }
        }
        return new DefectTable(
                WHOLE.stream()
                        .filter(rule -> !ignored.contains(ALL))
                        .filter(rule -> !ignored.contains(rule.defect().id()))
                        .filter(rule -> rule.cpus().test(isa))
                        .filter(rule -> !isFixed(rule.defect(), version))
                        .toList());
    }

    private static boolean isFixed(Defect defect, String version) {
        String fixedIn = defect.fixedIn();
        return fixedIn != null && Arrays.compare(numbers(version), numbers(fixedIn)) >= 0;
    }

    private static int[] numbers(String version) {
        return Arrays.stream(version.split("\\.")).mapToInt(Integer::parseInt).toArray();
    }

    /// The defect that shows when an implementation computes a problem; empty when none is known.
    ///
    /// @param asked the problem as it was asked, where layouts may be open
    /// @param chosen the problem with the layouts that the implementation chose; asked for only
    ///   where a defect depends on it, and once
    public Optional<Defect> find(
            Problem asked, Implementation implementation, Supplier<Problem> chosen) {
        Supplier<Problem> once = new Once(chosen);
        for (Rule rule : rules) {
            if (rule.concerns(asked, implementation, once)) {
                return Optional.of(rule.defect());
            }
        }
        return Optional.empty();
    }

    /// The defect that shows when an implementation computes a problem whose layouts are known.
    public Optional<Defect> find(Problem problem, Implementation implementation) {
        return find(problem, implementation, () -> problem);
    }

    /// Asks another supplier the first time alone. For one thread.
    private static final class Once implements Supplier<Problem> {
        private final Supplier<Problem> other;
        private @Nullable Problem known;

        private Once(Supplier<Problem> other) {
            this.other = other;
        }

        @Override
        public Problem get() {
            Problem problem = known;
            if (problem == null) {
                problem = other.get();
                known = problem;
            }
            return problem;
        }
    }
}
