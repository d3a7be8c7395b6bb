package dev.onednn4j.guide;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.file.Path;
import java.util.List;

/// Every Java block of the pages compiles, runs, and prints what the page says.
class ProgramsTest {
    @TempDir private Path folder;

    static List<Program> programs() {
        String frame = Program.frame();
        return Page.all().stream().flatMap(page -> Program.of(page, frame).stream()).toList();
    }

    @ParameterizedTest
    @MethodSource("programs")
    void program_runs_printsWhatThePageSays(Program program) throws Exception {
        String printed = new ProgramRun(folder).output(program);
        if (program.output() != null) {
            assertEquals(program.output(), printed, program.place());
        }
    }

    @Test
    void readme_firstProgram_averages() throws Exception {
        Program first = Program.of(Page.read(Page.README), Program.frame()).getFirst();
        // 5 of 5 columns lie within the image in the middle, 4 and 3 at its sides.
        assertEquals(
                "[0.6, 0.8, 1.0, 1.0, 1.0, 1.0, 0.8, 0.6]\n", new ProgramRun(folder).output(first));
    }

    @Test
    void pages_haveProgramsOfBothKinds() {
        List<Program> programs = programs();
        assertFalse(programs.stream().filter(each -> each.output() != null).toList().isEmpty());
        assertFalse(programs.stream().filter(each -> each.output() == null).toList().isEmpty());
    }
}
