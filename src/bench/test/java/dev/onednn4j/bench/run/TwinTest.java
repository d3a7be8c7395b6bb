package dev.onednn4j.bench.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.onednn4j.Capabilities;
import dev.onednn4j.Engine;
import dev.onednn4j.Execution;
import dev.onednn4j.OneDnn;
import dev.onednn4j.bench.command.CommandReader;
import dev.onednn4j.bench.problem.CaseDirection;
import dev.onednn4j.bench.problem.ConvolutionCase;
import dev.onednn4j.bench.problem.DataTypes;
import dev.onednn4j.bench.report.TwinTiming;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.function.BiConsumer;

/// The C program and what drives it.
class TwinTest {
    private static final String SMALL = "mb1ic3ih5oc2kh3ph1";

    private static Twin twin;
    private static Engine engine;

    @TempDir private Path folder;

    @BeforeAll
    static void start() {
        twin = Twin.start(BuiltPrograms.with("twin"));
        engine = Engine.cpu();
    }

    @AfterAll
    static void stop() {
        if (twin != null) {
            twin.close();
        }
        if (engine != null) {
            engine.close();
        }
    }

    private static ConvolutionCase only(String arguments) {
        return CommandReader.read(List.of(arguments.split(" ", -1)), Path.of(""))
                .cases()
                .getFirst();
    }

    /// The line that describes a case.
    private static String line(String arguments) {
        ConvolutionCase benchCase = only(arguments);
        try (CasePrimitive primitive = CasePrimitive.maker(engine, benchCase).get()) {
            return TwinProblem.of(benchCase, primitive).line();
        }
    }

    private static String complaint(String line) {
        String message =
                String.valueOf(
                        assertThrows(NativeFailure.class, () -> twin.ask(line), line).getMessage());
        assertTrue(message.startsWith("the twin: "), message);
        return message.substring("the twin: ".length());
    }

    private static void inBoth(String arguments, BiConsumer<TwinRun, Execution> test) {
        ConvolutionCase benchCase = only(arguments);
        try (CasePrimitive primitive = CasePrimitive.maker(engine, benchCase).get();
                Arena arena = Arena.ofConfined()) {
            CaseTensors tensors = CaseTensors.allocate(primitive, benchCase, arena);
            IntegerFilling filling = new IntegerFilling(1);
            filling.fill(tensors.src().elements(), 1);
            filling.fill(tensors.weights().elements(), 2);
            filling.fill(tensors.dst().elements(), 3);
            tensors.give(engine);
            try (Execution execution = tensors.bind(primitive)) {
                test.accept(new TwinRun(twin, benchCase, primitive, tensors), execution);
            }
        }
    }

    private static boolean isAvailable(DataTypes types) {
        return Capabilities.implementation(
                        engine,
                        dev.onednn4j.Direction.FORWARD,
                        types.src(),
                        types.weights(),
                        types.dst())
                .isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mb1ic1ih6iw6oc1kh2kw2",
                "g2mb2ic6ih7iw6oc10kh3kw2sh2ph1dh1",
                "mb1ic17ih9oc33kh3ph1",
                "mb1ic5iw31oc7kw4sw3pw2",
                "mb1ic3id7oc6kd3pd1"
            })
    void javaAndCGiveTheSameBits(String descriptor) {
        for (String driver : List.of("--conv ", "--deconv ")) {
            for (CaseDirection direction : CaseDirection.values()) {
                String arguments = "--dir=" + direction + " " + driver + descriptor;
                inBoth(arguments, TwinRun::requireSameResult);
                inBoth("--stag=axb " + arguments, TwinRun::requireSameResult);
            }
        }
        for (String types : List.of("u8:s8:s32", "s8:s8:u8", "bf16")) {
            if (isAvailable(DataTypes.of(types))) {
                inBoth("--dir=FWD_I --dt=" + types + " " + descriptor, TwinRun::requireSameResult);
            }
        }
    }

    @Test
    void timesBoth() {
        inBoth(
                "--dir=FWD_I --alg=AUTO mb1ic64ih14oc64kh1",
                (run, execution) -> {
                    TwinTiming timing = run.run(execution, 1);
                    assertTrue(timing.java() > 0 && timing.c() > 0, timing.toString());
                    assertEquals(timing.java() - timing.c(), timing.overhead());
                    assertEquals(timing.java() / timing.c(), timing.ratio());
                });
    }

    @Test
    void wrongCommandsGetAnErrorAndNoMore() {
        assertEquals("'dance': unknown command", complaint("dance"));
        assertEquals("'': unknown command", complaint(""));
        assertEquals("a line with a zero byte in it", complaint("run\0 1 1 1"));
        assertEquals("impl: missing", complaint("problem"));
        assertEquals("'x': unknown key", complaint("problem x=y impl=ref"));
        assertEquals("'kind': given twice", complaint("problem kind=a kind=b impl=ref"));
        assertEquals("'kind': expected key=value", complaint("problem kind impl=ref"));
        assertEquals("prop: missing", complaint("problem kind=convolution impl=ref"));
        assertEquals("expected 1 numbers within their limits, got '0'", complaint("threads 0"));
        assertEquals("", twin.ask("threads " + OneDnn.threads()));
        assertEquals("run: there is no problem yet", complaint("run 1 1 1"));
        assertEquals("load: there is no problem yet", complaint("load /etc/passwd"));
    }

    @Test
    void wrongProblemsGetAnErrorAndNoMore() {
        String right = line("--dir=FWD_I " + SMALL);
        assertEquals("", twin.ask(right));
        assertEquals(
                "kind: 'pooling' is unknown", complaint(right.replace("=convolution", "=pooling")));
        assertEquals(
                "strides: expected 2 numbers from 1 on, got '0,1'",
                complaint(right.replace("strides=1,1", "strides=0,1")));
        assertEquals(
                "strides: expected 2 numbers from 1 on, got '1'",
                complaint(right.replace("strides=1,1", "strides=1")));
        assertEquals(
                "dilates: expected 2 numbers from 0 on, got '0,0,0'",
                complaint(right.replace("dilates=0,0", "dilates=0,0,0")));
        assertEquals(
                "padl: expected 2 numbers from 0 on, got '99999999999999999999,1'",
                complaint(right.replace("padl=1,1", "padl=99999999999999999999,1")));
        assertEquals(
                "postops: 'dance' is no element-wise function",
                complaint(right.replace("postops=-", "postops=eltwise:dance:0:0")));
        assertEquals(
                "postops: 'x' is no scale",
                complaint(right.replace("postops=-", "postops=sum:x:0:f32")));
        assertEquals(
                "postops: 'f33' is no data type",
                complaint(right.replace("postops=-", "postops=sum:1:0:f33")));
        assertEquals(
                "postops: expected sum or eltwise with three parameters",
                complaint(right.replace("postops=-", "postops=sum:1")));
        assertEquals(
                "no implementation of this problem is called 'none'",
                complaint(right.replaceFirst("impl=.*", "impl=none")));
        assertTrue(complaint(right.replace("src=", "src=0")).startsWith("src: expected "));
        assertEquals("run: there is no problem yet", complaint("run 1 1 1"));
    }

    /// A descriptor with a digit changed at random is refused or makes another problem; the program
    /// lives on, in little memory.
    @Test
    void noDescriptorEndsIt() throws IOException {
        String right = line("--dir=FWD_I " + SMALL);
        int begin = right.indexOf(" weights=") + " weights=".length();
        int end = right.indexOf(" bias=");
        Random random = new Random(5);
        int refused = 0;
        try (Twin small = Twin.start(inLittleMemory(), OneDnn.libraryPath())) {
            for (int i = begin; i < end; i += 1 + random.nextInt(9)) {
                String digit = Integer.toHexString(random.nextInt(16));
                try {
                    small.ask(right.substring(0, i) + digit + right.substring(i + 1));
                } catch (NativeFailure failure) {
                    assertTrue(
                            String.valueOf(failure.getMessage()).startsWith("the twin: "),
                            failure.getMessage());
                    refused++;
                }
            }
            assertTrue(refused > 10, refused + " of " + (end - begin));
            assertEquals("", small.ask(right));
        }
    }

    private Path inLittleMemory() throws IOException {
        Path program = BuiltPrograms.with("twin").find("twin");
        Path script = folder.resolve("twin");
        Files.writeString(script, "#!/bin/sh\nulimit -v 1000000\nexec '" + program + "' \"$@\"\n");
        assertTrue(script.toFile().setExecutable(true));
        return script;
    }

    @Test
    void wrongFilesGetAnErrorAndNoMore() throws IOException {
        twin.ask(line("--dir=FWD_I " + SMALL));
        Path missing = folder.resolve("missing");
        assertEquals("'" + missing + "': No such file or directory", complaint("load " + missing));
        Path small = Files.write(folder.resolve("too small"), new byte[7]);
        assertTrue(complaint("load " + small).startsWith("'" + small + "': expected a file of "));
        assertTrue(complaint("store " + small).startsWith("'" + small + "': expected a file of "));
        assertEquals("expected 3 numbers within their limits, got '1 2'", complaint("run 1 2"));
        assertEquals("expected 3 numbers within their limits, got '1 2 0'", complaint("run 1 2 0"));
        assertEquals(
                "expected 3 numbers within their limits, got '1 2 3 4'", complaint("run 1 2 3 4"));
        assertEquals(
                "expected 3 numbers within their limits, got '1 -2 3'", complaint("run 1 -2 3"));
        assertEquals(3, twin.run(0, 3, 2).length);
        assertEquals(0, twin.run(1, 0, 1).length);
    }

    @Test
    void aLibraryThatIsNoneGetsAnError() {
        Path program = BuiltPrograms.with("twin").find("twin");
        NativeFailure failure =
                assertThrows(
                        NativeFailure.class, () -> Twin.start(program, folder.resolve("none.so")));
        assertTrue(
                String.valueOf(failure.getMessage())
                        .startsWith("the twin: the library cannot be loaded: "),
                failure.getMessage());
    }

    @Test
    void postOperationsOfSumAndElementwiseFunctionsAreKnown() {
        assertEquals("-", TwinProblem.postOps("--conv --dir=FWD_I ic3ih5oc2kh3 [jit:avx2]"));
        assertEquals(
                "sum:0.5:0:undef,eltwise:relu:0.0:0.0,eltwise:elu_use_dst_for_bwd:1.0:0.0",
                TwinProblem.postOps(
                        "--conv --attr-post-ops=sum:0.5:0+relu:0.0:0.0+elu_dst:1.0:0.0 ic3 [x]"));
        assertEquals(
                "sum:1.0:3:s8", TwinProblem.postOps("--conv --attr-post-ops=sum:1.0:3:s8 ic3 [x]"));
        for (String other :
                List.of(
                        "--attr-scales=src:common",
                        "--attr-fpmath=bf16",
                        "--attr-post-ops=relu:0.0:0.0+add:f32:2:abcd",
                        "--attr-post-ops=prelu:2",
                        "--attr-post-ops=dw:k3s1p1:f32")) {
            assertThrows(
                    NativeFailure.class,
                    () -> TwinProblem.postOps("--conv " + other + " ic3 [x]"),
                    other);
        }
        String right = line("--dir=FWD_I " + SMALL);
        assertEquals(
                "",
                twin.ask(
                        right.replace(
                                "postops=-", "postops=sum:0.5:0:undef,eltwise:relu:0.0:0.0")));
    }
}
