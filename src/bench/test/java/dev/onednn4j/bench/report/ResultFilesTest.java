package dev.onednn4j.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.onednn4j.bench.problem.BadInput;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

class ResultFilesTest {
    @TempDir private Path temporary;
    private ResultFiles files;

    @BeforeEach
    void nameFiles() {
        files = ResultFiles.in(temporary.resolve("not").resolve("there"));
    }

    @Test
    void jsonGivesTheSameResultsBack() throws IOException {
        Results bare =
                SampleResults.of(null, List.of(SampleResults.untimed("a", "SKIPPED", "so it is")));
        for (Results results : List.of(SampleResults.full(1), bare)) {
            files.write(results, Optional.empty(), Optional.empty());
            assertEquals(results, ResultFiles.read(files.json()));
        }
        try (Stream<Path> left = Files.list(files.json().resolveSibling(""))) {
            assertEquals(3, left.count());
        }
    }

    @Test
    void csvHasARowForEachProblem() throws IOException {
        CaseResult timed =
                SampleResults.timed("a, \"b\"", 2, 100, 400.5, new TwinTiming(31, 30, 64, 9));
        CaseResult untimed = SampleResults.untimed("c", "FAILED", "two\nlines");
        files.write(
                SampleResults.of(null, List.of(timed, untimed)),
                Optional.empty(),
                Optional.empty());
        assertEquals(
                """
                name,problem,settings,multiplicity,threads,isa,status,reason,implementation,operations,bytes,\
                creation.cold,creation.cached,time.runs,time.minimum,time.quarter,time.median,time.threeQuarters,\
                time.average,time.maximum,roof,twin.java,twin.c,twin.calls,twin.batches
                "a, ""b""\","--conv --dir=FWD_I ic64ih56oc64oh56kh3ph1n""a, ""b""\""",--dir=FWD_I,3,4,avx512_core,\
                PASSED,,brg_conv_fwd:avx512_core,1.0E8,1.4E7,40.0,0.004,100,1.9,1.95,2.0,2.05,2.02,2.8,\
                400.5,31.0,30.0,64,9
                c,--conv --dt=f16 c,--dir=FWD_I,1,4,avx512_core,FAILED,"two
                lines",,1000000.0,0.0,,,,,,,,,,,,,,
                """,
                Files.readString(files.csv())
                        .replace("two\nlines", "two\r\nlines")
                        .replace("\r\n", "\n"));
    }

    private String refusal(String content) throws IOException {
        Path file = temporary.resolve("old.json");
        Files.writeString(file, content);
        return assertThrows(BadInput.class, () -> ResultFiles.read(file))
                .getMessage()
                .replace(file.toString(), "old.json");
    }

    @Test
    void whatHoldsNoResultsIsRefused() throws IOException {
        assertEquals("'old.json' holds no results of a session: it is no JSON", refusal("{\"date"));
        assertEquals("'old.json' holds no results of a session: it is not an object", refusal(""));
        assertEquals(
                "'old.json' holds no results of a session: it is not an object", refusal("[]"));
        assertEquals("'old.json' holds no results of a session: it has no 'date'", refusal("{}"));
        files.write(SampleResults.full(1), Optional.empty(), Optional.empty());
        String whole = Files.readString(files.json());
        assertEquals(
                "'old.json' holds no results of a session: it has no 'problems[0].time.median'",
                refusal(whole.replaceFirst("\"median\"", "\"middle\"")));
        assertEquals(
                "'old.json' holds no results of a session: 'machine.threads' is not a number",
                refusal(whole.replaceFirst("\"threads\": 4", "\"threads\": \"4\"")));
        assertEquals(
                "'old.json' holds no results of a session: 'problems' is not a list",
                refusal(whole.replaceFirst("(?s)\"problems\": \\[.*]", "\"problems\": {}")));
        assertTrue(
                assertThrows(BadInput.class, () -> ResultFiles.read(temporary))
                        .getMessage()
                        .endsWith(" cannot be read: it is a directory"));
        Path missing = temporary.resolve("missing.json");
        assertTrue(
                assertThrows(BadInput.class, () -> ResultFiles.read(missing))
                        .getMessage()
                        .startsWith("'" + missing + "' cannot be read: "));
    }

    @Test
    void aPeersFileIsReadAsFarAsItIsShown() throws IOException {
        Path file = temporary.resolve("peers.json");
        Files.writeString(
                file,
                """
                {"java": "25", "os": "Linux amd64", "cores": 2, "threads": 2, "rounds": 3, "problems": [
                  {"name": "p", "descriptor": "ic3", "operations": 7.0, "peers": [
                    {"name": "onednn4j", "medianNanoseconds": 5.0, "form": "f", "ratio": 1.0,
                     "nanoseconds": [4.0, 5.0, 6.0]},
                    {"name": "nd4j", "reason": "cannot"}]}]}
                """);
        assertEquals(
                new PeerResults(
                        "25",
                        "Linux amd64",
                        2,
                        2,
                        3,
                        List.of(
                                new PeerResults.PeersOfProblem(
                                        "p",
                                        "ic3",
                                        List.of(
                                                new PeerResults.ComparedPeer(
                                                        "onednn4j", 5.0, "f", 1.0, null),
                                                new PeerResults.ComparedPeer(
                                                        "nd4j", null, null, null, "cannot"))))),
                PeerResults.read(file));
    }
}
