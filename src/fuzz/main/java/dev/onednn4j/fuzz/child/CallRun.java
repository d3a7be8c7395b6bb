package dev.onednn4j.fuzz.child;

import dev.onednn4j.fuzz.calls.CallCount;
import dev.onednn4j.fuzz.calls.CallFinding;
import dev.onednn4j.fuzz.calls.HostileCalls;
import dev.onednn4j.fuzz.calls.Program;
import dev.onednn4j.fuzz.run.InjectedFault;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// Runs programs of hostile calls.
final class CallRun {
    private final Consumer<String> journal;

    /// @param journal gets a line before each call
    CallRun(Consumer<String> journal) {
        this.journal =
                line -> {
                    journal.accept(line);
                    InjectedFault.before(line);
                };
    }

    /// Runs programs from that of a seed on, to the first finding.
    Reply run(Task.Calls calls) {
        CallCount count = new CallCount();
        long end = System.nanoTime() + calls.milliseconds() * 1_000_000;
        Reply reply = run(Program.of(calls.seed()), count);
        for (long seed = calls.seed() + 1;
                reply.failures().isEmpty() && System.nanoTime() < end;
                seed++) {
            reply = run(Program.of(seed), count);
        }
        return reply;
    }

    /// Runs one program.
    Reply run(Task.OneProgram task) {
        return run(task.name().program(), new CallCount());
    }

    private Reply run(Program program, CallCount count) {
        try {
            HostileCalls.run(program, journal, count);
            return reply("", count, List.of());
        } catch (CallFinding finding) {
            String problem = finding.culprit() + " " + finding.line();
            return reply(problem, count, List.of(finding));
        } catch (InterruptedException impossible) {
            throw new IllegalStateException("nobody interrupts a child", impossible);
        }
    }

    private static Reply reply(String problem, CallCount count, List<CallFinding> findings) {
        return new Reply(
                Reply.CALLS,
                "",
                problem,
                count.made(),
                null,
                Map.of(),
                findings.stream().map(CallFinding::failure).toList());
    }
}
