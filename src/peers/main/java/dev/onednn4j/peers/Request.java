package dev.onednn4j.peers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// What the command line asks for.
///
/// @param peers who takes part; ours always does
/// @param threads how many threads each may use
/// @param quick whether a rough look is enough
record Request(Set<Peer> peers, List<PeerProblem> problems, int threads, boolean quick) {
    static final String USAGE =
            """
            Usage: scripts/bench --peers [--peer=NAME,...] [--threads=N] [--quick] [DESCRIPTOR...]

            Times our convolution against other libraries on the JVM (f32, forward, no bias), each in
            a JVM of its own, on the same data; every result is compared with ours before it is timed.
            Prints their times divided by ours: above 1, ours is faster. Everything measured goes to
            target/bench/peers.json. Linux on x86-64 only; the first run downloads about 520 MB.

              DESCRIPTOR    benchdnn's, such as mb1ic64ih56oc64oh56kh3ph1; without any, eleven
                            typical convolutions, which takes about a quarter of an hour
              --peer=...    only these: %s
              --threads=N   threads for each; all cores by default
              --quick       a rough look: one short round instead of three
            """;

    private static final List<String> TYPICAL =
            List.of(
                    "mb1ic3ih224oc64oh112kh7sh2ph3n\"7x7 3-64 224 /2\"",
                    "mb1ic64ih56oc256oh56kh1ph0n\"1x1 64-256 56\"",
                    "mb1ic64ih56oc64oh56kh3ph1n\"3x3 64-64 56\"",
                    "mb1ic256ih56oc64oh56kh1ph0n\"1x1 256-64 56\"",
                    "mb1ic128ih28oc128oh28kh3ph1n\"3x3 128-128 28\"",
                    "mb1ic512ih7oc512oh7kh3ph1n\"3x3 512-512 7\"",
                    "g32mb1ic32ih112oc32oh112kh3ph1n\"3x3 depthwise 32 112\"",
                    "mb1ic16ih8oc16oh8kh3ph1n\"3x3 16-16 8\"",
                    "mb1ic1ih6oc1oh5kh2ph0n\"2x2 1-1 6\"",
                    "mb1ic32id8ih28iw28oc32od8oh28ow28kd3kh3kw3pd1ph1pw1n\"3-D 3x3x3 32-32 8x28\"",
                    "mb1ic64iw1024oc64ow1024kw5pw2n\"1-D 5 64-64 1024\"");

    /// Reads the command line.
    ///
    /// @throws IllegalArgumentException naming what is wrong with it
    static Request of(String... arguments) {
        Set<Peer> peers = EnumSet.noneOf(Peer.class);
        List<String> descriptors = new ArrayList<>();
        int threads = Runtime.getRuntime().availableProcessors();
        boolean quick = false;
        for (String argument : arguments) {
            if (argument.startsWith("--peer=")) {
                for (String name : value(argument).split(",", -1)) {
                    peers.add(peer(name));
                }
            } else if (argument.startsWith("--threads=")) {
                threads = threads(value(argument));
            } else if (argument.equals("--quick")) {
                quick = true;
            } else if (argument.startsWith("-")) {
                throw new IllegalArgumentException("unknown option '" + argument + "'");
            } else {
                descriptors.add(argument);
            }
        }
        if (peers.isEmpty()) {
            peers.addAll(EnumSet.allOf(Peer.class));
        }
        peers.add(Peer.ONEDNN4J);
        List<PeerProblem> problems =
                (descriptors.isEmpty() ? TYPICAL : descriptors)
                        .stream().map(PeerProblems::parse).toList();
        return new Request(peers, problems, threads, quick);
    }

    static String names() {
        return String.join(
                ",",
                Arrays.stream(Peer.values())
                        .filter(peer -> peer != Peer.ONEDNN4J)
                        .map(Peer::toString)
                        .toList());
    }

    /// How often everybody gets a JVM for each problem; in between it is the others' turn.
    int rounds() {
        return quick ? 1 : 3;
    }

    private static String value(String argument) {
        return argument.substring(argument.indexOf('=') + 1);
    }

    private static Peer peer(String name) {
        return Peer.named(name)
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "--peer: expected some of "
                                                + names()
                                                + ", got '"
                                                + name
                                                + "'"));
    }

    private static int threads(String text) {
        int threads;
        try {
            threads = Integer.parseInt(text);
        } catch (NumberFormatException noNumber) {
            threads = 0;
        }
        if (threads < 1) {
            throw new IllegalArgumentException(
                    "--threads: expected a number above 0, got '" + text + "'");
        }
        return threads;
    }
}
