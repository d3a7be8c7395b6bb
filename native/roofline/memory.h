// Bandwidth of the main memory.
#ifndef MEMORY_H
#define MEMORY_H

#include <stddef.h>

struct bandwidth {
    // In GB/s, 10^9 bytes; 0 when there is not enough memory.
    double read;
    double triad;
};

// Bytes of all last-level caches together; a guess where the system does not tell.
size_t last_level_cache(void);

// How large each of the three arrays should be so that the caches do not count.
size_t array_bytes(size_t cache);

struct bandwidth measure_bandwidth(int threads, size_t array, int repetitions);

#endif
