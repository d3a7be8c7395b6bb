package dev.onednn4j.bench.reference;

import java.util.Random;

/// Small problems of every rank, with and without groups.
public final class RandomProblem {
    private RandomProblem() {}

    public static String descriptor(Random random) {
        int groups = 1 + random.nextInt(4) * random.nextInt(3);
        StringBuilder text = new StringBuilder();
        if (groups > 1 || random.nextBoolean()) {
            text.append('g').append(groups);
        }
        text.append("mb").append(1 + random.nextInt(2));
        text.append("ic").append(groups * (1 + random.nextInt(9)));
        text.append("oc").append(groups * (1 + random.nextInt(20)));
        String axes = "dhw".substring(random.nextInt(3));
        for (int i = 0; i < axes.length(); i++) {
            char axis = axes.charAt(i);
            text.append('i').append(axis).append(5 + random.nextInt(4));
            text.append('k').append(axis).append(1 + random.nextInt(3));
            text.append('s').append(axis).append(1 + random.nextInt(3));
            text.append('p').append(axis).append(random.nextInt(3));
            text.append('d').append(axis).append(random.nextInt(2));
        }
        return text.toString();
    }
}
