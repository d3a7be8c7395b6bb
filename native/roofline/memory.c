#include "memory.h"
#include "team.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#ifdef __APPLE__
#include <sys/sysctl.h>
#endif

#define MEGABYTE ((size_t)1 << 20)

enum { ARRAYS = 3, LINE = 64, PAGE = 4096, TIMES_CACHE = 4 };

static const size_t GUESSED_CACHE = 32 * MEGABYTE;
static const size_t SMALLEST_ARRAY = 64 * MEGABYTE;

#if defined(__linux__)
static int read_word(int cpu, int index, const char *name, char *word) {
    char path[128];
    snprintf(path, sizeof path, "/sys/devices/system/cpu/cpu%d/cache/index%d/%s", cpu, index, name);
    FILE *file = fopen(path, "r");
    if (!file) return 0;
    int read = fscanf(file, "%63s", word);
    fclose(file);
    return read == 1;
}

// The size of the cache, where this processor is the first of those that share it.
static size_t own_cache(int cpu, int *level) {
    size_t own = 0;
    char word[64];
    for (int index = 0; read_word(cpu, index, "level", word); index++) {
        int found = 0;
        if (sscanf(word, "%d", &found) != 1 || found < *level) continue;
        size_t kilobytes = 0;
        int first = -1;
        if (!read_word(cpu, index, "size", word) || sscanf(word, "%zuK", &kilobytes) != 1) continue;
        if (!read_word(cpu, index, "shared_cpu_list", word) || sscanf(word, "%d", &first) != 1) {
            continue;
        }
        *level = found;
        own = first == cpu ? kilobytes << 10 : 0;
    }
    return own;
}
#endif

size_t last_level_cache(void) {
    size_t all = 0;
#if defined(__linux__)
    int level = 2;
    long processors = sysconf(_SC_NPROCESSORS_CONF);
    for (int cpu = 0; cpu < processors; cpu++) all += own_cache(cpu, &level);
#elif defined(__APPLE__)
    uint64_t bytes = 0;
    size_t size = sizeof bytes;
    if (sysctlbyname("hw.l3cachesize", &bytes, &size, NULL, 0) == 0 && bytes > 0) {
        all = (size_t)bytes;
    } else {
        size = sizeof bytes;
        if (sysctlbyname("hw.l2cachesize", &bytes, &size, NULL, 0) == 0) all = (size_t)bytes;
    }
#endif
    return all > 0 ? all : GUESSED_CACHE;
}

size_t array_bytes(size_t cache) {
    size_t wanted = TIMES_CACHE * cache;
    if (wanted < SMALLEST_ARRAY) wanted = SMALLEST_ARRAY;
    long pages = sysconf(_SC_PHYS_PAGES);
    long page = sysconf(_SC_PAGESIZE);
    if (pages > 0 && page > 0) {
        // All three together take no more than a quarter of the machine's memory.
        size_t most = (size_t)pages / (4 * ARRAYS) * (size_t)page;
        if (wanted > most) wanted = most;
    }
    return wanted / MEGABYTE * MEGABYTE;
}

struct arrays {
    double *array[ARRAYS];
    size_t bytes;
};

struct slice {
    double *array[ARRAYS];
    size_t count;
};

static struct slice slice_of(const struct arrays *arrays, int thread, int threads) {
    size_t pages = arrays->bytes / PAGE;
    size_t begin = pages * (size_t)thread / (size_t)threads * PAGE;
    size_t end = pages * (size_t)(thread + 1) / (size_t)threads * PAGE;
    struct slice slice = {.count = (end - begin) / sizeof(double)};
    for (int i = 0; i < ARRAYS; i++) slice.array[i] = arrays->array[i] + begin / sizeof(double);
    return slice;
}

// A page lies at the processor whose thread writes it first.
static void touch(int thread, int threads, void *context) {
    struct slice slice = slice_of(context, thread, threads);
    for (int k = 0; k < ARRAYS; k++) {
        for (size_t i = 0; i < slice.count; i++) slice.array[k][i] = k + 1;
    }
}

static void read_all(int thread, int threads, void *context) {
    struct slice slice = slice_of(context, thread, threads);
    for (int k = 0; k < ARRAYS; k++) {
        const uint64_t *words = (const uint64_t *)(const void *)slice.array[k];
        uint64_t sums[8] = {0};
        for (size_t i = 0; i + 8 <= slice.count; i += 8) {
            for (int j = 0; j < 8; j++) sums[j] += words[i + (size_t)j];
        }
        for (int j = 0; j < 8; j++) __asm__ volatile("" : : "r"(sums[j]));
    }
}

static void triad(int thread, int threads, void *context) {
    struct slice slice = slice_of(context, thread, threads);
    double *restrict out = slice.array[0];
    const double *restrict left = slice.array[1];
    const double *restrict right = slice.array[2];
    double factor = 3;
    __asm__ volatile("" : "+m"(factor));
    for (size_t i = 0; i < slice.count; i++) out[i] = left[i] + factor * right[i];
    __asm__ volatile("" : : "r"(out) : "memory");
}

struct bandwidth measure_bandwidth(int threads, size_t array, int repetitions) {
    struct bandwidth measured = {0};
    size_t all = ARRAYS * array;
    char *memory = mmap(NULL, all, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED) return measured;
#ifdef MADV_HUGEPAGE
    // The memory's speed is asked for, not that of finding pages.
    madvise(memory, all, MADV_HUGEPAGE);
#endif
    struct arrays arrays = {.bytes = array};
    for (int i = 0; i < ARRAYS; i++) {
        arrays.array[i] = (double *)(void *)(memory + (size_t)i * array);
    }
    struct task reading = {touch, read_all, &arrays};
    double took = run_team(threads, repetitions, &reading);
    if (took > 0) measured.read = (double)all / took;
    // The same pages stay where the same share of threads touched them; new threads get new ones.
    madvise(memory, all, MADV_DONTNEED);
    struct task writing = {touch, triad, &arrays};
    took = run_team(threads, repetitions, &writing);
    if (took > 0) measured.triad = (double)all / took;
    munmap(memory, all);
    return measured;
}
