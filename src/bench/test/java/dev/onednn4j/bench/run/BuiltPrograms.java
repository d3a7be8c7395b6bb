package dev.onednn4j.bench.run;

import static org.junit.jupiter.api.Assumptions.abort;

/// The C programs, for tests that do not run where there is nothing to build them with.
final class BuiltPrograms {
    private static final NativePrograms PROGRAMS = NativePrograms.ofProject();

    private BuiltPrograms() {}

    static NativePrograms with(String name) {
        try {
            PROGRAMS.find(name);
        } catch (NativeFailure failure) {
            String reason = String.valueOf(failure.getMessage());
            if (!reason.startsWith("no C") && !reason.startsWith("there is no")) {
                throw failure;
            }
            abort(reason);
        }
        return PROGRAMS;
    }
}
