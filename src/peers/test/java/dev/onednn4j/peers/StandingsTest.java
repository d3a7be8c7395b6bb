package dev.onednn4j.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

class StandingsTest {
    private final Request request =
            Request.of(
                    "--peer=pytorch,vector",
                    "mb1ic1ih6oc1oh5kh2ph0n\"tiny\"",
                    "mb1ic16ih8oc16oh8kh3ph1n\"small\"");
    private final Standings standings = new Standings(request);

    @Test
    void showsRatiosReasonsAndGeometricMeans() {
        fill();
        assertEquals(
                """
                Time divided by ours: above 1, ours is faster.
                problem  ours us  GFLOP/s  pytorch  vector
                tiny        2.00      0.1     2.00       -
                small       4.00     62.0     8.00    0.50
                vector, tiny: has no even kernels
                peers: pytorch geomean 4.00 over 2 problems
                peers: vector geomean 0.50 over 1 problems
                """,
                new RatioTable(standings).toString());
    }

    @Test
    void showsWhatThereIsWhenStoppedEarly() {
        standings.add(0, Peer.ONEDNN4J, timed(2000));
        assertTrue(
                new RatioTable(standings)
                        .toString()
                        .contains("peers: pytorch geomean NaN over 0 problems"));
    }

    @Test
    void takesTheMedianOfAllRounds() {
        standings.add(0, Peer.ONEDNN4J, timed(9000, 1000));
        standings.add(0, Peer.ONEDNN4J, timed(2000, 3000));
        assertEquals(2500, standings.get(0, Peer.ONEDNN4J).median());
    }

    @Test
    void keepsTimesWhenLaterRoundFails() {
        standings.add(0, Peer.VECTOR, timed(1000));
        standings.add(0, Peer.VECTOR, Measured.failure("its JVM died"));
        Measured measured = standings.get(0, Peer.VECTOR);
        assertEquals(1000, measured.median());
        assertEquals("its JVM died", measured.reason());
    }

    @Test
    void writesAllTimesAsJson(@TempDir Path directory) throws IOException {
        fill();
        Path file = directory.resolve("peers.json");
        new JsonReport(standings, request).write(file);
        JsonObject small =
                JsonParser.parseString(Files.readString(file))
                        .getAsJsonObject()
                        .getAsJsonArray("problems")
                        .get(1)
                        .getAsJsonObject();
        JsonObject pytorch = small.getAsJsonArray("peers").get(1).getAsJsonObject();
        assertEquals("pytorch", pytorch.get("name").getAsString());
        assertEquals(8.0, pytorch.get("ratio").getAsDouble());
        assertEquals(32000, pytorch.getAsJsonArray("nanoseconds").get(0).getAsDouble());
    }

    private void fill() {
        standings.add(0, Peer.ONEDNN4J, timed(2000));
        standings.add(0, Peer.PYTORCH, timed(4000));
        standings.add(0, Peer.VECTOR, Measured.failure("has no even kernels"));
        standings.add(1, Peer.ONEDNN4J, timed(4000));
        standings.add(1, Peer.PYTORCH, timed(32000));
        standings.add(1, Peer.VECTOR, timed(2000));
    }

    private static Measured timed(double... nanoseconds) {
        return new Measured(
                Arrays.stream(nanoseconds).boxed().toList(), /* form= */ "", /* reason= */ "");
    }
}
