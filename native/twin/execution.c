#include "execution.h"
#include "failure.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { ALIGNMENT = 64, SCRATCHPAD = TENSORS };

static size_t aligned(size_t size) {
    return (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
}

// Memory that is promised and not there would cost some other process its life.
static int fits(const struct execution *execution, size_t more) {
    long pages = sysconf(_SC_PHYS_PAGES);
    long page = sysconf(_SC_PAGESIZE);
    size_t usable = pages > 0 && page > 0 ? (size_t)pages / 4 * 3 * (size_t)page : SIZE_MAX;
    for (int i = 0; i <= SCRATCHPAD; i++) {
        if (more > usable) return 0;
        usable -= more;
        more = execution->sizes[i];
    }
    return more <= usable;
}

static int add_argument(struct execution *execution, int place, int argument,
        const_dnnl_memory_desc_t descriptor, dnnl_engine_t engine) {
    size_t size = onednn.dnnl_memory_desc_get_size(descriptor);
    void *buffer = NULL;
    if (!fits(execution, size)) return fail("there are no %zu bytes", size);
    if (size > 0 && posix_memalign(&buffer, ALIGNMENT, aligned(size)) != 0) {
        return fail("there are no %zu bytes", size);
    }
    // Pages that were never written are all one page of zeros, which would be too fast to read.
    if (buffer) memset(buffer, 0, aligned(size));
    execution->buffers[place] = buffer;
    execution->sizes[place] = size;
    if (!succeeded(onednn.dnnl_memory_create(
                           &execution->memories[place], descriptor, engine, buffer),
                "dnnl_memory_create")) {
        return 0;
    }
    execution->arguments[execution->argument_count++]
            = (dnnl_exec_arg_t) {argument, execution->memories[place]};
    return 1;
}

int prepare_execution(const struct problem *problem, dnnl_engine_t engine,
        struct execution *execution) {
    if (!describe_problem(problem, engine, &execution->descriptor)
            || !succeeded(
                    onednn.dnnl_primitive_create(&execution->primitive, execution->descriptor),
                    "dnnl_primitive_create")) {
        return 0;
    }
    for (int i = 0; i < TENSORS; i++) {
        if (problem->tensors[i]
                && !add_argument(execution, i, argument_of(problem->propagation, (enum tensor)i),
                        problem->tensors[i], engine)) {
            return 0;
        }
    }
    const_dnnl_memory_desc_t scratchpad = onednn.dnnl_primitive_desc_query_md(
            execution->descriptor, dnnl_query_scratchpad_md, 0);
    return !scratchpad || onednn.dnnl_memory_desc_get_size(scratchpad) == 0
            || add_argument(execution, SCRATCHPAD, DNNL_ARG_SCRATCHPAD, scratchpad, engine);
}

static size_t file_size(const struct execution *execution) {
    size_t size = 0;
    for (int i = 0; i < TENSORS; i++) size += aligned(execution->sizes[i]);
    return size;
}

// Maps a file that has exactly the size that the tensors take.
static char *map(const struct execution *execution, const char *path, int writes) {
    int file = open(path, writes ? O_RDWR : O_RDONLY);
    if (file < 0) {
        fail("'%.200s': %s", path, strerror(errno));
        return NULL;
    }
    struct stat status;
    size_t expected = file_size(execution);
    char *mapped = MAP_FAILED;
    if (fstat(file, &status) != 0 || status.st_size < 0 || (size_t)status.st_size != expected) {
        fail("'%.200s': expected a file of %zu bytes", path, expected);
    } else {
        int protection = writes ? PROT_READ | PROT_WRITE : PROT_READ;
        mapped = mmap(NULL, expected, protection, MAP_SHARED, file, 0);
        if (mapped == MAP_FAILED) fail("'%.200s': %s", path, strerror(errno));
    }
    close(file);
    return mapped == MAP_FAILED ? NULL : mapped;
}

static int copy_tensors(const struct execution *execution, const char *path, int writes) {
    char *mapped = map(execution, path, writes);
    if (!mapped) return 0;
    size_t offset = 0;
    for (int i = 0; i < TENSORS; i++) {
        size_t size = execution->sizes[i];
        if (size > 0 && writes) memcpy(mapped + offset, execution->buffers[i], size);
        if (size > 0 && !writes) memcpy(execution->buffers[i], mapped + offset, size);
        offset += aligned(size);
    }
    munmap(mapped, offset);
    return 1;
}

int load_tensors(struct execution *execution, const char *path) {
    return copy_tensors(execution, path, 0);
}

int store_tensors(const struct execution *execution, const char *path) {
    return copy_tensors(execution, path, 1);
}

static long long now_ns(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (long long)now.tv_sec * 1000000000LL + now.tv_nsec;
}

// An execution on a CPU has finished when it returns, so that nothing is waited for in between, in
// Java neither.
int run_batch(const struct execution *execution, dnnl_stream_t stream, long calls,
        long long *took) {
    dnnl_status_t status = dnnl_success;
    long long start = now_ns();
    for (long i = 0; i < calls && status == dnnl_success; i++) {
        status = onednn.dnnl_primitive_execute(execution->primitive, stream,
                execution->argument_count, execution->arguments);
    }
    *took = now_ns() - start;
    return succeeded(status, "dnnl_primitive_execute")
            && succeeded(onednn.dnnl_stream_wait(stream), "dnnl_stream_wait");
}

void release_execution(struct execution *execution) {
    for (int i = 0; i <= SCRATCHPAD; i++) {
        if (execution->memories[i]) onednn.dnnl_memory_destroy(execution->memories[i]);
        free(execution->buffers[i]);
    }
    if (execution->primitive) onednn.dnnl_primitive_destroy(execution->primitive);
    if (execution->descriptor) onednn.dnnl_primitive_desc_destroy(execution->descriptor);
    memset(execution, 0, sizeof *execution);
}
