package dev.onednn4j.fuzz.run;

import java.util.List;

/// Something that is wrong with what one implementation did.
///
/// @param implementation its name; empty where none had been chosen
/// @param evidence for people, a line each
public record Failure(FailureKind kind, String implementation, List<String> evidence) {
    private static final String INSTRUCTIONS =
            "(_)?(sse41|avx2_vnni_2|avx2_vnni|avx2|avx10_\\d_512_amx\\w*|avx10_\\d(_512)?"
                    + "|avx512_core_amx\\w*|avx512_core\\w*|avx512_common|avx|sve_\\d+|asimd)";

    /// The implementation without the names of instruction sets, so that an implementation is of
    /// one family with its siblings.
    public String family() {
        return implementation.replaceAll(INSTRUCTIONS, "").replaceAll(":(?=[+:]|$)", "");
    }

    /// Whether it most likely has the cause of another one. Memory that was damaged ends the
    /// process here or there.
    public boolean isLike(Failure other) {
        if (isDeath() && other.isDeath()) {
            return kind == FailureKind.HANG || family().equals(other.family());
        }
        return group().equals(other.group());
    }

    private boolean isDeath() {
        return kind == FailureKind.CRASH || kind == FailureKind.HANG;
    }

    /// What is the same for failures that most likely have one cause.
    public String group() {
        return family() + " " + kind.name();
    }
}
