package dev.onednn4j.bench.command;

import dev.onednn4j.bench.problem.BadInput;

import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;

/// benchdnn's options that are read over, because here they change nothing: they say how benchdnn
/// goes about its own work, or ask for what this harness always does.
enum IgnoredKnob {
    /// Layouts beyond oneDNN's named ones are always allowed.
    ALLOW_ENUM_TAGS_ONLY(".*"),
    /// A scratchpad always belongs to an execution.
    ATTR_SCRATCHPAD("(library|user)?"),
    ATTR_SAME_PD_CHECK("(false|0)?"),
    CANONICAL(".*"),
    CPU_ISA_HINTS("(none|no_hints|prefer_ymm)?"),
    CTX_INIT(".*"),
    CTX_EXE(".*"),
    ENGINE("cpu(:0)?|"),
    EXECUTION_MODE("(direct)?"),
    FAST_REF(".*"),
    INPLACE("(false|0)?"),
    MEM_CHECK(".*"),
    MEMORY_KIND(".*"),
    MODE_MODIFIER(".*"),
    NUM_STREAMS(".*"),
    STREAM_KIND(".*"),
    SUMMARY(".*");

    private final Pattern values;

    IgnoredKnob(String values) {
        this.values = Pattern.compile(values);
    }

    /// Whether an argument is one of these.
    ///
    /// @throws BadInput when it asks for something that is not done here
    static boolean isOne(String argument) {
        return Arrays.stream(values()).anyMatch(knob -> knob.matches(argument));
    }

    private boolean matches(String argument) {
        String option = "--" + name().toLowerCase(Locale.ROOT).replace('_', '-') + "=";
        if (!argument.startsWith(option)) {
            return false;
        }
        String value = argument.substring(option.length());
        if (!values.matcher(value).matches()) {
            throw new BadInput(option + BadInput.quote(value) + " is not available here");
        }
        return true;
    }
}
