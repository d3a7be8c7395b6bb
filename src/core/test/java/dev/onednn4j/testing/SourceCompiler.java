package dev.onednn4j.testing;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/// Compiles a source file of a test on this JVM's class path.
public final class SourceCompiler {
    private SourceCompiler() {}

    /// Compiles a file; the classes lie beside it.
    ///
    /// @return what the compiler says against it; empty when it compiles
    public static Optional<String> compile(Path file) throws IOException {
        JavaCompiler compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler());
        StringWriter errors = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            boolean compiled =
                    compiler.getTask(
                                    errors,
                                    files,
                                    null,
                                    List.of(
                                            "-proc:none",
                                            "-d",
                                            String.valueOf(file.toAbsolutePath().getParent()),
                                            "-cp",
                                            System.getProperty("java.class.path")),
                                    null,
                                    files.getJavaFileObjects(file))
                            .call();
            return compiled ? Optional.empty() : Optional.of(errors.toString());
        }
    }
}
