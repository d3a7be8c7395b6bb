package dev.onednn4j.peers;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.stream.LongStream;

/// An ONNX model of a single Conv, with its weights as a constant. The numbers of fields are those
/// of `onnx.proto`.
record OnnxModel(PeerProblem problem, float[] weights) {
    static final String INPUT = "src";
    static final String OUTPUT = "dst";
    private static final String WEIGHTS = "weights";
    private static final long IR_VERSION = 8;
    private static final long OPERATORS_VERSION = 17;
    private static final long FLOAT = 1;
    private static final long ATTRIBUTE_INT = 2;
    private static final long ATTRIBUTE_INTS = 7;

    byte[] toByteArray() {
        ProtobufMessage graph =
                new ProtobufMessage()
                        .message(1, convolution())
                        .text(2, "convolution")
                        .message(5, weightsTensor())
                        .message(11, value(INPUT, problem.srcDims()))
                        .message(12, value(OUTPUT, problem.dstDims()));
        return new ProtobufMessage()
                .number(1, IR_VERSION)
                .message(7, graph)
                .message(8, new ProtobufMessage().text(1, "").number(2, OPERATORS_VERSION))
                .toByteArray();
    }

    private ProtobufMessage convolution() {
        long[] pads =
                LongStream.concat(
                                LongStream.of(PeerProblem.longs(problem.paddingLeft())),
                                LongStream.of(PeerProblem.longs(problem.paddingRight())))
                        .toArray();
        return new ProtobufMessage()
                .text(1, INPUT)
                .text(1, WEIGHTS)
                .text(2, OUTPUT)
                .text(4, "Conv")
                .message(5, attribute("strides", PeerProblem.longs(problem.strides())))
                .message(5, attribute("dilations", PeerProblem.longs(problem.dilation())))
                .message(5, attribute("pads", pads))
                .message(
                        5,
                        new ProtobufMessage()
                                .text(1, "group")
                                .number(3, problem.groups())
                                .number(20, ATTRIBUTE_INT));
    }

    private static ProtobufMessage attribute(String name, long[] values) {
        return new ProtobufMessage().text(1, name).numbers(8, values).number(20, ATTRIBUTE_INTS);
    }

    private ProtobufMessage weightsTensor() {
        ByteBuffer raw =
                ByteBuffer.allocate(Math.multiplyExact(Float.BYTES, weights.length))
                        .order(ByteOrder.LITTLE_ENDIAN);
        raw.asFloatBuffer().put(weights);
        return new ProtobufMessage()
                .numbers(1, problem.weightsDims())
                .number(2, FLOAT)
                .text(8, WEIGHTS)
                .raw(9, raw.array());
    }

    private static ProtobufMessage value(String name, long[] dims) {
        ProtobufMessage shape = new ProtobufMessage();
        for (long dim : dims) {
            shape.message(1, new ProtobufMessage().number(1, dim));
        }
        ProtobufMessage tensor = new ProtobufMessage().number(1, FLOAT).message(2, shape);
        return new ProtobufMessage()
                .text(1, name)
                .message(2, new ProtobufMessage().message(1, tensor));
    }
}
