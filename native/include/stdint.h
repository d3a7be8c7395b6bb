// Read by jextract only, in place of the C library's header: the fixed-width types that the oneDNN
// headers use, none of them spelled with `long`, which is 32 bits wide on Windows.
#ifndef ONEDNN4J_STDINT_H
#define ONEDNN4J_STDINT_H

typedef signed char int8_t;
typedef unsigned char uint8_t;
typedef int int32_t;
typedef long long int64_t;
typedef unsigned long long uint64_t;
// jextract works out the value of a pointer constant (DNNL_MEMORY_ALLOCATE) by way of this type.
typedef unsigned long long uintptr_t;
#define INT32_MIN (-2147483647 - 1)
#define INT64_MIN (-9223372036854775807LL - 1)

#endif
