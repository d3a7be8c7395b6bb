package dev.onednn4j.guide;

import dev.onednn4j.testing.SourceCompiler;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Compiles and runs programs in this JVM.
///
/// @param folder where sources and classes go
record ProgramRun(Path folder) {
    private static final String CLASS = "Shown";

    /// Runs a program to its end.
    ///
    /// @return what it printed
    String output(Program program) throws Exception {
        compile(program);
        PrintStream before = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        try (URLClassLoader loader =
                        new URLClassLoader(
                                new URL[] {folder.toUri().toURL()}, getClass().getClassLoader());
                PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8)) {
            System.setOut(out);
            run(loader.loadClass(CLASS));
        } catch (InvocationTargetException thrown) {
            throw new AssertionError(
                    program.place() + " throws: " + thrown.getCause() + "\n" + numbered(program),
                    thrown.getCause());
        } finally {
            System.setOut(before);
        }
        return printed.toString(StandardCharsets.UTF_8);
    }

    private static void run(Class<?> type) throws ReflectiveOperationException {
        Method main = type.getDeclaredMethod("main");
        main.setAccessible(true);
        Constructor<?> constructor = type.getDeclaredConstructor();
        constructor.setAccessible(true);
        main.invoke(constructor.newInstance());
    }

    private void compile(Program program) throws IOException {
        Path file = folder.resolve(CLASS + ".java");
        Files.writeString(file, program.source());
        Optional<String> errors = SourceCompiler.compile(file);
        if (errors.isPresent()) {
            throw new AssertionError(
                    program.place() + " does not compile:\n" + errors.get() + numbered(program));
        }
    }

    private static String numbered(Program program) {
        StringBuilder text = new StringBuilder();
        int number = 1;
        for (String line : program.source().lines().toList()) {
            text.append("%4d  %s%n".formatted(number++, line));
        }
        return text.toString();
    }
}
