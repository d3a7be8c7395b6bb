package dev.onednn4j.bench.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.onednn4j.bench.problem.BadInput;
import dev.onednn4j.bench.problem.ConvolutionCase;
import dev.onednn4j.bench.problem.TimeLimit;
import dev.onednn4j.bench.report.PerformanceTemplate;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

class CommandReaderTest {
    private static final Pattern SPACE = Pattern.compile(" ");
    private static final String DESCRIPTOR = "ic3ih8oc4oh6kh3ph0";

    @TempDir private Path directory;

    private SessionPlan read(String arguments) {
        return CommandReader.read(SPACE.splitAsStream(arguments).toList(), directory);
    }

    private List<String> lines(String arguments) {
        return read(arguments).cases().stream()
                .map(benchCase -> benchCase.reproducer().replace("--mode=P --conv ", ""))
                .toList();
    }

    private void write(String name, String text) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private String refusal(String arguments) {
        return assertThrows(BadInput.class, () -> read(arguments)).getMessage();
    }

    @Test
    void listsMultiplyInBenchdnnsOrder() {
        assertEquals(
                List.of(
                        "--dir=FWD_I mb1" + DESCRIPTOR,
                        "--dir=FWD_I mb3" + DESCRIPTOR,
                        "--dir=FWD_I --alg=auto mb1" + DESCRIPTOR,
                        "--dir=FWD_I --alg=auto mb3" + DESCRIPTOR,
                        "--dir=FWD_I --dtag=axb mb1" + DESCRIPTOR,
                        "--dir=FWD_I --dtag=axb mb3" + DESCRIPTOR,
                        "--dir=FWD_I --dtag=axb --alg=auto mb1" + DESCRIPTOR,
                        "--dir=FWD_I --dtag=axb --alg=auto mb3" + DESCRIPTOR),
                lines("--mb=1,3 --alg=direct,AUTO --dtag=any,axb --dir=fwd_i mb7" + DESCRIPTOR));
        List<String> outer =
                lines(
                        "--wtag=any,xba --stag=any,nhwc --bia-dt=undef,f32 --dt=f32,u8:s8:f32"
                                + " --dir=BWD_D,FWD_D "
                                + DESCRIPTOR);
        assertEquals(32, outer.size());
        assertEquals("--dir=BWD_D " + DESCRIPTOR, outer.get(0));
        assertEquals("--dir=BWD_D --wtag=xba " + DESCRIPTOR, outer.get(1));
        assertEquals("--dir=BWD_D --stag=nhwc " + DESCRIPTOR, outer.get(2));
        assertEquals("--dir=BWD_D --bia-dt=f32 " + DESCRIPTOR, outer.get(4));
        assertEquals("--dir=BWD_D --dt=u8:s8:f32 " + DESCRIPTOR, outer.get(8));
        assertEquals("--dir=FWD_D " + DESCRIPTOR, outer.get(16));
    }

    @Test
    void optionsApplyToWhatComesAfterThem() {
        assertEquals(
                List.of(
                        DESCRIPTOR,
                        "--dir=FWD_I " + DESCRIPTOR,
                        "--dir=FWD_I --alg=wino " + DESCRIPTOR,
                        "--alg=wino " + DESCRIPTOR,
                        DESCRIPTOR),
                lines(
                        "--conv %1$s --dir=FWD_I %1$s --alg=WINO %1$s --dir= %1$s --reset %1$s"
                                .formatted(DESCRIPTOR)));
    }

    @Test
    void resetLeavesLimitsAndTemplate() {
        SessionPlan script =
                read(
                        "--max-ms-per-prb=20 --fix-times-per-prb=7 --perf-template=csv --mb=5"
                                + " --match=nothing --reset "
                                + DESCRIPTOR);
        ConvolutionCase benchCase = script.cases().getFirst();
        assertEquals(new TimeLimit(20, 7), benchCase.limit());
        assertEquals(PerformanceTemplate.of("csv").toString(), benchCase.template());
        assertEquals(2, benchCase.effectiveProblem().minibatch());
        assertTrue(script.options().templateChosen());
        assertEquals(
                "--mode=P --max-ms-per-prb=20 --fix-times-per-prb=7 --conv " + DESCRIPTOR,
                benchCase.reproducer());
    }

    @Test
    void aDirectionWithBiasHasItInF32() {
        assertEquals(
                "f32",
                String.valueOf(
                        read("--dir=FWD_B --bia-dt=bf16 --dt=bf16 " + DESCRIPTOR)
                                .cases()
                                .getFirst()
                                .biasType()));
    }

    @Test
    void matchLooksAtTheWholeLine() {
        assertEquals(
                List.of("--dir=FWD_I " + DESCRIPTOR + "n\"b\""),
                lines(
                        "--match=FWD_I.*n\"[bc] --dir=FWD_D,FWD_I %1$sn\"a\" %1$sn\"b\""
                                .formatted(DESCRIPTOR)));
        assertEquals(2, lines("--match=x --match= --mb=1,2 " + DESCRIPTOR).size());
    }

    @Test
    void batchFilesNestBesideTheirIncluderAndInTheSuites() throws IOException {
        write("outer", "--dir=FWD_I --batch=sub/inner " + DESCRIPTOR);
        write("sub/inner", "--batch=beside --mb=4");
        write("sub/beside", "--match=conv1 --batch=resnet50 --match=");
        List<String> lines = lines("--batch=outer");
        assertEquals(2, lines.size());
        assertEquals("--dir=FWD_I ic3ih224oc64oh112kh7sh2ph3n\"resnet50:conv1\"", lines.getFirst());
        assertEquals("--dir=FWD_I mb4" + DESCRIPTOR, lines.getLast());
    }

    @Test
    void aFileBesideComesBeforeASuiteOfItsName() throws IOException {
        write("resnet50", DESCRIPTOR);
        assertEquals(List.of(DESCRIPTOR), lines("--batch=resnet50"));
    }

    @Test
    void includingItselfIsRefused() throws IOException {
        write("a", "--dir=FWD_I\n--batch=sub/b");
        write("sub/b", "\n\n--batch=../a");
        assertEquals("sub/b:3: the batch file '../a' includes itself", refusal("--batch=a"));
    }

    @Test
    void includingTwiceIsNot() throws IOException {
        write("a", "--batch=b --mb=1 --batch=b");
        write("b", DESCRIPTOR);
        assertEquals(List.of(DESCRIPTOR, "mb1" + DESCRIPTOR), lines("--batch=a"));
    }

    @Test
    void errorsInFilesNameTheLine() throws IOException {
        write("a", "--batch=b");
        write("b", "# comment\n--dir=FWD_I\n--drr=FWD_I");
        assertEquals(
                "b:3: unknown option '--drr=FWD_I'; did you mean --dir?", refusal("--batch=a"));
        write("b", "\n--dir=FWD_X");
        assertTrue(refusal("--batch=a").startsWith("b:2: --dir: 'FWD_X' is no direction"));
        write("b", "--batch=c");
        assertEquals(
                "b:1: batch file 'c' not found; the built-in suites are: "
                        + String.join(", ", Suites.names()),
                refusal("--batch=a"));
    }

    @Test
    void aWrongDescriptorDoesNotKeepTheOthersFromRunning() throws IOException {
        write("a", DESCRIPTOR + "\nic3zz\n" + DESCRIPTOR);
        SessionPlan script = read("--batch=a");
        assertEquals(2, script.cases().size());
        assertEquals(
                List.of("a:2: no descriptor key begins at 'zz', in 'ic3zz'"),
                script.rejected().stream().map(BadInput::getMessage).toList());
    }

    @Test
    void aTagForAnotherRankIsToldWithTheDescriptor() {
        assertEquals(
                "the tag 'nhwc' is for tensors of 4 dimensions, not of 3, in 'ic3iw8oc4kw3'",
                read("--stag=nhwc ic3iw8oc4kw3").rejected().getFirst().getMessage());
    }

    @Test
    void theNameOfASuiteAloneGetsAHint() {
        String message = read("resnet50").rejected().getFirst().getMessage();
        assertTrue(message.endsWith("for the suite of that name write --batch=resnet50"), message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "--nonsense | unknown option '--nonsense'",
                "--perf-tmplate=def | unknown option '--perf-tmplate=def'; did you mean"
                        + " --perf-template?",
                "-x | unknown option '-x'",
                "--dir | --dir needs a value: --dir=DIR,...",
                "--dt=f33 | --dt: 'f33' is no data type of oneDNN",
                "--dt=f32:f32 | --dt: 'f32:f32' names 2 data types; expected one, or"
                        + " src:weights:dst",
                "--stag=foo | --stag: 'foo' is no format tag of oneDNN",
                "--alg=fft | --alg: 'fft' is no algorithm; expected DIRECT, WINO or AUTO",
                "--mb=1,,2 | --mb: an entry of '1,,2' is empty",
                "--mb=-1 | --mb: '-1' is no whole number",
                "--mb=99999999999999999999 | --mb: '99999999999999999999' is too large a number",
                "--match=[ | --match: '[' is no regular expression: Unclosed character class",
                "--mode=X | --mode: 'X' is not available; expected C, P or L",
                "--max-ms-per-prb=NaN | --max-ms-per-prb: 'NaN' is no number",
                "--perf-template=%foo% | --perf-template: '%foo%' is no field of a template",
            })
    void saysWhatIsWrong(String argument, String message) {
        assertEquals(message, refusal(argument));
    }

    @Test
    void aBatchWithoutAFileNamesTheSuites() {
        assertEquals(
                "batch file '' not found; the built-in suites are: "
                        + String.join(", ", Suites.names()),
                refusal("--batch="));
    }

    @Test
    void knowsArgumentsWithoutAnyProblem() {
        assertFalse(CommandReader.namesProblems(List.of("--dir=FWD_I", "-v1")));
        assertTrue(CommandReader.namesProblems(List.of("--dir=FWD_I", "--batch=x")));
        assertTrue(CommandReader.namesProblems(List.of("ic3")));
    }
}
