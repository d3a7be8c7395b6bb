package dev.onednn4j.peers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;

import org.junit.jupiter.api.Test;

import java.nio.ByteOrder;
import java.util.List;

/// The model read back by another implementation of Protocol Buffers.
class OnnxModelTest {
    private final PeerProblem problem =
            PeerProblems.parse("g2mb1ic4ih9iw8oc6kh3kw2sh2sw1ph1pw0dh0dw1");
    private final float[] weights =
            ProblemData.random(PeerProblem.elements(problem.weightsDims()), 1);

    @Test
    void saysWhatTheProblemIs() throws InvalidProtocolBufferException {
        UnknownFieldSet model =
                UnknownFieldSet.parseFrom(new OnnxModel(problem, weights).toByteArray());
        UnknownFieldSet graph = message(model, 7);
        UnknownFieldSet node = message(graph, 1);
        assertEquals("Conv", text(node, 4));
        assertEquals(List.of(2L, 1L), attribute(node, "strides"));
        assertEquals(List.of(1L, 2L), attribute(node, "dilations"));
        assertEquals(
                List.of(
                        (long) problem.paddingLeft()[0],
                        (long) problem.paddingLeft()[1],
                        (long) problem.paddingRight()[0],
                        (long) problem.paddingRight()[1]),
                attribute(node, "pads"));
        assertEquals(text(message(graph, 11), 1), text(node, 1));
        assertEquals(text(message(graph, 12), 1), text(node, 2));
    }

    @Test
    void holdsTheWeights() throws InvalidProtocolBufferException {
        UnknownFieldSet model =
                UnknownFieldSet.parseFrom(new OnnxModel(problem, weights).toByteArray());
        UnknownFieldSet tensor = message(message(model, 7), 5);
        assertEquals(List.of(6L, 2L, 3L, 2L), tensor.getField(1).getVarintList());
        ByteString raw = tensor.getField(9).getLengthDelimitedList().getFirst();
        float[] read = new float[weights.length];
        raw.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(read);
        assertArrayEquals(weights, read);
    }

    @Test
    void writesNumbersOfAnySize() throws InvalidProtocolBufferException {
        for (long value : new long[] {0, 1, 127, 128, 300, Long.MAX_VALUE, -1, Long.MIN_VALUE}) {
            UnknownFieldSet read =
                    UnknownFieldSet.parseFrom(
                            new ProtobufMessage().number(20, value).toByteArray());
            assertEquals(List.of(value), read.getField(20).getVarintList());
        }
    }

    private static List<Long> attribute(UnknownFieldSet node, String name)
            throws InvalidProtocolBufferException {
        for (ByteString each : node.getField(5).getLengthDelimitedList()) {
            UnknownFieldSet attribute = UnknownFieldSet.parseFrom(each);
            if (text(attribute, 1).equals(name)) {
                return attribute.getField(8).getVarintList();
            }
        }
        throw new AssertionError("no attribute " + name);
    }

    private static String text(UnknownFieldSet message, int field) {
        return message.getField(field).getLengthDelimitedList().getFirst().toStringUtf8();
    }

    private static UnknownFieldSet message(UnknownFieldSet message, int field)
            throws InvalidProtocolBufferException {
        return UnknownFieldSet.parseFrom(
                message.getField(field).getLengthDelimitedList().getFirst());
    }
}
