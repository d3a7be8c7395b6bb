package dev.onednn4j.peers;

import org.bytedeco.dnnl.convolution_forward;
import org.bytedeco.dnnl.dnnl_exec_arg_t;
import org.bytedeco.dnnl.dnnl_primitive;
import org.bytedeco.dnnl.dnnl_stream;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.reorder;
import org.bytedeco.dnnl.stream;
import org.bytedeco.javacpp.FloatPointer;

import java.util.Arrays;
import java.util.stream.LongStream;

/// oneDNN through JavaCPP's binding: the same library of the same version as ours. Timed is the one
/// call `dnnl_primitive_execute` with an argument array made once, on memory objects in the layouts
/// that oneDNN chose, its weights reordered once: there is no cheaper way through this binding (its
/// C++ one fills a map at each call).
final class JavaCppConvolution implements PeerConvolution {
    private static final memory.format_tag[] DENSE = {
        memory.format_tag.abc,
        memory.format_tag.abcd,
        memory.format_tag.abcde,
        memory.format_tag.abcdef
    };

    private final PeerProblem problem;
    private final engine cpu = new engine(org.bytedeco.dnnl.engine.kind.cpu.value, 0);
    private final stream queue = new stream(cpu);
    private final convolution_forward.primitive_desc description;
    private final convolution_forward primitive;
    private final memory src;
    private final memory weights;
    private final memory dst;
    private final dnnl_exec_arg_t arguments = new dnnl_exec_arg_t(3);
    private final dnnl_primitive rawPrimitive;
    private final dnnl_stream rawStream;

    JavaCppConvolution(PeerProblem problem, ProblemData data, int threads) {
        this.problem = problem;
        OpenMp.setThreads(threads);
        long[] kernel = problem.weightsDims();
        if (problem.grouped()) {
            kernel[0] /= problem.groups();
            kernel =
                    LongStream.concat(LongStream.of(problem.groups()), Arrays.stream(kernel))
                            .toArray();
        }
        description =
                new convolution_forward.primitive_desc(
                        cpu,
                        dnnl.prop_kind.forward_inference.value,
                        dnnl.algorithm.convolution_direct.value,
                        any(problem.srcDims()),
                        any(kernel),
                        any(problem.dstDims()),
                        PeerProblem.longs(problem.strides()),
                        Arrays.stream(problem.dilation()).mapToLong(each -> each - 1).toArray(),
                        PeerProblem.longs(problem.paddingLeft()),
                        PeerProblem.longs(problem.paddingRight()));
        primitive = new convolution_forward(description);
        src = packed(description.src_desc(), data.src(), problem.srcDims());
        weights = packed(description.weights_desc(), data.weights(), kernel);
        dst = new memory(description.dst_desc(), cpu);
        argument(0, dnnl.DNNL_ARG_SRC, src);
        argument(1, dnnl.DNNL_ARG_WEIGHTS, weights);
        argument(2, dnnl.DNNL_ARG_DST, dst);
        arguments.position(0);
        rawPrimitive = primitive.get();
        rawStream = queue.get();
    }

    private static memory.desc any(long[] dims) {
        return new memory.desc(dims, memory.data_type.f32, memory.format_tag.any);
    }

    private static memory.desc dense(long[] dims) {
        return new memory.desc(dims, memory.data_type.f32, DENSE[dims.length - 3]);
    }

    private memory packed(memory.desc wanted, float[] values, long[] dims) {
        memory packed = new memory(wanted, cpu);
        try (FloatPointer pointer = new FloatPointer(values);
                memory plain = new memory(dense(dims), cpu, pointer);
                reorder copier = new reorder(plain, packed)) {
            copier.execute(queue, plain, packed);
            queue._wait();
        }
        return packed;
    }

    private void argument(int index, int id, memory value) {
        arguments.position(index).arg(id).memory(value.get());
    }

    @Override
    public Object run() {
        int status = dnnl.dnnl_primitive_execute(rawPrimitive, rawStream, 3, arguments);
        if (status != dnnl.dnnl_success) {
            throw new IllegalStateException("dnnl_primitive_execute: status " + status);
        }
        return dst;
    }

    @Override
    public float[] output() {
        float[] values = new float[PeerProblem.elements(problem.dstDims())];
        try (FloatPointer pointer = new FloatPointer(values.length);
                memory plain = new memory(dense(problem.dstDims()), cpu, pointer);
                reorder copier = new reorder(dst, plain)) {
            copier.execute(queue, dst, plain);
            queue._wait();
            pointer.get(values);
        }
        return values;
    }

    @Override
    public String form() {
        return description.impl_info_str().getString();
    }

    @Override
    public void close() {
        arguments.close();
        primitive.close();
        description.close();
        src.close();
        weights.close();
        dst.close();
        queue.close();
        cpu.close();
    }
}
