package dev.onednn4j.fuzz.calls;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;

/// What a program has to close in the end.
///
/// Thread safe.
final class Belongings {
    private final List<AutoCloseable> all = new ArrayList<>();

    synchronized void add(AutoCloseable closeable) {
        all.add(closeable);
    }

    /// Closes everything, the last first.
    ///
    /// @param workers a confined arena is closed by the thread that it belongs to
    /// @return what was thrown and must not be
    synchronized List<RuntimeException> close(Workers workers) throws InterruptedException {
        List<RuntimeException> failures = new ArrayList<>();
        for (AutoCloseable each : all.reversed()) {
            close(each, failures);
        }
        workers.elsewhere(
                () ->
                        all.stream()
                                .filter(Arena.class::isInstance)
                                .forEach(arena -> close(arena, failures)));
        all.clear();
        return failures;
    }

    private static void close(AutoCloseable closeable, List<RuntimeException> failures) {
        try {
            closeable.close();
        } catch (IllegalStateException | WrongThreadException | UnsupportedOperationException e) {
            // An arena: closed before, of the other thread, or one that nobody can close.
            if (!(closeable instanceof Arena)) {
                failures.add(e);
            }
        } catch (RuntimeException unexpected) {
            failures.add(unexpected);
        } catch (Exception checked) {
            failures.add(new IllegalStateException(checked));
        }
    }
}
