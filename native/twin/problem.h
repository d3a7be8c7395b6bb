// One problem as Java describes it, and the primitive that is made of it.
#ifndef PROBLEM_H
#define PROBLEM_H

#include "library.h"

enum tensor { SRC, WEIGHTS, BIAS, DST, TENSORS };

enum propagation { FORWARD_TRAINING, FORWARD_INFERENCE, BACKWARD_DATA, BACKWARD_WEIGHTS };

struct problem {
    int transposed;
    enum propagation propagation;
    dnnl_alg_kind_t algorithm;
    dnnl_dims_t strides;
    dnnl_dims_t dilates;
    dnnl_dims_t padding_left;
    dnnl_dims_t padding_right;
    // A gradient counts as the tensor that it is the gradient by; null for a bias that is not there.
    dnnl_memory_desc_t tensors[TENSORS];
    dnnl_post_ops_t post_ops;
    const char *implementation;
};

// Reads the words `key=value`, of which the line is made; it is changed meanwhile.
int parse_problem(char *line, struct problem *problem);

// Makes the primitive descriptor at the implementation that the problem names.
int describe_problem(const struct problem *problem, dnnl_engine_t engine,
        dnnl_primitive_desc_t *descriptor);

// The number of a tensor among the arguments of an execution.
int argument_of(enum propagation propagation, enum tensor tensor);

void release_problem(struct problem *problem);

#endif
