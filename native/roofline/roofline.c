// Measures what this machine can do at most: arithmetic and memory, with one thread and with many.
// Prints one JSON object; errors go to standard error.
//   roofline [--threads=N]     N instead of as many as the process has processors
#include "memory.h"
#include "rates.h"
#include "team.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { RATE_REPETITIONS = 40, MEMORY_REPETITIONS = 8, MOST_THREADS = 4096 };

static const double RUN_NS = 6e6;

struct counted_run {
    const struct rate *rate;
    uint64_t repetitions;
};

static void run_counted(int thread, int threads, void *context) {
    (void)thread;
    (void)threads;
    const struct counted_run *counted = context;
    counted->rate->run(counted->repetitions);
}

// So many repetitions that one run takes long enough for the clock and for the machine to speed up.
static uint64_t enough_repetitions(const struct rate *rate) {
    uint64_t repetitions = 1024;
    for (;;) {
        double start = clock_ns();
        rate->run(repetitions);
        double took = clock_ns() - start;
        if (took > RUN_NS / 4) return (uint64_t)((double)repetitions * RUN_NS / took) + 1;
        repetitions *= 4;
    }
}

// Operations per nanosecond, negative when the threads cannot be had.
static double measure_rate(const struct rate *rate, int threads) {
    struct counted_run counted = {rate, enough_repetitions(rate)};
    struct task task = {NULL, run_counted, &counted};
    double took = run_team(threads, RATE_REPETITIONS, &task);
    return took <= 0 ? -1 : rate->operations * (double)counted.repetitions * threads / took;
}

static void print_isa(const char *name, const struct rate *rate, const char *after) {
    if (rate->isa) {
        printf("\"%s\": \"%s\"%s", name, rate->isa, after);
    } else {
        printf("\"%s\": null%s", name, after);
    }
}

static int print_rate(const char *name, const struct rate *rate, int threads, const char *after) {
    if (!rate->isa) {
        printf("\"%s\": null%s", name, after);
        return 1;
    }
    double measured = measure_rate(rate, threads);
    printf("\"%s\": %.2f%s", name, measured, after);
    return measured > 0;
}

static int print_run(const struct rates *rates, int threads, size_t array) {
    printf("    {\"threads\": %d, \"gops\": {", threads);
    int complete = print_rate("f32", &rates->f32, threads, ", ")
            && print_rate("bf16", &rates->bf16, threads, ", ")
            && print_rate("int8", &rates->int8, threads, "}, ");
    if (!complete) {
        fprintf(stderr, "roofline: %d threads cannot be started\n", threads);
        return 0;
    }
    struct bandwidth bandwidth = measure_bandwidth(threads, array, MEMORY_REPETITIONS);
    if (bandwidth.read <= 0 || bandwidth.triad <= 0) {
        fprintf(stderr, "roofline: there are no 3 x %zu bytes to measure the memory with\n", array);
        return 0;
    }
    printf("\"gigabytesPerSecond\": {\"read\": %.2f, \"triad\": %.2f}}", bandwidth.read,
            bandwidth.triad);
    return 1;
}

static int parse_threads(const char *text) {
    char *end = NULL;
    errno = 0;
    long threads = strtol(text, &end, 10);
    int valid = errno == 0 && end != text && *end == 0 && threads >= 1 && threads <= MOST_THREADS;
    return valid ? (int)threads : 0;
}

int main(int count, char **arguments) {
    int threads = usable_processors();
    const char *option = "--threads=";
    for (int i = 1; i < count; i++) {
        int is_option = strncmp(arguments[i], option, strlen(option)) == 0;
        threads = is_option ? parse_threads(arguments[i] + strlen(option)) : 0;
        if (!threads) {
            fprintf(stderr, "roofline: '%s': expected --threads=N, N from 1 to %d\n", arguments[i],
                    MOST_THREADS);
            return 2;
        }
    }
    struct rates rates = best_rates();
    size_t cache = last_level_cache();
    size_t array = array_bytes(cache);

    printf("{\n  \"compiler\": \"%s\",\n  \"isa\": {", COMPILER);
    print_isa("f32", &rates.f32, ", ");
    print_isa("bf16", &rates.bf16, ", ");
    print_isa("int8", &rates.int8, "},\n");
    printf("  \"gigahertz\": %.2f,\n", measure_gigahertz());
    printf("  \"lastLevelCacheBytes\": %zu,\n  \"bufferBytes\": %zu,\n", cache, 3 * array);
    printf("  \"rateRepetitions\": %d,\n  \"memoryRepetitions\": %d,\n  \"runs\": [\n",
            RATE_REPETITIONS, MEMORY_REPETITIONS);
    if (!print_run(&rates, 1, array)) return 1;
    if (threads > 1) {
        printf(",\n");
        if (!print_run(&rates, threads, array)) return 1;
    }
    printf("\n  ]\n}\n");
    return 0;
}
