package dev.onednn4j.peers;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/// One peer on one problem, in a JVM that [Fork] starts. Its result is compared with ours before
/// anything is timed.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PeerBenchmark {
    /// Whose convolution.
    @Param("")
    public String peer = "";

    /// benchdnn's descriptor.
    @Param("")
    public String problem = "";

    /// What [Answers] wrote.
    @Param("")
    public String data = "";

    /// Where to tell which form was chosen, or why there is none.
    @Param("")
    public String note = "";

    @Param("0")
    public int threads;

    private PeerConvolution convolution;

    /// Makes the convolution ready and checks it.
    @Setup
    public void prepare() throws IOException {
        Path told = Path.of(note);
        try {
            PeerProblem parsed = PeerProblems.parse(problem);
            ProblemData values = ProblemData.read(Path.of(data), parsed);
            convolution = Peer.named(peer).orElseThrow().make(parsed, values, threads);
            convolution.run();
            values.check(convolution.output());
            Files.writeString(told, convolution.form());
        } catch (RuntimeException | LinkageError failure) {
            Files.writeString(told, reason(failure));
            throw failure;
        }
    }

    private static String reason(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String message = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
        return cause instanceof CannotRun
                ? message
                : cause.getClass().getSimpleName() + ": " + message;
    }

    /// Convolves once.
    @Benchmark
    public Object run() {
        return convolution.run();
    }

    /// Lets go of the library's objects.
    @TearDown
    public void close() {
        convolution.close();
    }
}
