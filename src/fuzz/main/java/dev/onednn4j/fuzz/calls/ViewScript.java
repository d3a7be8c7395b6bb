package dev.onednn4j.fuzz.calls;

import dev.onednn4j.DataType;
import dev.onednn4j.QuantizationRange;
import dev.onednn4j.QuantizedWeights;
import dev.onednn4j.Tensor;

import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;

/// Tensors, views of them and what quantizes them.
final class ViewScript implements Script {
    @Override
    public void write(Draft draft) {
        Choices choices = draft.choices();
        long[] dims = new long[choices.between(1, 4)];
        int elements = 1;
        for (int d = 0; d < dims.length; d++) {
            dims[d] = choices.between(1, 6);
            elements *= (int) dims[d];
        }
        DataType type = choices.of(DataType.F32, DataType.F32, choices.of(DataType.values()));
        Result descriptor = Descriptions.known(draft, type, dims);
        Result tensor = tensor(draft, descriptor);
        draft.call(tensor, "copyFrom", Literal.floats(elements, choices.of(1f, Float.NaN)));
        for (int i = choices.between(1, 6); i > 0; i--) {
            tensor = view(draft, tensor, dims);
        }
        quantize(draft, tensor);
    }

    private static Result tensor(Draft draft, Result descriptor) {
        Choices choices = draft.choices();
        if (choices.percent(30)) {
            Result memory = draft.snippet(Snippets.TAKE, Literal.memory(), descriptor);
            return draft.make(Tensor.class, "of", descriptor, memory);
        }
        if (choices.percent(20)) {
            Literal file =
                    new Literal(Path.class, "scratch.resolve(\"full\")", _ -> Scratch.file("full"));
            Literal mode = new Literal(MapMode.class, "MapMode.PRIVATE", _ -> MapMode.PRIVATE);
            return draft.make(Tensor.class, "map", draft.arena(), descriptor, file, mode);
        }
        return draft.make(Tensor.class, "allocate", draft.arena(), descriptor);
    }

    private static Result view(Draft draft, Result tensor, long... dims) {
        Choices choices = draft.choices();
        int ndims = dims.length;
        switch (choices.between(0, 6)) {
            case 0 -> {
                long[] offsets = new long[ndims];
                long[] box = dims.clone();
                for (int d = 0; d < ndims; d++) {
                    box[d] = choices.between(1, (int) dims[d]);
                    offsets[d] = choices.between(0, (int) (dims[d] - box[d]));
                }
                return draft.call(tensor, "submemory", Literal.of(box), Literal.of(offsets));
            }
            case 1 -> {
                return draft.call(tensor, "permute", Literal.of(choices.shuffled(ndims)));
            }
            case 2 -> {
                long elements = 1;
                for (long dim : dims) {
                    elements *= dim;
                }
                return draft.call(tensor, "reshape", Literal.of(new long[] {elements}));
            }
            case 3 -> draft.call(tensor, "get", Literal.of(index(choices, dims)));
            case 4 ->
                    draft.call(
                            tensor,
                            "set",
                            Literal.of(Numbers.floating(choices)),
                            Literal.of(index(choices, dims)));
            case 5 -> draft.call(tensor, "toArray");
            default -> draft.call(tensor, "as", draft.call(tensor, "descriptor"));
        }
        return tensor;
    }

    private static long[] index(Choices choices, long... dims) {
        long[] index = new long[dims.length];
        for (int d = 0; d < dims.length; d++) {
            index[d] = choices.between(0, (int) dims[d] - 1);
        }
        return index;
    }

    private static void quantize(Draft draft, Result tensor) {
        Choices choices = draft.choices();
        if (choices.percent(40)) {
            Result range =
                    draft.make(
                            QuantizationRange.class,
                            "symmetric",
                            Literal.of(choices.of(DataType.S8, DataType.U8)),
                            Literal.of(choices.of(1f, 3f, 0f)));
            Result quantized = draft.call(range, "quantize", tensor, draft.arena());
            draft.call(range, "dequantize", quantized);
            draft.call(range, "scaleTensor", draft.arena());
        }
        if (choices.percent(40)) {
            draft.make(
                    QuantizedWeights.class,
                    "of",
                    tensor,
                    Literal.of(choices.percent(50)),
                    draft.arena());
        }
    }
}
