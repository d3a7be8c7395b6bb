package dev.onednn4j.internal.problem;

import java.util.List;
import java.util.regex.Pattern;

/// The name of an implementation of oneDNN: `jit:avx2`, `brgconv_1x1:avx10_1_512_amx`,
/// `brg_deconv:avx512_core+brgconv_strided:avx512_core`.
///
/// @param name as oneDNN tells it (`impl_info_str`)
/// @param parts the kernels and instruction sets of the name, in its order
public record Implementation(String name, List<String> parts) {
    private static final Pattern BETWEEN = Pattern.compile("[+:]");

    /// The implementation of a name.
    public Implementation(String name) {
        this(name, List.of(BETWEEN.split(name)));
    }

    /// Whether a kernel of this family is part of it, for whatever instruction set.
    public boolean has(String family) {
        return parts.contains(family);
    }

    /// Whether a kernel of one of these families is part of it.
    public boolean hasAny(String... families) {
        for (String family : families) {
            if (parts.contains(family)) {
                return true;
            }
        }
        return false;
    }

    /// Whether it is plain portable code, or leaves the work to such: orders of magnitude slower
    /// than generated code. `jit_uni_ncsp:conv+ref:any` is, as it hands the work on to `ref:any`;
    /// `ref_fused_convolution:…` is not by itself, as it only calls two other implementations.
    ///
    /// @param kind concatenations and sums have no slow reference: theirs is made of reorders
    public boolean isReference(PrimitiveKind kind) {
        if (kind == PrimitiveKind.CONCAT || kind == PrimitiveKind.SUM) {
            return false;
        }
        int first = parts.getFirst().equals("ref_fused_convolution") ? 1 : 0;
        return parts.subList(first, parts.size()).stream()
                .anyMatch(part -> part.equals("ref") || part.startsWith("ref_"));
    }

    /// Whether its code is generated for the problem.
    public boolean isGenerated() {
        return name.contains("jit") || name.contains("br");
    }

    /// Whether it uses AMX.
    public boolean usesAmx() {
        return name.contains("amx");
    }

    /// Whether it multiplies bytes without losses: with VNNI, or AMX.
    public boolean usesVnni() {
        return name.contains("vnni")
                || name.contains("avx512_core_bf16")
                || name.contains("avx10")
                || usesAmx();
    }

    /// Whether it is for AVX-512 or more.
    public boolean usesAvx512() {
        return name.contains("avx512") || name.contains("avx10");
    }

    @Override
    public String toString() {
        return name;
    }
}
