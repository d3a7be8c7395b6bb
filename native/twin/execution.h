// A primitive with memory of its own, ready to run.
#ifndef EXECUTION_H
#define EXECUTION_H

#include "problem.h"

struct execution {
    dnnl_primitive_desc_t descriptor;
    dnnl_primitive_t primitive;
    dnnl_memory_t memories[TENSORS + 1];
    // Those of the tensors, in their order, then the scratchpad; null where there is none.
    void *buffers[TENSORS + 1];
    size_t sizes[TENSORS + 1];
    dnnl_exec_arg_t arguments[TENSORS + 1];
    int argument_count;
};

int prepare_execution(const struct problem *problem, dnnl_engine_t engine,
        struct execution *execution);

// The file holds the tensors one after another, each from a multiple of 64 bytes on, and nothing
// else.
int load_tensors(struct execution *execution, const char *path);
int store_tensors(const struct execution *execution, const char *path);

// Runs `calls` times; the nanoseconds that it took go to `took`.
int run_batch(const struct execution *execution, dnnl_stream_t stream, long calls,
        long long *took);

void release_execution(struct execution *execution);

#endif
