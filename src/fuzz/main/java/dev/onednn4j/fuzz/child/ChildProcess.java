package dev.onednn4j.fuzz.child;

import com.google.gson.Gson;

import org.jspecify.annotations.Nullable;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// A child JVM as the process sees it that started it.
///
/// For one thread; [#close] may be called from any.
public final class ChildProcess implements AutoCloseable {
    private static final int KEPT_LINES = 60;
    private static final String END = "";

    /// What a JVM writes when it dies. It may get stuck then.
    private static final String FATAL = "fatal error has been detected";

    private static final long TO_DIE = 3_000_000_000L;
    private static final long TO_START = 180_000_000_000L;
    private static final long LOOK = 100;
    private static final long PAGE = 4096;

    private final ChildSettings settings;
    private final String name;
    private final Process process;
    private final BufferedWriter in;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final Deque<String> output = new ArrayDeque<>();
    private final Gson gson = new Gson();
    private boolean ended;
    private boolean ready;
    private volatile boolean crashed;
    private volatile long crashedAt;

    private ChildProcess(ChildSettings settings, String name, Process process) {
        this.settings = settings;
        this.name = name;
        this.process = process;
        this.in =
                new BufferedWriter(
                        new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
        Thread reader = new Thread(this::read, "output of " + name);
        reader.setDaemon(true);
        reader.start();
    }

    /// Starts a child.
    ///
    /// @param name for its files; of no other child that lives
    /// @throws UncheckedIOException when it cannot be started
    public static ChildProcess start(ChildSettings settings, String name) {
        try {
            return new ChildProcess(settings, name, settings.start(name));
        } catch (IOException failure) {
            throw new UncheckedIOException("a child JVM cannot be started", failure);
        }
    }

    private void read() {
        try (BufferedReader reader =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            String line = reader.readLine();
            while (line != null) {
                take(line);
                line = reader.readLine();
            }
        } catch (IOException gone) {
            keep(gone.toString());
        }
        lines.add(END);
    }

    /// The JVM may write in the middle of a line.
    private void take(String line) {
        if (line.startsWith(ChildMain.MARK)) {
            lines.add(line.substring(ChildMain.MARK.length()));
        } else {
            keep(line);
        }
    }

    private synchronized void keep(String line) {
        if (!crashed && line.contains(FATAL)) {
            crashedAt = System.nanoTime();
            crashed = true;
        }
        output.addLast(line);
        if (output.size() > KEPT_LINES) {
            output.removeFirst();
        }
    }

    /// Tells it to do something, after what it was told before.
    ///
    /// @return whether it lives
    public boolean tell(Task task) {
        try {
            in.write(task.toString());
            in.newLine();
            in.flush();
            return true;
        } catch (IOException dead) {
            return false;
        }
    }

    /// The next reply; null when none came in time, counted from when the child was ready, or the
    /// child has ended: [#isEnded] tells.
    ///
    /// @throws InterruptedException when the thread is interrupted
    public @Nullable Reply reply(long milliseconds) throws InterruptedException {
        long end = System.nanoTime() + (ready ? milliseconds * 1_000_000 : TO_START);
        while (!ended) {
            String line = lines.poll(LOOK, TimeUnit.MILLISECONDS);
            if (line == null) {
                long now = System.nanoTime();
                if (now > end || (crashed && now - crashedAt > TO_DIE)) {
                    return null;
                }
            } else if (line.isEmpty()) {
                ended = true;
            } else if (line.startsWith(ChildMain.READY)) {
                ready = true;
                end = System.nanoTime() + milliseconds * 1_000_000;
            } else {
                return gson.fromJson(line, Reply.class);
            }
        }
        return null;
    }

    /// The bytes of memory that it occupies; 0 where the system does not tell.
    public long residentBytes() {
        try {
            String[] pages =
                    Files.readString(Path.of("/proc", Long.toString(process.pid()), "statm"))
                            .split(" ", -1);
            return Long.parseLong(pages[1]) * PAGE;
        } catch (IOException unknown) {
            return 0;
        }
    }

    /// Whether the child has ended and all its replies were taken.
    public boolean isEnded() {
        return ended;
    }

    /// What a child that has ended, or does not answer, was doing. Ends it.
    ///
    /// @throws InterruptedException when the thread is interrupted
    public ChildDeath death() throws InterruptedException {
        boolean hung = !ended && !crashed;
        int exitCode = process.waitFor(ended ? 10 : 0, TimeUnit.SECONDS) ? process.exitValue() : -1;
        kill();
        process.waitFor();
        List<String> said;
        synchronized (this) {
            said = List.copyOf(output);
        }
        try {
            return new ChildDeath(hung, exitCode, Journal.read(settings.journal(name)), said);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void kill() {
        process.destroyForcibly();
    }

    /// Ends the child and removes its files.
    @Override
    public void close() {
        kill();
        try {
            process.waitFor();
            Files.deleteIfExists(settings.journal(name));
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
