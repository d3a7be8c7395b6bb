package dev.onednn4j.fuzz.child;

import dev.onednn4j.OneDnn;
import dev.onednn4j.fuzz.run.Evidence;
import dev.onednn4j.fuzz.run.Failure;
import dev.onednn4j.fuzz.run.FailureKind;
import dev.onednn4j.fuzz.run.Work;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/// Makes hostile calls, series after series, each from the seed that follows the one before.
///
/// For one thread.
final class CallsRun {
    private static final int LAST_LINES = 30;

    private final Journal journal;
    private final Task.Calls task;
    private final Deque<String> last = new ArrayDeque<>();
    private long count;

    CallsRun(Journal journal, Task.Calls task) {
        this.journal = journal;
        this.task = task;
    }

    /// Makes them until the time is over or something is found.
    Reply run() {
        Work work = Calls.work();
        long end = System.nanoTime() + task.milliseconds() * 1_000_000;
        long seed = task.seed();
        List<Failure> failures = List.of();
        Task.Calls series;
        do {
            series = new Task.Calls(seed++, 0);
            failures = failures(work, series);
        } while (failures.isEmpty() && System.nanoTime() < end);
        return new Reply(
                Reply.CALLS,
                "",
                failures.isEmpty() ? "" : series + "\n" + String.join("\n", last),
                count,
                null,
                Map.of(),
                failures);
    }

    private List<Failure> failures(Work work, Task.Calls series) {
        last.clear();
        journal.begin(series.toString());
        long alive = OneDnn.liveHandles();
        try {
            work.run(series.seed(), () -> true, this::take);
        } catch (Throwable found) {
            return List.of(new Failure(FailureKind.EXCEPTION, "", Evidence.of(found)));
        }
        long left = OneDnn.liveHandles() - alive;
        return left == 0
                ? List.of()
                : List.of(
                        new Failure(
                                FailureKind.LEAK, "", List.of(left + " native objects are left")));
    }

    private synchronized void take(String line) {
        String oneLine = Evidence.oneLine(line);
        count++;
        journal.write(oneLine);
        last.addLast(oneLine);
        if (last.size() > LAST_LINES) {
            last.removeFirst();
        }
    }
}
