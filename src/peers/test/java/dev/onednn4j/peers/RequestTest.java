package dev.onednn4j.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.EnumSet;

class RequestTest {
    @Test
    void isAboutEverybodyAndTypicalProblems() {
        Request request = Request.of();
        assertEquals(EnumSet.allOf(Peer.class), request.peers());
        assertEquals(11, request.problems().size());
        assertEquals(3, request.rounds());
        assertEquals(Runtime.getRuntime().availableProcessors(), request.threads());
    }

    @Test
    void alwaysHasOurs() {
        Request request = Request.of("--peer=nd4j", "--threads=3", "--quick", "mb1ic1ih6oc1kh2");
        assertEquals(EnumSet.of(Peer.ONEDNN4J, Peer.ND4J), request.peers());
        assertEquals(3, request.threads());
        assertEquals(1, request.rounds());
        assertEquals("mb1ic1ih6oc1kh2", request.problems().getFirst().descriptor());
    }

    @ParameterizedTest
    @CsvSource({
        "--peer=caffe, 'caffe'",
        "--threads=0, '0'",
        "--threads=many, 'many'",
        "--fast, '--fast'",
        "mb1ic3x, x",
        "mb1ic3ih9oc4oh2kh3ph1, too small"
    })
    void saysWhatIsWrong(String argument, String named) {
        IllegalArgumentException thrown =
                assertThrows(IllegalArgumentException.class, () -> Request.of(argument));
        assertTrue(thrown.toString().contains(named), thrown.toString());
    }
}
