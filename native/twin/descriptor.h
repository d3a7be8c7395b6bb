// Memory descriptors as they travel: the library's own bytes in hexadecimal.
#ifndef DESCRIPTOR_H
#define DESCRIPTOR_H

#include "library.h"

// Makes a descriptor from its bytes. What the library would not check itself is checked here, so
// that no text makes it read past an array.
int parse_descriptor(const char *name, const char *hex, dnnl_memory_desc_t *descriptor);

int dimensions(const_dnnl_memory_desc_t descriptor);

#endif
