package dev.onednn4j.bench.run;

import dev.onednn4j.bench.problem.BadInput;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// oneDNN's names of instruction sets, as `ONEDNN_MAX_CPU_ISA` takes them. oneDNN itself ignores a
/// name that it does not know, so that a typing error would measure something else than was asked
/// for.
public final class InstructionSets {
    /// What leaves the choice to oneDNN, and what oneDNN calls it.
    static final String ALL = "all";

    private static final String DEFAULT = "default";

    /// Names that mean one set in different versions of oneDNN.
    private static final Map<String, String> ALIASES =
            Map.of(
                    DEFAULT,
                    ALL,
                    "avx512_core_fp16",
                    "avx10_1_512",
                    "avx512_core_amx",
                    "avx10_1_512_amx",
                    "avx512_core_amx_fp16",
                    "avx10_1_512_amx_fp16",
                    "avx10_2_512",
                    "avx10_2",
                    "avx10_2_512_amx_2",
                    "avx10_2_amx_2");

    private static final Set<String> NAMES =
            Set.of(
                    "sse41",
                    "avx",
                    "avx2",
                    "avx2_vnni",
                    "avx2_vnni_2",
                    "avx512_core",
                    "avx512_core_vnni",
                    "avx512_core_bf16",
                    "avx10_2_ace",
                    "advanced_simd",
                    "sve_128",
                    "sve_256",
                    "sve_512");

    private InstructionSets() {}

    /// A name in lower case.
    ///
    /// @param option what it is a value of, for the message
    /// @throws BadInput when oneDNN has no such name
    public static String parse(String text, String option) {
        String name = text.toLowerCase(Locale.ROOT);
        if (!NAMES.contains(name) && !ALIASES.containsKey(name) && !ALIASES.containsValue(name)) {
            throw new BadInput(
                    option
                            + ": "
                            + BadInput.quote(text)
                            + " is no instruction set; some are sse41, avx2, avx512_core,"
                            + " avx512_core_bf16, all");
        }
        return name;
    }

    /// What to set the variable to.
    public static String variable(String name) {
        return name.equals(ALL) ? DEFAULT : name;
    }

    /// Whether oneDNN's report of what it uses is what was asked for.
    static boolean isSame(String asked, String used) {
        return canonical(asked).equals(canonical(used.toLowerCase(Locale.ROOT)));
    }

    private static String canonical(String name) {
        return ALIASES.getOrDefault(name, name);
    }
}
