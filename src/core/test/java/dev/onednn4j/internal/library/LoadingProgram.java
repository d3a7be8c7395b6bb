package dev.onednn4j.internal.library;

import dev.onednn4j.capi.onednn_h;
import dev.onednn4j.testing.ChildJvm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What the child JVMs of the loading tests run: it loads the library, calls it, and tells what
/// came of it.
final class LoadingProgram {
    static final int FAILED = 3;

    private LoadingProgram() {}

    public static void main(String[] arguments) {
        try {
            long start = System.nanoTime();
            NativeLibrary.Loaded loaded = NativeLibrary.load();
            long milliseconds = (System.nanoTime() - start) / 1_000_000;
            System.out.println("source=" + loaded.source());
            System.out.println("path=" + loaded.path());
            System.out.println("version=" + loaded.version());
            System.out.println("milliseconds=" + milliseconds);
            System.out.println("same=" + loaded.equals(NativeLibrary.load()));
            onednn_h.omp_set_num_threads(3);
            System.out.println("threads=" + onednn_h.omp_get_max_threads());
        } catch (LoadFailure first) {
            System.out.println(first.getMessage());
            System.out.println("repeated=" + isRepeated(first));
            System.exit(FAILED);
        }
    }

    private static boolean isRepeated(LoadFailure first) {
        try {
            NativeLibrary.load();
            return false;
        } catch (LoadFailure second) {
            return second != first && second.reason().equals(first.reason());
        }
    }

    /// A child that may call native code and unpacks to `cache`.
    static ChildJvm child(Path cache) {
        return ChildJvm.with("--enable-native-access=ALL-UNNAMED", "-Donednn4j.cache=" + cache);
    }

    /// The value that a child printed for `key`.
    static String value(ChildJvm.Result result, String key) {
        Optional<String> line =
                result.output().lines().filter(text -> text.startsWith(key + "=")).findFirst();
        return line.orElseThrow(() -> new AssertionError("no " + key + "= in " + result))
                .substring(key.length() + 1);
    }

    /// The class path of the tests without the jar that holds the natives.
    static List<String> classPathWithoutNatives() {
        return ChildJvm.classPath().stream().filter(entry -> !isNativesJar(entry)).toList();
    }

    static String nativesJar() {
        return ChildJvm.classPath().stream()
                .filter(LoadingProgram::isNativesJar)
                .findFirst()
                .orElseThrow();
    }

    private static boolean isNativesJar(String entry) {
        return Path.of(entry).getFileName().toString().startsWith("dnnl-");
    }

    static List<Path> filesUnder(Path directory) {
        try (var files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
