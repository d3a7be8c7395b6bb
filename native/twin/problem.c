#include "problem.h"
#include "failure.h"

#include <string.h>

static const char *implementation(const_dnnl_primitive_desc_t descriptor) {
    const char *name = NULL;
    dnnl_status_t status = onednn.dnnl_primitive_desc_query(
            descriptor, dnnl_query_impl_info_str, 0, (void *)&name);
    return status == dnnl_success && name ? name : "";
}

// The six functions differ in whose gradient they take, and in nothing else.
#define BY_PROPAGATION(kind) \
    switch (problem->propagation) { \
    case BACKWARD_DATA: \
        return onednn.dnnl_##kind##_backward_data_primitive_desc_create(descriptor, engine, \
                problem->algorithm, problem->tensors[SRC], problem->tensors[WEIGHTS], \
                problem->tensors[DST], problem->strides, problem->dilates, \
                problem->padding_left, problem->padding_right, NULL, attributes); \
    case BACKWARD_WEIGHTS: \
        return onednn.dnnl_##kind##_backward_weights_primitive_desc_create(descriptor, engine, \
                problem->algorithm, problem->tensors[SRC], problem->tensors[WEIGHTS], \
                problem->tensors[BIAS], problem->tensors[DST], problem->strides, \
                problem->dilates, problem->padding_left, problem->padding_right, NULL, \
                attributes); \
    default: \
        return onednn.dnnl_##kind##_forward_primitive_desc_create(descriptor, engine, \
                problem->propagation == FORWARD_TRAINING ? dnnl_forward_training \
                                                         : dnnl_forward_inference, \
                problem->algorithm, problem->tensors[SRC], problem->tensors[WEIGHTS], \
                problem->tensors[BIAS], problem->tensors[DST], problem->strides, \
                problem->dilates, problem->padding_left, problem->padding_right, attributes); \
    }

static dnnl_status_t describe_convolution(const struct problem *problem, dnnl_engine_t engine,
        const_dnnl_primitive_attr_t attributes, dnnl_primitive_desc_t *descriptor) {
    BY_PROPAGATION(convolution)
}

static dnnl_status_t describe_deconvolution(const struct problem *problem, dnnl_engine_t engine,
        const_dnnl_primitive_attr_t attributes, dnnl_primitive_desc_t *descriptor) {
    BY_PROPAGATION(deconvolution)
}

// The same type and dimensions with a layout that the library chooses.
static dnnl_memory_desc_t with_any_layout(const_dnnl_memory_desc_t descriptor) {
    int ndims = 0;
    dnnl_data_type_t type = dnnl_data_type_undef;
    const dnnl_dims_t *dims = NULL;
    dnnl_memory_desc_t any = NULL;
    int made = onednn.dnnl_memory_desc_query(descriptor, dnnl_query_ndims_s32, &ndims)
                    == dnnl_success
            && onednn.dnnl_memory_desc_query(descriptor, dnnl_query_data_type, &type)
                    == dnnl_success
            && onednn.dnnl_memory_desc_query(descriptor, dnnl_query_dims, (void *)&dims)
                    == dnnl_success
            && onednn.dnnl_memory_desc_create_with_tag(
                       &any, ndims, *dims, type, dnnl_format_tag_any)
                    == dnnl_success;
    return made ? any : NULL;
}

// Whether the library has chosen the layouts that the problem names.
static int is_as_described(
        const struct problem *problem, const_dnnl_primitive_desc_t descriptor) {
    for (int i = 0; i < TENSORS; i++) {
        if (!problem->tensors[i]) continue;
        const_dnnl_memory_desc_t chosen = onednn.dnnl_primitive_desc_query_md(descriptor,
                dnnl_query_exec_arg_md, argument_of(problem->propagation, (enum tensor)i));
        if (!chosen || !onednn.dnnl_memory_desc_equal(chosen, problem->tensors[i])) return 0;
    }
    return 1;
}

static int walk_to(const struct problem *problem, dnnl_primitive_desc_t descriptor) {
    do {
        if (strcmp(implementation(descriptor), problem->implementation) == 0
                && is_as_described(problem, descriptor)) {
            return 1;
        }
    } while (onednn.dnnl_primitive_desc_next_impl(descriptor) == dnnl_success);
    return 0;
}

// With some layouts left open, one bit for each of the tensors.
static int describe_leaving_open(const struct problem *problem, unsigned open,
        dnnl_engine_t engine, const_dnnl_primitive_attr_t attributes,
        dnnl_primitive_desc_t *descriptor) {
    struct problem asked = *problem;
    int complete = 1;
    for (int i = 0; i < TENSORS; i++) {
        if (open >> i & 1) {
            asked.tensors[i] = with_any_layout(problem->tensors[i]);
            complete = complete && asked.tensors[i];
        }
    }
    dnnl_status_t status = dnnl_invalid_arguments;
    if (complete) {
        status = (problem->transposed ? describe_deconvolution : describe_convolution)(
                &asked, engine, attributes, descriptor);
    }
    for (int i = 0; i < TENSORS; i++) {
        if ((open >> i & 1) && asked.tensors[i]) {
            onednn.dnnl_memory_desc_destroy(asked.tensors[i]);
        }
    }
    if (!succeeded(status, "the primitive descriptor")) return 0;
    if (walk_to(problem, *descriptor)) return 1;
    onednn.dnnl_primitive_desc_destroy(*descriptor);
    *descriptor = NULL;
    return fail("no implementation of this problem is called '%.80s'", problem->implementation);
}

// An implementation that is made of another chooses that by what is left open, so that layouts
// which were asked for and those which were chosen may lead to different ones.
static int describe(const struct problem *problem, dnnl_engine_t engine,
        const_dnnl_primitive_attr_t attributes, dnnl_primitive_desc_t *descriptor) {
    const unsigned choosable = 1u << SRC | 1u << WEIGHTS | 1u << DST;
    for (unsigned open = 0; open <= choosable; open++) {
        if ((open & ~choosable) == 0
                && describe_leaving_open(problem, open, engine, attributes, descriptor)) {
            return 1;
        }
    }
    return 0;
}

int describe_problem(const struct problem *problem, dnnl_engine_t engine,
        dnnl_primitive_desc_t *descriptor) {
    dnnl_primitive_attr_t attributes = NULL;
    if (!succeeded(onednn.dnnl_primitive_attr_create(&attributes), "dnnl_primitive_attr_create")) {
        return 0;
    }
    int described = succeeded(onednn.dnnl_primitive_attr_set_scratchpad_mode(
                                      attributes, dnnl_scratchpad_mode_user),
                            "dnnl_primitive_attr_set_scratchpad_mode")
            && succeeded(onednn.dnnl_primitive_attr_set_post_ops(attributes, problem->post_ops),
                    "dnnl_primitive_attr_set_post_ops")
            && describe(problem, engine, attributes, descriptor);
    onednn.dnnl_primitive_attr_destroy(attributes);
    return described;
}

int argument_of(enum propagation propagation, enum tensor tensor) {
    switch (tensor) {
    case SRC: return propagation == BACKWARD_DATA ? DNNL_ARG_DIFF_SRC : DNNL_ARG_SRC;
    case WEIGHTS:
        return propagation == BACKWARD_WEIGHTS ? DNNL_ARG_DIFF_WEIGHTS : DNNL_ARG_WEIGHTS;
    case BIAS: return propagation == BACKWARD_WEIGHTS ? DNNL_ARG_DIFF_BIAS : DNNL_ARG_BIAS;
    default:
        return propagation == BACKWARD_DATA || propagation == BACKWARD_WEIGHTS ? DNNL_ARG_DIFF_DST
                                                                               : DNNL_ARG_DST;
    }
}

void release_problem(struct problem *problem) {
    for (int i = 0; i < TENSORS; i++) {
        if (problem->tensors[i]) onednn.dnnl_memory_desc_destroy(problem->tensors[i]);
    }
    if (problem->post_ops) onednn.dnnl_post_ops_destroy(problem->post_ops);
    memset(problem, 0, sizeof *problem);
}
