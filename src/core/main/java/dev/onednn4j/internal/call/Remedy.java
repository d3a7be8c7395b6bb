package dev.onednn4j.internal.call;

import dev.onednn4j.UnimplementedException;
import dev.onednn4j.internal.attribute.AttributeSet;
import dev.onednn4j.internal.memory.Argument;
import dev.onednn4j.internal.memory.Blocking;
import dev.onednn4j.internal.memory.ProblemTensor;
import dev.onednn4j.internal.problem.PrimitiveRequest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// What to do where only a slow reference implementation takes the layouts that were asked for:
/// which ones a fast implementation would take.
public final class Remedy {
    private Remedy() {}

    static String of(Device device, PrimitiveRequest request, AttributeSet attributes) {
        Supplier<PrimitiveRequest> open = request.open();
        if (open == null) {
            return "no faster implementation takes these types, layouts and attributes; dense"
                    + " tensors in nchw or nhwc are the likeliest to have one (Tensor.dense,"
                    + " Tensor.to)";
        }
        try (NativePrimitive fast =
                new PrimitiveFactory(device, open.get(), attributes, Choice.FAST).make()) {
            return text(request.problem().tensors(), chosen(fast))
                    + ": "
                    + fast.implementation()
                    + " takes those";
        } catch (UnimplementedException none) {
            return "no implementation is faster for these types, sizes and attributes, whatever the"
                    + " layouts";
        }
    }

    private static Map<String, ProblemTensor> chosen(NativePrimitive fast) {
        Map<String, ProblemTensor> chosen = new LinkedHashMap<>();
        for (Argument argument : fast.arguments()) {
            chosen.put(argument.name(), ProblemTensor.of(argument.descriptor()));
        }
        return chosen;
    }

    private static String text(
            Map<String, ProblemTensor> asked, Map<String, ProblemTensor> chosen) {
        List<String> steps = new ArrayList<>();
        asked.forEach(
                (name, tensor) -> {
                    ProblemTensor wanted = chosen.getOrDefault(name, tensor);
                    if (tensor.isKnown() && !isLike(tensor, wanted)) {
                        steps.add(step(name, wanted));
                    }
                });
        return steps.isEmpty() ? "leave all layouts open (any)" : String.join(", ", steps);
    }

    private static boolean isLike(ProblemTensor asked, ProblemTensor wanted) {
        Blocking own = asked.blocking();
        Blocking other = wanted.blocking();
        return own != null && other != null && own.toString().equals(other.toString());
    }

    private static String step(String name, ProblemTensor wanted) {
        if (name.endsWith("weights")) {
            return "leave the layout of " + name + " open (any) and pack them";
        }
        Blocking layout = wanted.blocking();
        return "reorder " + name + " to " + (layout == null ? "the layout it chooses" : layout);
    }
}
