// The functions of a oneDNN library that is loaded from a file.
#ifndef LIBRARY_H
#define LIBRARY_H

#include "oneapi/dnnl/dnnl.h"
#include "oneapi/dnnl/dnnl_debug.h"

#define EACH_FUNCTION(DO) \
    DO(dnnl_convolution_backward_data_primitive_desc_create) \
    DO(dnnl_convolution_backward_weights_primitive_desc_create) \
    DO(dnnl_convolution_forward_primitive_desc_create) \
    DO(dnnl_data_type_size) \
    DO(dnnl_deconvolution_backward_data_primitive_desc_create) \
    DO(dnnl_deconvolution_backward_weights_primitive_desc_create) \
    DO(dnnl_deconvolution_forward_primitive_desc_create) \
    DO(dnnl_alg_kind2str) \
    DO(dnnl_dt2str) \
    DO(dnnl_engine_create) \
    DO(dnnl_memory_create) \
    DO(dnnl_memory_desc_create_with_blob) \
    DO(dnnl_memory_desc_create_with_tag) \
    DO(dnnl_memory_desc_destroy) \
    DO(dnnl_memory_desc_equal) \
    DO(dnnl_memory_desc_get_blob) \
    DO(dnnl_memory_desc_get_size) \
    DO(dnnl_memory_desc_query) \
    DO(dnnl_memory_destroy) \
    DO(dnnl_post_ops_append_eltwise) \
    DO(dnnl_post_ops_append_sum) \
    DO(dnnl_post_ops_create) \
    DO(dnnl_post_ops_destroy) \
    DO(dnnl_primitive_attr_create) \
    DO(dnnl_primitive_attr_destroy) \
    DO(dnnl_primitive_attr_set_post_ops) \
    DO(dnnl_primitive_attr_set_scratchpad_mode) \
    DO(dnnl_primitive_create) \
    DO(dnnl_primitive_desc_destroy) \
    DO(dnnl_primitive_desc_next_impl) \
    DO(dnnl_primitive_desc_query) \
    DO(dnnl_primitive_desc_query_md) \
    DO(dnnl_primitive_destroy) \
    DO(dnnl_primitive_execute) \
    DO(dnnl_status2str) \
    DO(dnnl_stream_create) \
    DO(dnnl_stream_wait) \
    DO(dnnl_version)

// By the names of the header, which is all that is taken from it.
#define FUNCTION_POINTER(name) __typeof__(&name) name;
struct library {
    EACH_FUNCTION(FUNCTION_POINTER)
    void (*omp_set_num_threads)(int threads);
    // Null where the OpenMP runtime is older than version 5.
    int (*omp_pause_resource_all)(int kind);
};
#undef FUNCTION_POINTER

extern struct library onednn;

int load_library(const char *path);

// Whether a call succeeded; says which did not.
int succeeded(dnnl_status_t status, const char *function);

#endif
