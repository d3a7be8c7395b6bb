package dev.onednn4j.internal.defect;

import dev.onednn4j.Defect;
import dev.onednn4j.internal.problem.Implementation;
import dev.onednn4j.internal.problem.PrimitiveKind;
import dev.onednn4j.internal.problem.Problem;

import org.jspecify.annotations.Nullable;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// A defect with the conditions under which it shows: on the name of an implementation, by the
/// family of its kernels, and on the problem. Neither needs the library.
///
/// @param cpus the instruction sets of CPUs that have it, by oneDNN's name
/// @param kinds the primitives that have it
/// @param concerned whether an implementation has it
/// @param possible whether it may show in a problem as it was asked, where layouts may be open
/// @param byLayout whether the condition asks for layouts
/// @param condition whether it shows in a problem
record Rule(
        Defect defect,
        Predicate<String> cpus,
        Set<PrimitiveKind> kinds,
        Predicate<Implementation> concerned,
        Predicate<Problem> possible,
        boolean byLayout,
        BiPredicate<Problem, Implementation> condition) {

    /// Whether it shows when an implementation computes a problem.
    ///
    /// @param asked the problem as it was asked
    /// @param chosen the problem with the layouts that the implementation chose
    boolean concerns(Problem asked, Implementation implementation, Supplier<Problem> chosen) {
        return kinds.contains(asked.kind())
                && concerned.test(implementation)
                && possible.test(asked)
                && condition.test(byLayout ? chosen.get() : asked, implementation);
    }

    /// Begins a rule.
    static Builder of(String id, Defect.Harm harm, String reason) {
        return new Builder(id, harm, reason);
    }

    /// Describes a rule. Without more it concerns all implementations.
    static final class Builder {
        private final String id;
        private final Defect.Harm harm;
        private final String reason;
        private @Nullable String fixedIn;
        private @Nullable String issue;
        private Set<PrimitiveKind> kinds = EnumSet.noneOf(PrimitiveKind.class);
        private String words = "all";
        private Predicate<Implementation> concerned = implementation -> true;
        private Predicate<String> cpus = isa -> true;
        private Predicate<Problem> possible = problem -> true;
        private boolean byLayout;

        private Builder(String id, Defect.Harm harm, String reason) {
            this.id = id;
            this.harm = harm;
            this.reason = reason;
        }

        Builder fixedIn(String version) {
            this.fixedIn = version;
            return this;
        }

        Builder issue(String issue) {
            this.issue = issue;
            return this;
        }

        /// CPUs alone whose instruction set, by oneDNN's name, is one of these.
        Builder cpus(Predicate<String> cpus) {
            this.cpus = cpus;
            return this;
        }

        Builder primitives(PrimitiveKind... primitives) {
            this.kinds = EnumSet.copyOf(List.of(primitives));
            return this;
        }

        /// Implementations with a kernel of one of these families, for whatever instruction set.
        Builder families(String... families) {
            return implementations(
                    String.join(", ", families), implementation -> implementation.hasAny(families));
        }

        /// Of those with a kernel of one of these families the ones that use AMX.
        Builder familiesOnAmx(String... families) {
            return implementations(
                    String.join(", ", families) + " with AMX",
                    implementation -> implementation.usesAmx() && implementation.hasAny(families));
        }

        /// Of those with a kernel of one of these families the ones for AVX-512 or AMX.
        Builder familiesOnAvx512(String... families) {
            return implementations(
                    String.join(", ", families) + " with AVX-512 or AMX",
                    implementation ->
                            (implementation.usesAvx512() || implementation.usesAmx())
                                    && implementation.hasAny(families));
        }

        /// Implementations whose code is generated.
        Builder generated() {
            return implementations("generated code", Implementation::isGenerated);
        }

        /// The reference implementations.
        Builder references() {
            return implementations(
                    "ref", implementation -> implementation.name().startsWith("ref"));
        }

        /// Implementations by their whole name.
        Builder implementations(String words, Predicate<Implementation> concerned) {
            this.words = words;
            this.concerned = concerned;
            return this;
        }

        /// Problems alone of which this holds as they were asked, where layouts may be open: a
        /// question that is cheaper than the condition.
        Builder onlyIf(Predicate<Problem> possible) {
            this.possible = possible;
            return this;
        }

        /// The condition asks for layouts, those that the implementation chose included.
        Builder byLayout() {
            this.byLayout = true;
            return this;
        }

        Rule when(Predicate<Problem> condition) {
            return when((problem, implementation) -> condition.test(problem));
        }

        Rule when(BiPredicate<Problem, Implementation> condition) {
            Defect defect =
                    new Defect(
                            id,
                            harm,
                            DefectTable.OLDEST_VERSION,
                            fixedIn,
                            issue,
                            kinds.stream().map(PrimitiveKind::toString).sorted().toList(),
                            words,
                            reason);
            return new Rule(
                    defect, cpus, Set.copyOf(kinds), concerned, possible, byLayout, condition);
        }
    }
}
