package dev.onednn4j.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.onednn4j.fuzz.draw.ProblemDraw;
import dev.onednn4j.fuzz.problem.FuzzProblem;
import dev.onednn4j.fuzz.problem.Kind;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The problems of the fuzzer and their text.
class FuzzProblemTest {
    private static final int PROBLEMS = 400;

    @ParameterizedTest
    @EnumSource
    void textOfDrawnProblem_readAgain_isTheSameProblem(Kind kind) {
        ProblemDraw draw = new ProblemDraw(List.of(kind));
        for (int seed = 0; seed < PROBLEMS; seed++) {
            FuzzProblem problem = draw.draw(seed);
            assertEquals(problem, FuzzProblem.parse(problem.toString()));
            assertEquals(problem.toString(), FuzzProblem.parse(problem.toString()).toString());
        }
    }

    @Test
    void seed_drawnTwice_givesTheSameProblem() {
        Set<String> texts = new HashSet<>();
        for (int seed = 0; seed < PROBLEMS; seed++) {
            String text = new ProblemDraw(ProblemDraw.usual()).draw(seed).toString();
            assertEquals(text, new ProblemDraw(ProblemDraw.usual()).draw(seed).toString());
            texts.add(text);
        }
        assertTrue(texts.size() > PROBLEMS * 0.99, () -> texts.size() + " different problems");
    }

    @ParameterizedTest
    @CsvSource({
        "--conv, no problem",
        "--unknown --dir=FWD_I 1x2, no primitive is called 'unknown'",
        "--eltwise --dir=FWD_X 1x2, no direction is called 'FWD_X'",
        "--eltwise --src=f32 1x2, is no tensor",
        "--eltwise --attr-post-ops=what:1 1x2, is no post-op",
        "--conv --dir=FWD_I mb1ic2, a descriptor lacks",
        "--conv --dir=FWD_I mb1_ic2, is no descriptor"
    })
    void textThatMakesNoSense_isRefusedByName(String text, String message) {
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> FuzzProblem.parse(text));
        assertTrue(
                String.valueOf(refused.getMessage()).contains(message),
                () -> String.valueOf(refused.getMessage()));
    }
}
