#include "descriptor.h"
#include "failure.h"
#include "problem.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_ALGORITHMS = 0x1000, LONGEST_NAME = 64 };

static const dnnl_dim_t LARGEST = INT_MAX;

struct words {
    const char *kind, *prop, *alg, *strides, *dilates, *padl, *padr;
    const char *src, *weights, *bias, *dst, *postops, *impl;
};

static const char **place(struct words *words, const char *key) {
#define PLACE(name) if (strcmp(key, #name) == 0) return &words->name;
    PLACE(kind) PLACE(prop) PLACE(alg) PLACE(strides) PLACE(dilates) PLACE(padl) PLACE(padr)
    PLACE(src) PLACE(weights) PLACE(bias) PLACE(dst) PLACE(postops)
#undef PLACE
    return NULL;
}

static int split(char *line, struct words *words) {
    // The name of an implementation goes to the end: nobody says that it has no spaces.
    char *impl = strstr(line, " impl=");
    if (!impl || !impl[6]) return fail("impl: missing");
    *impl = 0;
    words->impl = impl + 6;
    char *rest = NULL;
    for (char *word = strtok_r(line, " ", &rest); word; word = strtok_r(NULL, " ", &rest)) {
        char *value = strchr(word, '=');
        if (!value) return fail("'%.40s': expected key=value", word);
        *value++ = 0;
        const char **to = place(words, word);
        if (!to) return fail("'%.40s': unknown key", word);
        if (*to) return fail("'%.40s': given twice", word);
        *to = value;
    }
#define NEED(name) if (!words->name) return fail(#name ": missing");
    NEED(kind) NEED(prop) NEED(alg) NEED(strides) NEED(dilates) NEED(padl) NEED(padr)
    NEED(src) NEED(weights) NEED(bias) NEED(dst) NEED(postops)
#undef NEED
    return 1;
}

static int parse_numbers(const char *name, const char *text, int count, dnnl_dim_t least,
        dnnl_dims_t numbers) {
    const char *at = text;
    for (int i = 0; i < count; i++) {
        char *end = NULL;
        errno = 0;
        long long number = strtoll(at, &end, 10);
        char expected = i + 1 < count ? ',' : 0;
        if (errno || end == at || *end != expected || number < least || number > LARGEST) {
            return fail("%s: expected %d numbers from %lld on, got '%.40s'", name, count,
                    (long long)least, text);
        }
        numbers[i] = number;
        at = end + 1;
    }
    return 1;
}

static int parse_float(const char *text, float *number) {
    char *end = NULL;
    *number = strtof(text, &end);
    return end != text && *end == 0;
}

static int parse_eltwise(const char *name, const char *alpha, const char *beta,
        dnnl_post_ops_t chain) {
    float first = 0, second = 0;
    if (!parse_float(alpha, &first) || !parse_float(beta, &second)) {
        return fail("postops: '%.40s' and '%.40s' are no two numbers", alpha, beta);
    }
    for (int value = dnnl_eltwise_relu; value < MOST_ALGORITHMS; value++) {
        const char *known = onednn.dnnl_alg_kind2str((dnnl_alg_kind_t)value);
        if (strncmp(known, "eltwise_", 8) == 0 && strcmp(known + 8, name) == 0) {
            return succeeded(onednn.dnnl_post_ops_append_eltwise(
                                     chain, (dnnl_alg_kind_t)value, first, second),
                    "dnnl_post_ops_append_eltwise");
        }
    }
    return fail("postops: '%.40s' is no element-wise function", name);
}

static int parse_sum(const char *scale, const char *zero_point, const char *type,
        dnnl_post_ops_t chain) {
    float factor = 0;
    dnnl_dims_t zero = {0};
    if (!parse_float(scale, &factor)) return fail("postops: '%.40s' is no scale", scale);
    if (!parse_numbers("postops: zero point", zero_point, 1, INT_MIN, zero)) return 0;
    for (int value = dnnl_data_type_undef; value < MOST_ALGORITHMS; value++) {
        if (strcmp(onednn.dnnl_dt2str((dnnl_data_type_t)value), type) == 0) {
            return succeeded(onednn.dnnl_post_ops_append_sum(
                                     chain, factor, (int32_t)zero[0], (dnnl_data_type_t)value),
                    "dnnl_post_ops_append_sum");
        }
    }
    return fail("postops: '%.40s' is no data type", type);
}

// sum:<scale>:<zero point>:<type> and eltwise:<name>:<alpha>:<beta>, joined by ','; or '-'.
static int parse_post_ops(const char *text, dnnl_post_ops_t chain) {
    char copy[LONGEST_NAME * 32];
    if (strcmp(text, "-") == 0) return 1;
    if (strlen(text) >= sizeof copy) return fail("postops: too many");
    strcpy(copy, text);
    char *rest = NULL;
    for (char *one = strtok_r(copy, ",", &rest); one; one = strtok_r(NULL, ",", &rest)) {
        char *parts[4] = {0};
        char *inner = NULL;
        int count = 0;
        for (char *part = strtok_r(one, ":", &inner); part; part = strtok_r(NULL, ":", &inner)) {
            if (count < 4) parts[count] = part;
            count++;
        }
        if (count == 4 && strcmp(parts[0], "sum") == 0) {
            if (!parse_sum(parts[1], parts[2], parts[3], chain)) return 0;
        } else if (count == 4 && strcmp(parts[0], "eltwise") == 0) {
            if (!parse_eltwise(parts[1], parts[2], parts[3], chain)) return 0;
        } else {
            return fail("postops: expected sum or eltwise with three parameters");
        }
    }
    return 1;
}

static int one_of(const char *name, const char *text, const char *const *known, int *index) {
    for (int i = 0; known[i]; i++) {
        if (strcmp(known[i], text) == 0) {
            *index = i;
            return 1;
        }
    }
    return fail("%s: '%.40s' is unknown", name, text);
}

static int parse_kinds(const struct words *words, struct problem *problem) {
    static const char *const kinds[] = {"convolution", "deconvolution", NULL};
    static const char *const propagations[] = {"forward_training", "forward_inference",
            "backward_data", "backward_weights", NULL};
    static const char *const algorithms[] = {"direct", "winograd", "auto", NULL};
    static const dnnl_alg_kind_t values[2][3] = {
            {dnnl_convolution_direct, dnnl_convolution_winograd, dnnl_convolution_auto},
            {dnnl_deconvolution_direct, dnnl_deconvolution_winograd, dnnl_alg_kind_undef}};
    int propagation = 0;
    int algorithm = 0;
    if (!one_of("kind", words->kind, kinds, &problem->transposed)
            || !one_of("prop", words->prop, propagations, &propagation)
            || !one_of("alg", words->alg, algorithms, &algorithm)) {
        return 0;
    }
    problem->propagation = (enum propagation)propagation;
    problem->algorithm = values[problem->transposed][algorithm];
    return problem->algorithm != dnnl_alg_kind_undef || fail("alg: deconvolution has no auto");
}

static int parse_tensors(const struct words *words, struct problem *problem) {
    if (!parse_descriptor("src", words->src, &problem->tensors[SRC])
            || !parse_descriptor("weights", words->weights, &problem->tensors[WEIGHTS])
            || !parse_descriptor("dst", words->dst, &problem->tensors[DST])) {
        return 0;
    }
    return strcmp(words->bias, "-") == 0
            || parse_descriptor("bias", words->bias, &problem->tensors[BIAS]);
}

int parse_problem(char *line, struct problem *problem) {
    struct words words = {0};
    if (!split(line, &words) || !parse_kinds(&words, problem) || !parse_tensors(&words, problem)) {
        return 0;
    }
    problem->implementation = words.impl;
    int axes = dimensions(problem->tensors[SRC]) - 2;
    if (axes < 1) return fail("src: expected at least 3 dimensions");
    return parse_numbers("strides", words.strides, axes, 1, problem->strides)
            && parse_numbers("dilates", words.dilates, axes, 0, problem->dilates)
            && parse_numbers("padl", words.padl, axes, 0, problem->padding_left)
            && parse_numbers("padr", words.padr, axes, INT_MIN, problem->padding_right)
            && succeeded(onednn.dnnl_post_ops_create(&problem->post_ops), "dnnl_post_ops_create")
            && parse_post_ops(words.postops, problem->post_ops);
}
