package dev.onednn4j.fuzz.run;

import dev.onednn4j.Engine;
import dev.onednn4j.OneDnn;
import dev.onednn4j.OneDnnException;
import dev.onednn4j.UnimplementedException;
import dev.onednn4j.fuzz.make.Made;
import dev.onednn4j.fuzz.make.Maker;
import dev.onednn4j.fuzz.make.NoFurtherImplementation;
import dev.onednn4j.fuzz.memory.GuardedMemory;
import dev.onednn4j.fuzz.problem.FuzzProblem;
import dev.onednn4j.fuzz.problem.Kind;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// Runs a problem on all implementations, one after the other.
///
/// For one thread.
public final class ProblemRun {
    private static final int MOST_IMPLEMENTATIONS = 16;

    private final Engine engine;
    private final GuardedMemory memory;
    private final Consumer<String> journal;

    private final List<String> implementations = new ArrayList<>();
    private final List<Failure> failures = new ArrayList<>();
    private final Map<String, String> passedOver = new LinkedHashMap<>();
    private @Nullable String refusal;

    /// @param journal told what is about to happen
    public ProblemRun(Engine engine, GuardedMemory memory, Consumer<String> journal) {
        this.engine = engine;
        this.memory = memory;
        this.journal = journal;
    }

    /// Runs a problem.
    public ProblemResult run(FuzzProblem problem) {
        implementations.clear();
        failures.clear();
        passedOver.clear();
        refusal = null;
        String text = problem.toString();
        int before = OneDnn.setThreads(problem.data().threads());
        try {
            int most = walks(problem.kind()) ? MOST_IMPLEMENTATIONS : 1;
            int n = 0;
            while (n < most && runNth(problem, text, n)) {
                n++;
            }
        } finally {
            OneDnn.setThreads(before);
        }
        return new ProblemResult(
                List.copyOf(implementations),
                refusal,
                Map.copyOf(passedOver),
                withOthers(List.copyOf(failures)));
    }

    /// Writes to the journal that a problem is about to run.
    void announce(String text) {
        journal.accept(JournalEntry.building(text, 0));
    }

    /// Whether oneDNN has more than one implementation to offer.
    private static boolean walks(Kind kind) {
        return kind != Kind.SUM && kind != Kind.CONCAT && kind != Kind.REORDER;
    }

    /// Runs one implementation.
    ///
    /// @return whether there may be another
    private boolean runNth(FuzzProblem problem, String text, int n) {
        journal.accept(JournalEntry.building(text, n));
        long alive = OneDnn.liveHandles();
        String name = "";
        // By name: oneDNN offers what it has cached a second time.
        try (Made made =
                new Maker(engine, problem, each -> !implementations.contains(each)).make()) {
            name = made.primitive().implementation();
            passedOver.putAll(made.primitive().passedOver());
            implementations.add(name);
            journal.accept(JournalEntry.running(text, name));
            failures.addAll(new ImplementationRun(engine, memory, problem, made).run());
        } catch (UnimplementedException none) {
            passedOver.putAll(none.passedOver());
            refuse(n, none);
            return false;
        } catch (NoFurtherImplementation none) {
            refuse(n, none);
            return false;
        } catch (IllegalArgumentException | IllegalStateException | OneDnnException refused) {
            if (n > 0 || !name.isEmpty()) {
                failures.add(new Failure(FailureKind.EXCEPTION, name, Evidence.of(refused)));
            }
            refuse(n, refused);
            return false;
        } catch (RuntimeException | Error thrown) {
            failures.add(new Failure(FailureKind.EXCEPTION, name, Evidence.of(thrown)));
            return false;
        }
        if (OneDnn.liveHandles() != alive) {
            failures.add(
                    new Failure(
                            FailureKind.LEAK,
                            name,
                            List.of(OneDnn.liveHandles() - alive + " native objects are left")));
        }
        return true;
    }

    private void refuse(int n, RuntimeException why) {
        if (n == 0) {
            refusal = Evidence.oneLine(String.valueOf(why.getMessage()));
        }
    }

    /// Tells with each failure which implementations were right, and doubts the definition where
    /// none was.
    private List<Failure> withOthers(List<Failure> found) {
        List<String> right = new ArrayList<>(implementations);
        found.forEach(failure -> right.remove(failure.implementation()));
        return found.stream()
                .map(
                        failure -> {
                            List<String> evidence = new ArrayList<>(failure.evidence());
                            evidence.add(
                                    right.isEmpty()
                                            ? "no other implementation agrees with the definition"
                                            : "right: " + String.join(", ", right));
                            return new Failure(failure.kind(), failure.implementation(), evidence);
                        })
                .toList();
    }
}
