package dev.onednn4j.fuzz.calls;

import dev.onednn4j.DataType;
import dev.onednn4j.MemoryDescriptor;
import dev.onednn4j.Tensor;

import java.lang.foreign.Arena;
import java.util.function.Consumer;

/// Makes hostile calls: programs of calls over the whole public API, in random order, with operands
/// that no sensible program has.
///
/// A call may return, or throw what the API documents. Anything else is a [CallFinding]. A call may
/// end the process, or not return: who wants to go on runs this in a child.
///
/// One program at a time: native objects are counted in the whole process.
public final class HostileCalls {
    private HostileCalls() {}

    /// Runs a program to its first finding.
    ///
    /// @param journal gets a line before each call
    /// @param count of the calls
    /// @throws CallFinding when a call does what it must not
    /// @throws InterruptedException when the thread is interrupted
    public static void run(Program program, Consumer<String> journal, CallCount count)
            throws InterruptedException {
        run(
                program,
                journal,
                finding -> {
                    throw finding;
                },
                count);
    }

    /// Runs a program.
    ///
    /// @param findings gets each, from any thread; where it throws it, the program ends
    static void run(
            Program program,
            Consumer<String> journal,
            Consumer<CallFinding> findings,
            CallCount count)
            throws InterruptedException {
        prepare();
        new Performer(program, journal, new Findings(findings, count)).run();
    }

    /// Makes and loads what stays until the JVM ends.
    static void prepare() {
        Preparation.prepare();
    }

    /// Loads what a call at the end of the stack could not load.
    private static final class Preparation {
        static {
            Api.initialize();
            // The library keeps an engine for copies from the first one on.
            Tensor.allocate(Arena.ofAuto(), MemoryDescriptor.of(DataType.F32, 1))
                    .dense(Arena.ofAuto());
            Witness.prepare();
        }

        static void prepare() {}
    }
}
