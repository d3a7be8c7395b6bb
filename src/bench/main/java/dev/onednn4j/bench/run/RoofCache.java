package dev.onednn4j.bench.run;

import com.google.gson.Gson;

import dev.onednn4j.bench.problem.BadInput;
import dev.onednn4j.bench.report.JsonRecords;
import dev.onednn4j.bench.report.MachineFacts;
import dev.onednn4j.bench.report.Roof;
import dev.onednn4j.bench.report.Roofline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Remembers from one session to the next what the machine can do at most.
///
/// @param file where it is kept
public record RoofCache(Path file) {
    private record MeasuredRoof(MachineFacts machine, Roofline roofline) {}

    /// What was measured on this machine before; empty when nothing was.
    public Optional<Roof> find(MachineFacts machine) {
        try {
            if (!Files.exists(file)) {
                return Optional.empty();
            }
            MeasuredRoof entry = JsonRecords.read(file, MeasuredRoof.class, "roof");
            boolean same =
                    entry.machine.cpu().equals(machine.cpu())
                            && entry.machine.threads() == machine.threads();
            return same
                    ? Optional.of(new Roof(entry.roofline, machine.threads()))
                    : Optional.empty();
        } catch (BadInput unreadable) {
            return Optional.empty();
        }
    }

    /// Measures, which takes a few seconds.
    ///
    /// @throws NativeFailure when that cannot be done here
    public Roof measure(MachineFacts machine) {
        NativePrograms programs = NativePrograms.ofProject();
        Roofline measured =
                machine.threads() == machine.processors()
                        ? RooflineProgram.measure(programs)
                        : RooflineProgram.measure(programs, machine.threads());
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, new Gson().toJson(new MeasuredRoof(machine, measured)));
        } catch (IOException e) {
            throw new NativeFailure("the roof cannot be written down: " + e.getMessage(), e);
        }
        return new Roof(measured, machine.threads());
    }
}
