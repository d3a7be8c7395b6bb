package dev.onednn4j.fuzz.campaign;

import dev.onednn4j.fuzz.child.Task;
import dev.onednn4j.fuzz.run.Failure;

import org.jspecify.annotations.Nullable;

/// Something that was found, made as small as it could be.
///
/// @param isa the instruction set that oneDNN was held to; null for the CPU's
/// @param failure of the smallest problem
/// @param problem the smallest problem; for calls, the line of [Task.OneProgram]
/// @param original the problem that it was found with
/// @param reproduced whether it came again when the problem ran alone
/// @param known the id of the defect that the library knows it by; null where it is new
public record Finding(
        @Nullable String isa,
        Failure failure,
        String problem,
        String original,
        boolean reproduced,
        @Nullable String known) {}
