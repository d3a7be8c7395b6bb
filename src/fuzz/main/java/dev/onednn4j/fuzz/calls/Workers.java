package dev.onednn4j.fuzz.calls;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// The threads of a program besides the one that makes most calls. What a task throws, the caller
/// gets.
final class Workers {
    /// So little that it takes few frames to fill it.
    private static final long SMALL_STACK = 512 << 10;

    private final ExecutorService single = Executors.newSingleThreadExecutor(Workers::daemon);
    private final ExecutorService several = Executors.newCachedThreadPool(Workers::daemon);

    private static Thread daemon(Runnable task) {
        return Thread.ofPlatform().daemon().name("another thread").unstarted(task);
    }

    /// Runs a task in the other thread, the same each time.
    void elsewhere(Runnable task) throws InterruptedException {
        get(single.submit(task));
    }

    /// Runs a task in a new virtual thread.
    void virtually(Runnable task) throws InterruptedException {
        await(Thread.ofVirtual(), task);
    }

    /// Runs a task in a new thread with a small stack.
    void freshly(Runnable task) throws InterruptedException {
        await((Thread.Builder) null, task);
    }

    private static void await(Thread.@Nullable Builder builder, Runnable task)
            throws InterruptedException {
        Throwable[] thrown = new Throwable[1];
        Runnable caught =
                () -> {
                    try {
                        task.run();
                    } catch (RuntimeException | Error failure) {
                        thrown[0] = failure;
                    }
                };
        Thread thread =
                builder == null
                        ? new Thread(null, caught, "small stack", SMALL_STACK)
                        : builder.unstarted(caught);
        thread.setDaemon(true);
        thread.start();
        thread.join();
        rethrow(thrown[0]);
    }

    /// Runs tasks at once, each in a thread of its own.
    void atOnce(List<Runnable> tasks) throws InterruptedException {
        CountDownLatch ready = new CountDownLatch(tasks.size());
        List<Future<?>> running = new ArrayList<>();
        for (Runnable task : tasks) {
            running.add(
                    several.submit(
                            () -> {
                                ready.countDown();
                                ready.await();
                                task.run();
                                return null;
                            }));
        }
        for (Future<?> each : running) {
            get(each);
        }
    }

    private static void get(Future<?> task) throws InterruptedException {
        try {
            task.get();
        } catch (ExecutionException thrown) {
            rethrow(thrown.getCause());
        }
    }

    private static void rethrow(@Nullable Throwable thrown) {
        switch (thrown) {
            case null -> {}
            case RuntimeException exception -> throw exception;
            case Error error -> throw error;
            default -> throw new IllegalStateException(thrown);
        }
    }

    void close() {
        single.shutdown();
        several.shutdown();
    }
}
