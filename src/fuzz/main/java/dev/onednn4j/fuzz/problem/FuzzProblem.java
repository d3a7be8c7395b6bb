package dev.onednn4j.fuzz.problem;

import dev.onednn4j.DataType;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// One problem: what is asked of oneDNN, on which data. It has a text, from which it can be made
/// again.
///
/// @param operands the tensors by name, `src` and so on, whatever the direction: the gradient by
///   src is called `src` where a primitive has no other
/// @param options what the kind has besides: `alg`, `alpha`, `axis` …
public record FuzzProblem(
        Kind kind,
        Pass pass,
        Sizes sizes,
        Map<String, TensorSpec> operands,
        Map<String, String> options,
        AttributeSpec attributes,
        DataSpec data) {
    /// Keeps the order of operands and options.
    public FuzzProblem {
        operands = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(operands));
        options = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(options));
    }

    /// Reads the text of a problem.
    ///
    /// @throws IllegalArgumentException when it is none
    public static FuzzProblem parse(String text) {
        return ProblemText.parse(text);
    }

    /// A tensor.
    ///
    /// @throws IllegalArgumentException when there is none of that name
    public TensorSpec operand(String name) {
        TensorSpec operand = operands.get(name);
        if (operand == null) {
            throw new IllegalArgumentException("the problem has no " + name + ": " + this);
        }
        return operand;
    }

    /// Whether it has a tensor of that name.
    public boolean has(String name) {
        return operands.containsKey(name);
    }

    /// The type of a tensor.
    public DataType type(String name) {
        return operand(name).type();
    }

    /// An option.
    ///
    /// @throws IllegalArgumentException when it is not given
    public String option(String name) {
        String value = options.get(name);
        if (value == null) {
            throw new IllegalArgumentException("the problem has no --" + name + ": " + this);
        }
        return value;
    }

    /// An option that is a number.
    public float number(String name) {
        return Float.parseFloat(option(name));
    }

    /// Whether an option is `true`.
    public boolean isSet(String name) {
        return Boolean.parseBoolean(options.get(name));
    }

    /// The types of all tensors, each once, as a short text: `f32`, `u8:s8:f32`.
    public String types() {
        Set<String> types = new LinkedHashSet<>();
        operands.forEach(
                (name, operand) -> {
                    if (!name.equals("bias")) {
                        types.add(operand.type().toString());
                    }
                });
        return String.join(":", types);
    }

    /// The same with other sizes.
    public FuzzProblem with(Sizes other) {
        return new FuzzProblem(kind, pass, other, operands, options, attributes, data);
    }

    /// The same with other attributes.
    public FuzzProblem with(AttributeSpec other) {
        return new FuzzProblem(kind, pass, sizes, operands, options, other, data);
    }

    /// The same on other data.
    public FuzzProblem with(DataSpec other) {
        return new FuzzProblem(kind, pass, sizes, operands, options, attributes, other);
    }

    /// The same with a tensor asked for otherwise.
    ///
    /// @param tensor null for none
    public FuzzProblem with(String name, @Nullable TensorSpec tensor) {
        Map<String, TensorSpec> changed = new LinkedHashMap<>(operands);
        if (tensor == null) {
            changed.remove(name);
        } else {
            changed.put(name, tensor);
        }
        return withOperands(changed);
    }

    /// The same with other tensors.
    public FuzzProblem withOperands(Map<String, TensorSpec> others) {
        return new FuzzProblem(kind, pass, sizes, others, options, attributes, data);
    }

    /// The same with an option that has another value.
    public FuzzProblem withOption(String name, String value) {
        Map<String, String> changed = new LinkedHashMap<>(options);
        changed.put(name, value);
        return new FuzzProblem(kind, pass, sizes, operands, changed, attributes, data);
    }

    /// The names of the tensors of which there are several: `src0`, `src1` …
    public List<String> sources() {
        return operands.keySet().stream()
                .filter(name -> name.matches("src\\d*"))
                .collect(Collectors.toList());
    }

    /// The text, in benchdnn's manner: one line.
    @Override
    public String toString() {
        return ProblemText.of(this);
    }
}
