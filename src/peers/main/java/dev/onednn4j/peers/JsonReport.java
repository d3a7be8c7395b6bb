package dev.onednn4j.peers;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// [Standings] as JSON: all times of all peers, with the machine that they were taken on.
record JsonReport(Standings standings, Request request) {
    private static final Gson GSON = new GsonBuilder().setPrettyPrinting().create();

    /// Replaces the file as a whole, so that it can be read at any time.
    void write(Path file) throws IOException {
        Path unfinished = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(unfinished, GSON.toJson(json()) + "\n");
        Files.move(
                unfinished,
                file,
                StandardCopyOption.REPLACE_EXISTING,
                StandardCopyOption.ATOMIC_MOVE);
    }

    private JsonObject json() {
        JsonObject json = new JsonObject();
        json.addProperty("java", System.getProperty("java.vm.version"));
        json.addProperty("os", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        json.addProperty("cores", Runtime.getRuntime().availableProcessors());
        json.addProperty("threads", request.threads());
        json.addProperty("rounds", request.rounds());
        JsonArray problems = new JsonArray();
        for (int i = 0; i < standings.problems().size(); i++) {
            problems.add(problem(i));
        }
        json.add("problems", problems);
        return json;
    }

    private JsonObject problem(int number) {
        PeerProblem problem = standings.problems().get(number);
        JsonObject json = new JsonObject();
        json.addProperty("name", problem.name());
        json.addProperty("descriptor", problem.descriptor());
        json.addProperty("operations", problem.operations());
        JsonArray peers = new JsonArray();
        for (Peer peer : standings.peers()) {
            peers.add(peer(number, peer));
        }
        json.add("peers", peers);
        return json;
    }

    private JsonObject peer(int number, Peer peer) {
        Measured measured = standings.get(number, peer);
        JsonObject json = new JsonObject();
        json.addProperty("name", peer.toString());
        if (measured.isTimed()) {
            json.addProperty("medianNanoseconds", measured.median());
            json.addProperty("form", measured.form());
            standings.ratio(number, peer).ifPresent(ratio -> json.addProperty("ratio", ratio));
            json.add("nanoseconds", GSON.toJsonTree(measured.nanoseconds()));
        }
        if (!measured.reason().isEmpty()) {
            json.addProperty("reason", measured.reason());
        }
        return json;
    }
}
