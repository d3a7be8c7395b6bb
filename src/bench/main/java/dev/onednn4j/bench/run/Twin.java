package dev.onednn4j.bench.run;

import dev.onednn4j.OneDnn;
import dev.onednn4j.bench.problem.BadInput;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/// The C program `native/twin`, which runs primitives out of the library file that this process has
/// loaded, in the same environment. `native/README.md` describes the lines that the two exchange.
///
/// Not thread safe.
public final class Twin implements AutoCloseable {
    private static final String OK = "ok";
    private static final String ERROR = "error ";

    private final Process process;
    private final BufferedWriter questions;
    private final BufferedReader answers;

    private Twin(Process process) {
        this.process = process;
        this.questions = process.outputWriter();
        this.answers = process.inputReader();
    }

    /// Starts the program.
    ///
    /// @throws NativeFailure when it cannot be built or does not find what it needs in the library
    public static Twin start(NativePrograms programs) {
        return start(programs.find("twin"), OneDnn.libraryPath());
    }

    /// Starts the program on a library's file.
    static Twin start(Path program, Path library) {
        Process process;
        try {
            process =
                    new ProcessBuilder(program.toString(), library.toString())
                            .redirectError(Redirect.INHERIT)
                            .start();
        } catch (IOException e) {
            throw new NativeFailure("the twin does not run: " + e.getMessage(), e);
        }
        Twin twin = new Twin(process);
        try {
            twin.answer();
            return twin;
        } catch (IOException e) {
            twin.close();
            throw new NativeFailure("the twin " + twin.ending(), e);
        } catch (NativeFailure failure) {
            twin.close();
            throw failure;
        }
    }

    /// Sets the number of threads for the problems from now on.
    void useThreads(int threads) {
        ask("threads " + threads);
    }

    /// Makes the primitive of a problem.
    ///
    /// @throws NativeFailure when the library refuses it, or has no implementation of that name
    void describe(TwinProblem problem) {
        ask(problem.line());
    }

    /// Takes all tensors from a file.
    void load(Path tensors) {
        ask("load " + tensors);
    }

    /// Writes all tensors to a file, which has their size already.
    void store(Path tensors) {
        ask("store " + tensors);
    }

    /// Runs the primitive once.
    void runOnce() {
        run(1, 0, 1);
    }

    /// Runs the primitive in batches that are timed.
    ///
    /// @param warmUp how many runs come before the first batch
    /// @return the nanoseconds that each batch took
    long[] run(long warmUp, int batches, long calls) {
        String answer = ask("run " + warmUp + " " + batches + " " + calls);
        return Arrays.stream(answer.split(" ", -1))
                .filter(word -> !word.isEmpty())
                .mapToLong(Long::parseLong)
                .toArray();
    }

    /// Ends the threads that OpenMP keeps for the next run, where its runtime can.
    void releaseWorkers() {
        ask("pause");
    }

    /// Sends a line and waits for the answer.
    ///
    /// @return the answer without its `ok`
    /// @throws NativeFailure with what the program says is wrong
    String ask(String line) {
        try {
            questions.write(line);
            questions.newLine();
            questions.flush();
            return answer();
        } catch (IOException e) {
            throw new NativeFailure("the twin " + ending(), e);
        }
    }

    private String answer() throws IOException {
        String answer = answers.readLine();
        if (answer == null) {
            throw new NativeFailure("the twin " + ending());
        }
        if (answer.startsWith(ERROR)) {
            throw new NativeFailure("the twin: " + answer.substring(ERROR.length()));
        }
        if (!answer.equals(OK) && !answer.startsWith(OK + " ")) {
            throw new NativeFailure("the twin answers " + BadInput.quote(answer));
        }
        return answer.substring(OK.length()).strip();
    }

    private String ending() {
        try {
            // It closes its output a moment before it has ended.
            return process.waitFor(1, TimeUnit.SECONDS)
                    ? "ended with " + process.exitValue()
                    : "closed its output";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "closed its output";
        }
    }

    /// Ends the program.
    @Override
    public void close() {
        try {
            questions.close();
        } catch (IOException gone) {
            // It has ended already, which is what is wanted.
        }
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
