package dev.onednn4j.bench.report;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;

import dev.onednn4j.bench.problem.BadInput;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.RecordComponent;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Reads records from JSON files, and refuses what lacks a component that is not nullable: Gson
/// alone would leave a null there that surfaces much later.
public final class JsonRecords {
    private final String source;
    private final String what;

    private JsonRecords(String source, String what) {
        this.source = source;
        this.what = what;
    }

    /// Reads a file.
    ///
    /// @param what how messages call the content
    /// @throws BadInput when the file cannot be read or holds something else
    public static <T extends Record> T read(Path file, Class<T> type, String what) {
        JsonRecords reader = new JsonRecords(file.toString(), what);
        try {
            return reader.parse(Files.readString(file), type);
        } catch (CharacterCodingException binary) {
            throw reader.refusal("it is no text file");
        } catch (IOException failure) {
            String why = Files.isDirectory(file) ? "it is a directory" : failure.toString();
            throw new BadInput(BadInput.quote(file.toString()) + " cannot be read: " + why);
        }
    }

    /// Reads what a program has printed.
    ///
    /// @param source how messages call the program's output
    /// @param what how messages call the content
    /// @throws BadInput when it is something else
    public static <T extends Record> T parse(
            String json, Class<T> type, String source, String what) {
        return new JsonRecords(source, what).parse(json, type);
    }

    private <T extends Record> T parse(String text, Class<T> type) {
        try {
            JsonElement json = JsonParser.parseString(text);
            checkRecord(json, type, "");
            return new Gson().fromJson(json, type);
        } catch (JsonParseException malformed) {
            throw refusal("it is no JSON");
        }
    }

    private void checkRecord(JsonElement json, Class<?> type, String path) {
        require(json instanceof JsonObject, path, "an object");
        for (RecordComponent component : type.getRecordComponents()) {
            String name = component.getName();
            String inner = path.isEmpty() ? name : path + "." + name;
            JsonElement value = json.getAsJsonObject().get(name);
            if (value != null && !value.isJsonNull()) {
                check(value, component.getAnnotatedType(), inner);
            } else if (!component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
                throw refusal("it has no " + BadInput.quote(inner));
            }
        }
    }

    private void check(JsonElement json, AnnotatedType annotated, String path) {
        if (annotated instanceof AnnotatedParameterizedType list) {
            require(json instanceof JsonArray, path, "a list");
            AnnotatedType element = list.getAnnotatedActualTypeArguments()[0];
            int index = 0;
            for (JsonElement each : json.getAsJsonArray()) {
                check(each, element, path + "[" + index++ + "]");
            }
        } else if (annotated.getType() instanceof Class<?> type && type.isRecord()) {
            checkRecord(json, type, path);
        } else if (annotated.getType().equals(String.class)) {
            require(json instanceof JsonPrimitive text && text.isString(), path, "text");
        } else if (annotated.getType().equals(boolean.class)) {
            require(
                    json instanceof JsonPrimitive truth && truth.isBoolean(),
                    path,
                    "true or false");
        } else {
            require(json instanceof JsonPrimitive number && number.isNumber(), path, "a number");
        }
    }

    private void require(boolean right, String path, String expected) {
        if (!right) {
            String where = path.isEmpty() ? "it" : BadInput.quote(path);
            throw refusal(where + " is not " + expected);
        }
    }

    private BadInput refusal(String why) {
        return new BadInput(BadInput.quote(source) + " holds no " + what + ": " + why);
    }
}
