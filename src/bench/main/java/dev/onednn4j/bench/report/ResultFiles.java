package dev.onednn4j.bench.report;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/// What a session leaves behind in a directory: its results for programs, for spreadsheets and for
/// people.
///
/// @param json all results
/// @param csv a row for each problem
/// @param page one page that needs no other file
public record ResultFiles(Path json, Path csv, Path page) {
    private static final Gson GSON =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    static ResultFiles in(Path directory) {
        return new ResultFiles(
                directory.resolve("results.json"),
                directory.resolve("results.csv"),
                directory.resolve("report.html"));
    }

    /// Writes all three, and makes the directory where it is missing. Each file is replaced as a
    /// whole, so that none is ever seen half written.
    ///
    /// @param before an older session to compare with
    /// @param peers a comparison with other libraries
    void write(Results results, Optional<Results> before, Optional<PeerResults> peers)
            throws IOException {
        replace(json, GSON.toJson(results) + "\n");
        replace(csv, CsvTable.of(CaseResult.class, results.problems()));
        replace(page, ReportPage.html(results, before, peers));
    }

    private static void replace(Path file, String content) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        if (directory != null) {
            Files.createDirectories(directory);
        }
        Path unfinished = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(unfinished, content);
        Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
    }

    /// Reads a `results.json` back.
    ///
    /// @throws BadInput when the file cannot be read or holds something else
    public static Results read(Path json) {
        return JsonRecords.read(json, Results.class, "results of a session");
    }
}
