package dev.onednn4j.bench.report;

import org.jspecify.annotations.Nullable;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Records as comma-separated values by RFC 4180, one row each below a header. A record within a
/// record becomes columns of its own, named `outer.inner`; null is an empty cell.
final class CsvTable {
    private static final String LINE_END = "\r\n";

    private CsvTable() {}

    static <T extends Record> String of(Class<T> type, List<T> rows) {
        List<String> header = new ArrayList<>();
        addNames(type, "", header);
        StringBuilder csv = new StringBuilder(line(header));
        for (T row : rows) {
            List<String> cells = new ArrayList<>();
            addValues(type, row, cells);
            csv.append(line(cells));
        }
        return csv.toString();
    }

    private static void addNames(Class<?> type, String prefix, List<String> names) {
        for (RecordComponent component : type.getRecordComponents()) {
            String name = prefix + component.getName();
            if (component.getType().isRecord()) {
                addNames(component.getType(), name + ".", names);
            } else {
                names.add(name);
            }
        }
    }

    private static void addValues(Class<?> type, @Nullable Object row, List<String> cells) {
        for (RecordComponent component : type.getRecordComponents()) {
            Object value = row == null ? null : value(component, row);
            if (component.getType().isRecord()) {
                addValues(component.getType(), value, cells);
            } else {
                cells.add(value == null ? "" : value.toString());
            }
        }
    }

    private static @Nullable Object value(RecordComponent component, Object row) {
        try {
            return component.getAccessor().invoke(row);
        } catch (ReflectiveOperationException inaccessible) {
            throw new IllegalStateException(inaccessible);
        }
    }

    private static String line(List<String> cells) {
        return cells.stream().map(CsvTable::quoted).collect(Collectors.joining(",", "", LINE_END));
    }

    private static String quoted(String cell) {
        boolean plain = cell.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
    }
}
