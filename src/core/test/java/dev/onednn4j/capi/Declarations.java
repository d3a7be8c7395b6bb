package dev.onednn4j.capi;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What C headers declare, found by reading them with regular expressions: a second opinion on what
/// jextract found with a C compiler's parser. It knows as much C as the oneDNN headers use.
///
/// @param functions by name, in the order of the headers
/// @param enums the constants of each enum, by the name of its type
/// @param handles the types that are a pointer to an opaque struct
/// @param macros the values of the macros that take no arguments, by name
record Declarations(
        Map<String, Function> functions,
        Map<String, List<String>> enums,
        Set<String> handles,
        Map<String, String> macros) {

    /// A function's types, as C spells them without `const`.
    record Function(String result, List<String> parameters) {}

    private static final Pattern COMMENT = Pattern.compile("//[^\n]*|/\\*.*?\\*/", Pattern.DOTALL);
    private static final Pattern MACRO =
            Pattern.compile("^ *# *define +(\\w+)[ \t]+(.+)$", Pattern.MULTILINE);
    private static final Pattern ENUM =
            Pattern.compile("typedef\\s+enum\\s*\\{([^}]*)\\}\\s*(\\w+)\\s*;");
    private static final Pattern HANDLE =
            Pattern.compile("typedef\\s+(?:const\\s+)?struct\\s+\\w+\\s*\\*\\s*(\\w+)\\s*;");
    private static final Pattern FUNCTION =
            Pattern.compile("([\\w\\s*]+?)(\\w+)\\s*\\(([^()]*)\\)\\s*;");

    /// Reads headers.
    ///
    /// @param text all of them, one after the other
    /// @param configurationHeader the one whose macros decide which conditional parts count
    static Declarations parse(String text, String configurationHeader) {
        Map<String, String> configuration = macros(withoutComments(configurationHeader));
        String active = active(withoutComments(text), configuration);
        Map<String, List<String>> enums = new LinkedHashMap<>();
        matches(ENUM, active).forEach(match -> enums.put(match.group(2), names(match.group(1))));
        Set<String> handles = new LinkedHashSet<>();
        matches(HANDLE, active).forEach(match -> handles.add(match.group(1)));
        Map<String, Function> functions = new LinkedHashMap<>();
        String statements = active.replaceAll("(?m)^ *#.*$", "").replaceAll("\\bDNNL_API\\b", " ");
        for (MatchResult match : matches(FUNCTION, statements)) {
            functions.put(match.group(2), function(match.group(1), match.group(3)));
        }
        Map<String, String> macros = new LinkedHashMap<>(configuration);
        macros.putAll(macros(active));
        return new Declarations(functions, enums, handles, macros);
    }

    private static String withoutComments(String text) {
        String lines = text.replace("\r", "").replace("\\\n", " ");
        return COMMENT.matcher(lines).replaceAll("");
    }

    /// The macros with a value and without arguments.
    private static Map<String, String> macros(String text) {
        Map<String, String> macros = new LinkedHashMap<>();
        matches(MACRO, text).forEach(match -> macros.put(match.group(1), match.group(2).strip()));
        return macros;
    }

    private static List<MatchResult> matches(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.results().toList();
    }

    private static List<String> names(String enumBody) {
        return Arrays.stream(enumBody.replaceAll("(?m)^ *#.*$", "").split(",", -1))
                .map(constant -> constant.replaceAll("=.*", "").strip())
                .filter(name -> !name.isEmpty())
                .toList();
    }

    private static Function function(String result, String parameters) {
        List<String> types = new ArrayList<>();
        for (String parameter : parameters.split(",", -1)) {
            String type = withoutConst(parameter);
            if (!type.equals("void")) {
                types.add(withoutName(type));
            }
        }
        return new Function(withoutConst(result), types);
    }

    private static String withoutConst(String type) {
        return type.replaceAll("\\bconst\\b", " ").replaceAll("\\s+", " ").strip();
    }

    private static String withoutName(String parameter) {
        String array = parameter.endsWith("]") ? "*" : "";
        return parameter.replaceAll("\\w+ *(\\[\\w*\\])?$", "").strip() + array;
    }

    /// The lines that a C compiler would see.
    private static String active(String text, Map<String, String> initial) {
        Map<String, String> configuration = new HashMap<>(initial);
        StringBuilder active = new StringBuilder();
        Deque<Boolean> conditions = new ArrayDeque<>();
        for (String line : text.split("\n", -1)) {
            String[] words = line.strip().replaceFirst("^# +", "#").split(" +", 2);
            switch (words[0]) {
                case "#if" -> conditions.push(isTrue(words[1], configuration));
                case "#ifdef" -> conditions.push(configuration.containsKey(words[1]));
                case "#ifndef" -> conditions.push(!configuration.containsKey(words[1]));
                case "#endif" -> conditions.pop();
                case "#else", "#elif" -> throw new AssertionError("cannot follow " + line);
                default -> {
                    if (!conditions.contains(false)) {
                        if (words[0].equals("#define") && words[1].matches("\\w+")) {
                            configuration.put(words[1], "");
                        }
                        active.append(line).append('\n');
                    }
                }
            }
        }
        return active.toString();
    }

    private static boolean isTrue(String condition, Map<String, String> configuration) {
        return switch (configuration.getOrDefault(condition, condition)) {
            case "0" -> false;
            case "1" -> true;
            default -> throw new AssertionError("cannot evaluate #if " + condition);
        };
    }
}
