package dev.onednn4j.fuzz.problem;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// Lists of whole numbers in the text of a problem.
public final class Numbers {
    private Numbers() {}

    /// Reads `2x3x4`.
    public static List<Long> parse(String text) {
        return Arrays.stream(text.split("x", -1)).map(Long::valueOf).toList();
    }

    /// `2x3x4`
    public static String text(List<Long> numbers) {
        return numbers.stream().map(String::valueOf).collect(Collectors.joining("x"));
    }

    /// The same as an array.
    public static long[] array(List<Long> numbers) {
        return numbers.stream().mapToLong(Long::longValue).toArray();
    }

    /// The same as a list.
    public static List<Long> list(long... numbers) {
        return Arrays.stream(numbers).boxed().toList();
    }

    /// The product of all.
    public static long product(long... numbers) {
        long product = 1;
        for (long number : numbers) {
            product *= number;
        }
        return product;
    }
}
