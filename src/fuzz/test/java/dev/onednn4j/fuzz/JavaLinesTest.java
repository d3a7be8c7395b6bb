package dev.onednn4j.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.onednn4j.fuzz.draw.ProblemDraw;
import dev.onednn4j.fuzz.problem.FuzzProblem;
import dev.onednn4j.fuzz.report.JavaLines;
import dev.onednn4j.testing.SourceCompiler;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// The Java that shows a finding is Java.
class JavaLinesTest {
    private static final int PROBLEMS = 120;

    @TempDir Path directory;

    @Test
    void linesOfDrawnProblems_compile() throws IOException {
        StringBuilder source =
                new StringBuilder("import dev.onednn4j.*;\nimport java.lang.foreign.Arena;\n");
        source.append("class Shown {\n");
        for (int seed = 0; seed < PROBLEMS; seed++) {
            FuzzProblem problem = new ProblemDraw(ProblemDraw.usual()).draw(seed);
            source.append("void problem")
                    .append(seed)
                    .append("(Engine engine, Arena arena) {\n")
                    .append(String.join("\n", new JavaLines(problem).lines("jit:avx2")))
                    .append("\n}\n");
        }
        Path file = directory.resolve("Shown.java");
        Files.writeString(file, source.append("}\n"));
        assertEquals(Optional.empty(), SourceCompiler.compile(file));
    }
}
