package dev.onednn4j.fuzz.campaign;

import dev.onednn4j.fuzz.child.ChildDeath;
import dev.onednn4j.fuzz.child.ChildProcess;
import dev.onednn4j.fuzz.child.ChildSettings;
import dev.onednn4j.fuzz.child.Reply;
import dev.onednn4j.fuzz.child.Task;
import dev.onednn4j.fuzz.problem.FuzzProblem;
import dev.onednn4j.fuzz.run.Failure;
import dev.onednn4j.fuzz.run.JournalEntry;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.Deque;

/// Keeps one child at work, and starts another one when it dies.
///
/// For one thread.
final class Worker implements Runnable {
    /// How much a child has to do before it is told more: it never waits.
    private static final int AHEAD = 16;

    /// Children that died before they began anything, after which there is no hope.
    private static final int HOPELESS = 5;

    /// After how many replies it looks at the child's memory.
    private static final int LOOK = 32;

    /// The memory at which another child takes over: the allocator that checks keeps what is freed.
    private static final long LARGEST = 2L << 30;

    private final ChildSettings settings;
    private final String name;
    private final Schedule schedule;
    private final Summary summary;
    private final Investigation investigation;
    private final long limit;
    private final Deque<Task> backlog = new ArrayDeque<>();
    private int deaths;
    private long replies;

    /// @param name for the child's files
    /// @param limit milliseconds after which a child hangs
    Worker(
            ChildSettings settings,
            String name,
            Schedule schedule,
            Summary summary,
            Investigation investigation,
            long limit) {
        this.settings = settings;
        this.name = name;
        this.schedule = schedule;
        this.summary = summary;
        this.investigation = investigation;
        this.limit = limit;
    }

    @Override
    public void run() {
        try {
            while (!(schedule.isOver() && backlog.isEmpty())) {
                try (ChildProcess child = ChildProcess.start(settings, name)) {
                    serve(child);
                }
            }
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }

    private void serve(ChildProcess child) throws InterruptedException {
        Deque<Task> outstanding = new ArrayDeque<>();
        while (true) {
            Task task = hasRoom(outstanding) ? next() : null;
            while (task != null) {
                outstanding.addLast(task);
                child.tell(task);
                task = hasRoom(outstanding) ? next() : null;
            }
            Task current = outstanding.peekFirst();
            if (current == null) {
                return;
            }
            long own = current instanceof Task.Calls calls ? calls.milliseconds() : 0;
            Reply reply = child.reply(limit + own);
            if (reply == null) {
                outstanding.removeFirst();
                backlog.addAll(outstanding);
                mourn(current, child.death());
                return;
            }
            outstanding.removeFirst();
            take(current, reply);
            replies++;
            if (replies % LOOK == 0 && child.residentBytes() > LARGEST) {
                backlog.addAll(outstanding);
                return;
            }
        }
    }

    /// Calls take long: nothing waits behind them when the time is over.
    private static boolean hasRoom(Deque<Task> outstanding) {
        return outstanding.size() < AHEAD && !(outstanding.peekLast() instanceof Task.Calls);
    }

    private @Nullable Task next() {
        Task waiting = backlog.pollFirst();
        return waiting == null ? schedule.next() : waiting;
    }

    private void take(Task task, Reply reply) throws InterruptedException {
        summary.add(reply);
        for (Failure failure : reply.failures()) {
            if (isOfCalls(task)) {
                investigation.ofCall(reply.problem(), failure);
            } else {
                investigation.of(FuzzProblem.parse(reply.problem()), failure);
            }
        }
    }

    private static boolean isOfCalls(Task task) {
        return task instanceof Task.Calls || task instanceof Task.OneProgram;
    }

    private void mourn(Task task, ChildDeath death) throws InterruptedException {
        if (death.journal().isEmpty()) {
            deaths++;
            backlog.addFirst(task);
            if (deaths >= HOPELESS) {
                throw new IllegalStateException(
                        "child JVMs do not begin; the last one wrote: " + death.output());
            }
            return;
        }
        deaths = 0;
        String text = JournalEntry.parse(death.doing()).problem();
        if (isOfCalls(task)) {
            investigation.ofCall(text, death.failure());
            return;
        }
        FuzzProblem problem = FuzzProblem.parse(text);
        summary.addDeath(problem.kind().toString(), problem.types());
        investigation.of(problem, death.failure());
    }
}
