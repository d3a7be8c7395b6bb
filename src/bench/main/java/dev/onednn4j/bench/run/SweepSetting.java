package dev.onednn4j.bench.run;

import dev.onednn4j.bench.report.MachineFacts;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Settings that a process can choose only once, before it loads oneDNN.
///
/// @param threads null to leave it as it is
/// @param isa the widest instructions to use; null to leave it as it is
record SweepSetting(@Nullable Integer threads, @Nullable String isa) {
    /// What the settings are called: `threads=2 isa=avx2`.
    String label() {
        List<String> parts = new ArrayList<>();
        if (threads != null) {
            parts.add("threads=" + threads);
        }
        if (isa != null) {
            parts.add("isa=" + isa);
        }
        return String.join(" ", parts);
    }

    /// The variables that a process needs to have.
    Map<String, String> environment() {
        Map<String, String> variables = new LinkedHashMap<>();
        if (threads != null) {
            variables.put("OMP_NUM_THREADS", threads.toString());
        }
        if (isa != null) {
            variables.put("ONEDNN_MAX_CPU_ISA", InstructionSets.variable(isa));
        }
        return variables;
    }

    /// What was used in place of what was asked for: `avx2`, `4 threads`; empty where both agree.
    String difference(MachineFacts used) {
        List<String> parts = new ArrayList<>();
        if (threads != null && threads != used.threads()) {
            parts.add(used.threads() + " threads");
        }
        if (isa != null && !InstructionSets.isSame(isa, used.isa())) {
            parts.add(used.isa());
        }
        return String.join(", ", parts);
    }
}
