package dev.onednn4j.fuzz.campaign;

import dev.onednn4j.fuzz.child.ChildSettings;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/// Several children at work at a time, until the schedule is over.
///
/// For one thread; [#stop] may be called from any.
public final class Campaign {
    private final ChildSettings settings;
    private final @Nullable ChildSettings knowing;
    private final Schedule schedule;
    private final Summary summary;
    private final Findings findings;
    private final Limits limits;
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    /// How much of what.
    ///
    /// @param children at a time
    /// @param reducing milliseconds that a finding may take to be made smaller
    /// @param hanging milliseconds after which a problem hangs
    public record Limits(int children, long reducing, long hanging) {}

    /// @param knowing how children are started that pass over what is known; null where all do
    public Campaign(
            ChildSettings settings,
            @Nullable ChildSettings knowing,
            Schedule schedule,
            Summary summary,
            Findings findings,
            Limits limits) {
        this.settings = settings;
        this.knowing = knowing;
        this.schedule = schedule;
        this.summary = summary;
        this.findings = findings;
        this.limits = limits;
    }

    /// Runs to the end.
    ///
    /// @param told of each new finding, from any thread
    /// @param meanwhile called several times in a second
    /// @throws InterruptedException when the thread is interrupted
    /// @throws IllegalStateException when children cannot be started, or something else is wrong
    ///   with the run itself
    public void run(Consumer<Finding> told, Runnable meanwhile) throws InterruptedException {
        synchronized (threads) {
            for (int i = 0; i < limits.children(); i++) {
                threads.add(worker(i, told));
            }
            threads.forEach(Thread::start);
        }
        try {
            while (threads.stream().anyMatch(Thread::isAlive)) {
                meanwhile.run();
                Thread.sleep(200);
            }
        } finally {
            stop();
            for (Thread thread : threads) {
                thread.join();
            }
        }
        Throwable first = failure.get();
        if (first != null) {
            throw new IllegalStateException("a worker failed: " + first.getMessage(), first);
        }
    }

    private Thread worker(int number, Consumer<Finding> told) {
        String name = "child" + number;
        Thread thread =
                new Thread(
                        () -> {
                            try (Investigation investigation =
                                    new Investigation(
                                            settings,
                                            knowing,
                                            name,
                                            findings,
                                            told,
                                            limits.reducing(),
                                            limits.hanging())) {
                                new Worker(
                                                settings,
                                                name,
                                                schedule,
                                                summary,
                                                investigation,
                                                limits.hanging())
                                        .run();
                            }
                        },
                        name);
        thread.setUncaughtExceptionHandler((any, thrown) -> failure.compareAndSet(null, thrown));
        return thread;
    }

    /// Ends it as soon as may be.
    public void stop() {
        schedule.stop();
        synchronized (threads) {
            threads.forEach(Thread::interrupt);
        }
    }
}
