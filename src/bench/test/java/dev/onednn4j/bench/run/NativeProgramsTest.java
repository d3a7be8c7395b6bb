package dev.onednn4j.bench.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.onednn4j.testing.ChildJvm;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

class NativeProgramsTest {
    private static final String LISTS =
            """
            cmake_minimum_required(VERSION 3.20)
            project(greeting LANGUAGES C)
            set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)
            add_executable(greeting greeting.c)
            """;
    private static final String GREETING =
            """
            #include <stdio.h>
            int main(void) { puts("%s"); return 0; }
            """;

    @TempDir private Path sources;
    @TempDir private Path build;

    /// What a program says that is asked for anew, as by another run of the harness.
    private String greeting() throws IOException {
        Path program = new NativePrograms(sources, build).find("greeting");
        return Subprocess.run(List.of(program.toString())).output().strip();
    }

    @Test
    void buildsAnewWhenSourcesChange() throws IOException {
        BuiltPrograms.with("twin");
        Files.writeString(sources.resolve("CMakeLists.txt"), LISTS);
        Files.writeString(sources.resolve("greeting.c"), GREETING.formatted("one"));
        assertEquals("one", greeting());
        Files.writeString(sources.resolve("greeting.c"), GREETING.formatted("two"));
        assertEquals("two", greeting());
    }

    @Test
    void aProgramThatDoesNotCompileLeavesALog() throws IOException {
        BuiltPrograms.with("twin");
        Files.writeString(sources.resolve("CMakeLists.txt"), LISTS);
        Files.writeString(sources.resolve("greeting.c"), "no C at all");
        NativeFailure failure = assertThrows(NativeFailure.class, this::greeting);
        Path log = build.resolve("build.log");
        assertEquals("the C programs cannot be built: see " + log, failure.getMessage());
        assertTrue(Files.readString(log).contains("greeting.c"), Files.readString(log));
    }

    @Test
    void withoutCMakeItSaysSoInOneLine() {
        ChildJvm.Result result =
                ChildJvm.with().environment("PATH", build.toString()).run(Building.class);
        assertNotEquals(0, result.exitCode());
        assertEquals(1, result.output().lines().count(), result.output());
        assertTrue(
                result.output().startsWith("no CMake to build the C programs with: "),
                result.output());
    }

    /// Prints why there is no twin.
    static final class Building {
        private Building() {}

        public static void main(String[] arguments) {
            try {
                NativePrograms.ofProject().find("twin");
            } catch (NativeFailure failure) {
                System.out.println(failure.getMessage());
                System.exit(1);
            }
        }
    }
}
