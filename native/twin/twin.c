// Runs oneDNN's primitives as a C program does, for comparison with Java: from the same library
// file, on the same bytes, one problem after another, as the lines on standard input say. Each line
// is answered with one line, `ok …` or `error …`; native/README.md lists them.
//   twin <library file>
#include "execution.h"
#include "failure.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { MOST_BATCHES = 100000, MOST_THREADS = 65536, SOFT_PAUSE = 1 };

static const long MOST_CALLS = 1000000000L;

struct twin {
    FILE *answers;
    dnnl_engine_t engine;
    dnnl_stream_t stream;
    struct problem problem;
    struct execution execution;
    int prepared;
};

static void drop(struct twin *twin) {
    release_execution(&twin->execution);
    release_problem(&twin->problem);
    twin->prepared = 0;
}

static int set_problem(struct twin *twin, char *rest) {
    drop(twin);
    twin->prepared = parse_problem(rest, &twin->problem)
            && prepare_execution(&twin->problem, twin->engine, &twin->execution);
    // Its bytes are those of the line, which goes away.
    twin->problem.implementation = NULL;
    if (!twin->prepared) {
        drop(twin);
        return 0;
    }
    fprintf(twin->answers, "ok\n");
    return 1;
}

// Numbers between limits, separated by spaces, and nothing else.
static int parse_counts(char *text, int count, long *counts, const long *least, const long *most) {
    char *at = text;
    for (int i = 0; i < count; i++) {
        char *end = NULL;
        errno = 0;
        counts[i] = strtol(at, &end, 10);
        char expected = i + 1 < count ? ' ' : 0;
        if (errno || end == at || *end != expected || counts[i] < least[i] || counts[i] > most[i]) {
            return fail("expected %d numbers within their limits, got '%.80s'", count, text);
        }
        at = end + 1;
    }
    return 1;
}

static int run(struct twin *twin, char *rest) {
    enum { WARM_UP, BATCHES, CALLS, COUNTS };
    static const long least[COUNTS] = {0, 0, 1};
    const long most[COUNTS] = {MOST_CALLS, MOST_BATCHES, MOST_CALLS};
    long counts[COUNTS];
    if (!parse_counts(rest, COUNTS, counts, least, most)) return 0;
    long long *took = calloc((size_t)counts[BATCHES] + 1, sizeof *took);
    if (!took) return fail("there is no memory for %ld batches", counts[BATCHES]);
    int ran = run_batch(&twin->execution, twin->stream, counts[WARM_UP], &took[0]);
    for (long i = 0; ran && i < counts[BATCHES]; i++) {
        ran = run_batch(&twin->execution, twin->stream, counts[CALLS], &took[i]);
    }
    if (ran) {
        fprintf(twin->answers, "ok");
        for (long i = 0; i < counts[BATCHES]; i++) fprintf(twin->answers, " %lld", took[i]);
        fprintf(twin->answers, "\n");
    }
    free(took);
    return ran;
}

static int pause_workers(struct twin *twin) {
    const char *how = "unavailable";
    if (onednn.omp_pause_resource_all) {
        how = onednn.omp_pause_resource_all(SOFT_PAUSE) == 0 ? "paused" : "refused";
    }
    fprintf(twin->answers, "ok %s\n", how);
    return 1;
}

static int set_threads(struct twin *twin, char *rest) {
    static const long least[] = {1};
    static const long most[] = {MOST_THREADS};
    long threads = 0;
    if (!parse_counts(rest, 1, &threads, least, most)) return 0;
    // A primitive is made for a number of threads.
    drop(twin);
    onednn.omp_set_num_threads((int)threads);
    fprintf(twin->answers, "ok\n");
    return 1;
}

static int answer(struct twin *twin, char *line) {
    char *rest = strchr(line, ' ');
    if (rest) {
        *rest++ = 0;
    } else {
        rest = line + strlen(line);
    }
    if (strcmp(line, "threads") == 0) return set_threads(twin, rest);
    if (strcmp(line, "problem") == 0) return set_problem(twin, rest);
    if (strcmp(line, "pause") == 0) return pause_workers(twin);
    int needs_problem = strcmp(line, "load") == 0 || strcmp(line, "run") == 0
            || strcmp(line, "store") == 0;
    if (!needs_problem) return fail("'%.40s': unknown command", line);
    if (!twin->prepared) return fail("%s: there is no problem yet", line);
    if (strcmp(line, "run") == 0) return run(twin, rest);
    int done = strcmp(line, "load") == 0 ? load_tensors(&twin->execution, rest)
                                         : store_tensors(&twin->execution, rest);
    if (done) fprintf(twin->answers, "ok\n");
    return done;
}

static void serve(struct twin *twin) {
    char *line = NULL;
    size_t capacity = 0;
    ssize_t length;
    while ((length = getline(&line, &capacity, stdin)) > 0) {
        if (line[length - 1] == '\n') line[--length] = 0;
        int whole = strlen(line) == (size_t)length || fail("a line with a zero byte in it");
        if (!whole || !answer(twin, line)) {
            fprintf(twin->answers, "error %s\n", last_failure());
        }
        fflush(twin->answers);
    }
    free(line);
}

// The library's own output, such as ONEDNN_VERBOSE asks for, must not come among the answers.
static FILE *take_standard_output(void) {
    int copy = dup(STDOUT_FILENO);
    if (copy < 0 || dup2(STDERR_FILENO, STDOUT_FILENO) < 0) return NULL;
    return fdopen(copy, "w");
}

int main(int count, char **arguments) {
    struct twin twin = {.answers = take_standard_output()};
    if (!twin.answers) return 1;
    int ready = count == 2 ? load_library(arguments[1]) : fail("usage: twin <library file>");
    ready = ready && succeeded(onednn.dnnl_engine_create(&twin.engine, dnnl_cpu, 0),
                    "dnnl_engine_create")
            && succeeded(onednn.dnnl_stream_create(
                                 &twin.stream, twin.engine, dnnl_stream_default_flags),
                    "dnnl_stream_create");
    if (!ready) {
        fprintf(twin.answers, "error %s\n", last_failure());
        fflush(twin.answers);
        return 1;
    }
    const dnnl_version_t *version = onednn.dnnl_version();
    fprintf(twin.answers, "ok %d.%d.%d %s\n", version->major, version->minor, version->patch,
            version->hash);
    fflush(twin.answers);
    serve(&twin);
    drop(&twin);
    return 0;
}
