package dev.onednn4j.fuzz.calls;

import dev.onednn4j.OneDnnException;
import dev.onednn4j.fuzz.run.FailureKind;

import org.jspecify.annotations.Nullable;

import java.lang.reflect.Executable;
import java.util.Arrays;
import java.util.List;
import java.util.regex.PatternSyntaxException;

/// What a call may throw.
final class Verdict {
    private static final List<Class<? extends Throwable>> ALLOWED =
            List.of(
                    IllegalArgumentException.class,
                    IllegalStateException.class,
                    WrongThreadException.class,
                    IndexOutOfBoundsException.class,
                    NullPointerException.class,
                    UnsupportedOperationException.class,
                    OneDnnException.class);
    private static final List<Class<? extends Throwable>> NEVER =
            List.of(
                    ArrayIndexOutOfBoundsException.class,
                    StringIndexOutOfBoundsException.class,
                    ArrayStoreException.class);
    private static final String API = "dev.onednn4j.";

    private Verdict() {}

    /// What is wrong with an exception; null when nothing is.
    ///
    /// @param atEndOfStack whether the stack may run out
    static @Nullable FailureKind of(Step step, Throwable thrown, boolean atEndOfStack) {
        if (!isAllowed(step, thrown, atEndOfStack)) {
            return thrown instanceof WrongResultException wrong
                    ? wrong.kind()
                    : FailureKind.EXCEPTION;
        }
        if (thrown instanceof Error
                || (atEndOfStack && thrown instanceof PatternSyntaxException)
                || isDeclared(step, thrown)) {
            return null;
        }
        String message = thrown.getMessage();
        if (message == null || message.isBlank() || isWrittenByTheJvm(thrown, message)) {
            return FailureKind.UNCLEAR;
        }
        return isThrownByTheJdk(thrown) && !isAboutMemory(thrown) ? FailureKind.UNCLEAR : null;
    }

    private static boolean isAllowed(Step step, Throwable thrown, boolean atEndOfStack) {
        if (thrown instanceof LinkageError && isOfStack(thrown)) {
            return true;
        }
        if (atEndOfStack && thrown instanceof StackOverflowError) {
            return true;
        }
        if (thrown instanceof OutOfMemoryError) {
            return true;
        }
        if (NEVER.contains(thrown.getClass())) {
            return false;
        }
        return ALLOWED.stream().anyMatch(allowed -> allowed.isInstance(thrown))
                || isDeclared(step, thrown);
    }

    /// Whether code was not linked because the stack ended. The JVM does not try again: it throws
    /// the same each time, without a cause or with its text alone.
    private static boolean isOfStack(Throwable thrown) {
        Throwable root = rootOf(thrown);
        return root instanceof StackOverflowError
                || root instanceof BootstrapMethodError
                || String.valueOf(root.getMessage()).contains(StackOverflowError.class.getName());
    }

    private static Throwable rootOf(Throwable thrown) {
        Throwable root = thrown;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    private static boolean isDeclared(Step step, Throwable thrown) {
        if (!(step.callee() instanceof Member member)) {
            return false;
        }
        Executable executable = member.executable();
        return Arrays.stream(executable.getExceptionTypes())
                .anyMatch(declared -> declared.isInstance(thrown));
    }

    private static boolean isWrittenByTheJvm(Throwable thrown, String message) {
        return thrown instanceof NullPointerException
                && (message.startsWith("Cannot ") || message.contains("because "));
    }

    /// Whether the JDK says that memory is closed, read-only or belongs to another thread: the API
    /// documents that it follows the rules of segments.
    private static boolean isAboutMemory(Throwable thrown) {
        boolean isRefused =
                thrown instanceof IllegalStateException
                        || thrown instanceof WrongThreadException
                        || (thrown instanceof IllegalArgumentException
                                && String.valueOf(thrown.getMessage()).contains("read-only"));
        return isRefused
                && thrown.getStackTrace()[0].getClassName().startsWith("jdk.internal.foreign.");
    }

    /// Whether no code of the API made the exception. What the code of a predicate throws is the
    /// user's own; `requireNonNull` throws with the words that it was given.
    private static boolean isThrownByTheJdk(Throwable thrown) {
        if (!(thrown instanceof RuntimeException) || thrown.getStackTrace().length == 0) {
            return false;
        }
        StackTraceElement top = thrown.getStackTrace()[0];
        return !top.getClassName().startsWith(API)
                && !(top.getClassName().equals("java.util.Objects")
                        && top.getMethodName().equals("requireNonNull"));
    }
}
