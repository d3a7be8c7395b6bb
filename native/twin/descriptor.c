#include "descriptor.h"
#include "failure.h"

#include <stdint.h>
#include <string.h>

enum { LARGEST_BLOB = 4096 };

static const dnnl_dim_t LARGEST = (dnnl_dim_t)1 << 48;

static int query(const_dnnl_memory_desc_t descriptor, dnnl_query_t what, void *result) {
    return onednn.dnnl_memory_desc_query(descriptor, what, result) == dnnl_success;
}

int dimensions(const_dnnl_memory_desc_t descriptor) {
    int count = 0;
    return query(descriptor, dnnl_query_ndims_s32, &count) ? count : 0;
}

// All descriptors have one size.
static size_t blob_size(void) {
    dnnl_dims_t dims = {1};
    dnnl_memory_desc_t sample = NULL;
    size_t size = 0;
    if (onednn.dnnl_memory_desc_create_with_tag(&sample, 1, dims, dnnl_f32, dnnl_a)
            == dnnl_success) {
        onednn.dnnl_memory_desc_get_blob(NULL, &size, sample);
        onednn.dnnl_memory_desc_destroy(sample);
    }
    return size;
}

static int digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static int parse_hex(const char *hex, uint8_t *bytes, size_t count) {
    if (strlen(hex) != 2 * count) return 0;
    for (size_t i = 0; i < count; i++) {
        int high = digit(hex[2 * i]);
        int low = digit(hex[2 * i + 1]);
        if (high < 0 || low < 0) return 0;
        bytes[i] = (uint8_t)(high << 4 | low);
    }
    return 1;
}

static int in_range(const dnnl_dim_t *values, int count, dnnl_dim_t least, dnnl_dim_t most) {
    for (int i = 0; i < count; i++) {
        if (values[i] < least || values[i] > most) return 0;
    }
    return 1;
}

static int is_blocking_sound(const_dnnl_memory_desc_t descriptor, int ndims) {
    const dnnl_dims_t *strides = NULL;
    const dnnl_dims_t *blocks = NULL;
    const dnnl_dims_t *indices = NULL;
    int count = 0;
    return query(descriptor, dnnl_query_strides, &strides)
            && in_range(*strides, ndims, 0, LARGEST)
            && query(descriptor, dnnl_query_inner_nblks_s32, &count)
            && count >= 0 && count <= DNNL_MAX_NDIMS
            && query(descriptor, dnnl_query_inner_blks, &blocks)
            && in_range(*blocks, count, 1, LARGEST)
            && query(descriptor, dnnl_query_inner_idxs, &indices)
            && in_range(*indices, count, 0, ndims - 1);
}

static int is_sound(const_dnnl_memory_desc_t descriptor) {
    const dnnl_dims_t *dims = NULL;
    const dnnl_dims_t *padded = NULL;
    dnnl_data_type_t type = dnnl_data_type_undef;
    dnnl_format_kind_t format = dnnl_format_kind_undef;
    dnnl_dim_t offset = 0;
    int ndims = dimensions(descriptor);
    if (ndims < 1 || ndims > DNNL_MAX_NDIMS) return 0;
    if (!query(descriptor, dnnl_query_dims, &dims) || !in_range(*dims, ndims, 0, LARGEST)
            || !query(descriptor, dnnl_query_padded_dims, &padded)
            || !in_range(*padded, ndims, 0, LARGEST)
            || !query(descriptor, dnnl_query_submemory_offset_s64, &offset)
            || !in_range(&offset, 1, 0, LARGEST)
            || !query(descriptor, dnnl_query_data_type, &type)
            || onednn.dnnl_data_type_size(type) == 0
            || !query(descriptor, dnnl_query_format_kind, &format)) {
        return 0;
    }
    for (int i = 0; i < ndims; i++) {
        if ((*padded)[i] < (*dims)[i]) return 0;
    }
    // A layout that is still to be chosen would make another problem.
    return format == dnnl_format_kind_opaque
            || (format == dnnl_blocked && is_blocking_sound(descriptor, ndims));
}

int parse_descriptor(const char *name, const char *hex, dnnl_memory_desc_t *descriptor) {
    uint8_t blob[LARGEST_BLOB];
    size_t size = blob_size();
    if (size == 0 || size > sizeof blob) return fail("the library's descriptors have %zu bytes", size);
    if (!parse_hex(hex, blob, size)) {
        return fail("%s: expected %zu bytes in small hexadecimal digits", name, size);
    }
    if (!succeeded(onednn.dnnl_memory_desc_create_with_blob(descriptor, blob),
                "dnnl_memory_desc_create_with_blob")) {
        return 0;
    }
    return is_sound(*descriptor) || fail("%s: these bytes are no memory descriptor", name);
}
