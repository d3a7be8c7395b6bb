package dev.onednn4j.bench.problem;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

class BenchdnnProblemTest {
    private static final List<List<String>> AXES =
            List.of(
                    List.of("w"),
                    List.of("h"),
                    List.of("h", "w"),
                    List.of("d"),
                    List.of("d", "h", "w"));

    private static BenchdnnProblem parse(String descriptor) {
        return BenchdnnProblem.parse(descriptor, Driver.CONVOLUTION);
    }

    /// The right-hand sides are what benchdnn 3.13 makes of the left ones.
    @ParameterizedTest
    @CsvSource({
        "ic64ih56oc64kh3ph1, ic64ih56oc64oh56kh3ph1",
        "mb1ic64ih56oc64oh56kh3ph1, mb1ic64ih56oc64oh56kh3ph1",
        "mb2_g1_ic3ih5_oc3_kh1, g1ic3ih5oc3oh5kh1ph0",
        "kh3oc8oh6ic4ih8, ic4ih8oc8oh6kh3ph0",
        "ic3ic4ih8ih9oc2kh3, ic4ih9oc2oh7kh3ph0",
        "ic3ih227_oc96oh55_kh11_sh4, ic3ih227oc96oh55kh11sh4ph0",
        "ic3ih224oc64oh112kh7sh2, ic3ih224oc64oh112kh7sh2ph2",
        "ic3ih8iw9oc4kh3kw3, ic3ih8iw9oc4oh6ow7kh3kw3ph0pw0",
        "ic3iw9oc4kw3pw1, ic3iw9oc4ow9kw3pw1",
        "ic3id9oc4kd3, ic3id9oc4od7kd3pd0",
        "ic3id9ih8iw8oc4kd1kh3kw3ph1pw1, ic3id9ih8iw8oc4od9oh8ow8kd1kh3kw3pd0ph1pw1",
        "ic3ih9oc4kh3dh1, ic3ih9oc4oh5kh3ph0dh1",
        "ic3ih9oc4kh3sh2sw2iw9kw3, ic3ih9oc4oh4kh3sh2ph0",
        "ic3ih2oc4kh3sh2, ic3ih2oc4oh1kh3sh2ph0",
        "ic3iw8oc4kw3ph0sd1, ic3iw8oc4ow6kw3pw0",
    })
    void printsTheShortestDescriptorOfTheSameProblem(String descriptor, String canonical) {
        assertEquals(canonical, parse(descriptor).toString());
    }

    @Test
    void derivesThePaddingAfterTheSource() {
        assertArrayEquals(
                new long[] {3, 2},
                parse("ic3ih224iw224oc64oh112ow112kh7kw7sh2sw2ph2pw3").paddingRight());
        assertArrayEquals(new long[] {-1}, parse("ic3iw8oc4ow4kw1sw2").paddingRight());
    }

    @Test
    void nameTakesTheRest() {
        BenchdnnProblem problem = parse("ic3ih8oc4kh3n\"net:ic5_kh1*12\"");
        assertEquals("\"net:ic5_kh1*12\"", problem.name());
        assertEquals(3, problem.inputChannels());
        assertEquals("net:ic5_kh1", problem.displayName());
        assertEquals(12, problem.multiplicity());
    }

    @Test
    void aProblemWithoutNameIsCalledByItsDescriptor() {
        assertEquals("ic3ih8oc4oh6kh3ph0", parse("ic3ih8oc4kh3").displayName());
        assertEquals(1, parse("ic3ih8oc4kh3").multiplicity());
    }

    @Test
    void aGroupDimensionIsThereWhenItIsWritten() {
        assertArrayEquals(new long[] {8, 6, 3, 3}, parse("ic6ih8oc8kh3").weightsDims());
        assertArrayEquals(new long[] {1, 8, 6, 3, 3}, parse("g1ic6ih8oc8kh3").weightsDims());
        BenchdnnProblem two = parse("g2ic6ih8oc8kh3");
        assertArrayEquals(new long[] {2, 4, 3, 3, 3}, two.weightsDims());
        assertArrayEquals(new long[] {2, 6, 8, 8}, two.srcDims());
        assertArrayEquals(new long[] {2, 8, 6, 6}, two.dstDims());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "ic3ih8oc4zz3 | no descriptor key begins at 'zz3', in 'ic3ih8oc4zz3'",
                "ic3ih8oc4kh3,| no descriptor key begins at ',', in 'ic3ih8oc4kh3,'",
                "icih8oc4kh3 | 'ic' is followed by no number, in 'icih8oc4kh3'",
                "ic-3ih8oc4kh3 | 'ic' is followed by no number, in 'ic-3ih8oc4kh3'",
                "ic | 'ic' is followed by no number, in 'ic'",
                "i | no descriptor key begins at 'i', in 'i'",
                "ih8oc4kh3 | 'ic' is missing, in 'ih8oc4kh3'",
                "ic3ih8kh3 | 'oc' is missing, in 'ic3ih8kh3'",
                "ic3oc4 | no spatial size is given: 'ih' (or 'iw', 'id') is missing, in 'ic3oc4'",
                "ic3ih8oc4 | 'kh' is missing, in 'ic3ih8oc4'",
                "ic3oc4kh3 | 'ih' is missing, in 'ic3oc4kh3'",
                "g0ic3ih8oc4kh3 | 'g' is 0, in 'g0ic3ih8oc4kh3'",
                "ic3ih8oc4kh3sh0 | 'sh' is 0, in 'ic3ih8oc4kh3sh0'",
                "g2ic3ih8oc4kh3 | ic3 cannot be split into g2, in 'g2ic3ih8oc4kh3'",
                "g3ic3ih8oc4kh3 | oc4 cannot be split into g3, in 'g3ic3ih8oc4kh3'",
                "ic3ih8oc4kh9 | the kernel kh9 dh0 does not fit into ih8 ph0, in 'ic3ih8oc4kh9'",
                "ic3ih56oh10oc4kh3 | oh10 is too small for ih56 kh3 dh0 sh1 ph0, in"
                        + " 'ic3ih56oh10oc4kh3'",
                "ic3ih56oh10oc4kh3ph1 | oh10 is too small for ih56 kh3 dh0 sh1 ph1, in"
                        + " 'ic3ih56oh10oc4kh3ph1'",
                "ic3ih8id8oc4kh3kd3 | a 3-D problem has height and width or neither; only the width"
                        + " is missing, in 'ic3ih8id8oc4kh3kd3'",
                "ic9223372036854775808ih8oc4kh3 | 'ic9223372036854775808' is too large a number, in"
                        + " 'ic9223372036854775808ih8oc4kh3'",
                "ic3ih9223372036854775807oc4kh3ph9 | the sizes overflow 64 bits, in"
                        + " 'ic3ih9223372036854775807oc4kh3ph9'",
                "ic3ih9oc4kh9223372036854775807dh9 | the sizes overflow 64 bits, in"
                        + " 'ic3ih9oc4kh9223372036854775807dh9'",
                "ic4000000000ih40000oc4000000000kh3 | the source has more elements than can be"
                        + " counted, in 'ic4000000000ih40000oc4000000000kh3'",
            })
    void saysWhatIsWrong(String descriptor, String message) {
        assertEquals(message, assertThrows(BadInput.class, () -> parse(descriptor)).getMessage());
    }

    @Test
    void offendingTextIsMadeSafeForATerminal() {
        String message =
                assertThrows(BadInput.class, () -> parse("ic3\u001b[31m" + "x".repeat(5000)))
                        .getMessage();
        assertFalse(message.chars().anyMatch(Character::isISOControl), message);
        assertTrue(message.length() < 400, message);
    }

    @Test
    void printingAndParsingGoTogether() {
        Random random = new Random(20261123);
        for (int i = 0; i < 20_000; i++) {
            String descriptor = randomDescriptor(random);
            BenchdnnProblem problem = parse(descriptor);
            assertEquals(problem, parse(problem.toString()), descriptor);
        }
    }

    @Test
    void operationsCountTapsOnTheSourceOnly() {
        Random random = new Random(7);
        for (int i = 0; i < 2_000; i++) {
            BenchdnnProblem problem = parse(randomDescriptor(random));
            assertEquals(countedOperations(problem), problem.operations(), problem.toString());
        }
    }

    /// A problem whose kernel fits its source, with the settings in random order, some left out.
    private static String randomDescriptor(Random random) {
        List<String> settings = new ArrayList<>();
        int groups = 1 + random.nextInt(3);
        if (groups > 1 || random.nextBoolean()) {
            settings.add("g" + groups);
        }
        if (random.nextBoolean()) {
            settings.add("mb" + random.nextInt(4));
        }
        settings.add("ic" + groups * (1 + random.nextInt(5)));
        settings.add("oc" + groups * (1 + random.nextInt(5)));
        for (String letter : AXES.get(random.nextInt(AXES.size()))) {
            int kernel = 1 + random.nextInt(4);
            int dilation = random.nextInt(3);
            int padding = random.nextInt(4);
            int extent = (kernel - 1) * (dilation + 1) + 1;
            settings.add("i" + letter + (extent + random.nextInt(9)));
            settings.add("k" + letter + kernel);
            if (random.nextBoolean()) {
                settings.add("s" + letter + (1 + random.nextInt(3)));
            }
            if (random.nextBoolean()) {
                settings.add("p" + letter + padding);
            }
            if (dilation > 0 || random.nextBoolean()) {
                settings.add("d" + letter + dilation);
            }
        }
        Collections.shuffle(settings, random);
        String name = random.nextBoolean() ? "n\"random:" + random.nextInt(100) + "\"" : "";
        return String.join(random.nextBoolean() ? "_" : "", settings) + name;
    }

    /// Goes through every output and every tap.
    private static double countedOperations(BenchdnnProblem problem) {
        double taps = 1;
        for (SpatialAxis axis : problem.axes()) {
            long valid = 0;
            for (long output = 0; output < axis.output(); output++) {
                for (long tap = 0; tap < axis.kernel(); tap++) {
                    long position =
                            output * axis.stride() - axis.padding() + tap * (axis.dilation() + 1);
                    valid += position >= 0 && position < axis.input() ? 1 : 0;
                }
            }
            taps *= valid;
        }
        return taps
                * 2
                * problem.minibatch()
                * problem.outputChannels()
                * problem.inputChannels()
                / problem.groups();
    }
}
