// Prints what this platform's C compiler makes of everything that the Java bindings hold, one line each:
//   constant <name> integer|pointer <bytes> <bits in hexadecimal>
//   type <name> <bytes> <alignment>
//   field <struct> <name> <offset> <bytes>
#include "onednn.h"

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

static unsigned long long of_integer(unsigned long long value) {
    return value;
}

static unsigned long long of_pointer(void *value) {
    return (uintptr_t)value;
}

static void print_constant(const char *name, const char *kind, size_t size, unsigned long long bits) {
    // A negative int arrives with its sign extended.
    if (size == 4) bits &= 0xffffffffULL;
    printf("constant %s %s %zu %llx\n", name, kind, size, bits);
}

// No default: a constant of another type, such as a float, must not compile before someone has
// thought about its bits.
#define BY_KIND(value, integer, pointer) \
    _Generic((value), int: integer, unsigned: integer, long: integer, unsigned long: integer, \
            long long: integer, unsigned long long: integer, void *: pointer)

// One of these for each line of native/onednn.args.
#define BOUND_constant(name) \
    print_constant(#name, BY_KIND(name, "integer", "pointer"), sizeof(name), \
            BY_KIND(name, of_integer, of_pointer)(name));
#define BOUND_function(name) (void)sizeof(&name);
#define BOUND_typedef(name) TYPE(name)

#define TYPE(type) printf("type %s %zu %zu\n", #type, sizeof(type), _Alignof(type));
#define FIELD(type, name) \
    printf("field %s %s %zu %zu\n", #type, #name, offsetof(type, name), sizeof(((type *)0)->name));

int main(void) {
#include "bound.inc"

    TYPE(char)
    TYPE(int8_t)
    TYPE(uint8_t)
    TYPE(int)
    TYPE(unsigned)
    TYPE(int32_t)
    TYPE(int64_t)
    TYPE(size_t)
    TYPE(float)

    FIELD(dnnl_exec_arg_t, arg)
    FIELD(dnnl_exec_arg_t, memory)

    FIELD(dnnl_version_t, major)
    FIELD(dnnl_version_t, minor)
    FIELD(dnnl_version_t, patch)
    FIELD(dnnl_version_t, hash)
    FIELD(dnnl_version_t, cpu_runtime)
    FIELD(dnnl_version_t, gpu_runtime)
    return 0;
}
