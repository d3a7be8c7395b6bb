// Read by jextract only, in place of the C library's header: size_t spelled with a type that is
// 64 bits wide on every platform, so that one set of bindings serves Linux, macOS and Windows.
#ifndef ONEDNN4J_STDDEF_H
#define ONEDNN4J_STDDEF_H

typedef unsigned long long size_t;
#define NULL ((void *)0)

#endif
