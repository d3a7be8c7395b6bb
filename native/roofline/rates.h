// Kernels that do nothing but multiply and add, as fast as the machine can.
#ifndef RATES_H
#define RATES_H

#include <stdint.h>

// One kind of arithmetic with the widest instructions that this machine has for it.
struct rate {
    // The instruction set by oneDNN's or the vendor's name; null when the machine has none.
    const char *isa;
    // Multiplications and additions in one repetition.
    double operations;
    void (*run)(uint64_t repetitions);
};

struct rates {
    struct rate f32;
    struct rate bf16;
    struct rate int8;
};

// What the machine that this runs on is best at.
struct rates best_rates(void);

// Cycles per nanosecond, by a chain of additions of which each takes one cycle.
double measure_gigahertz(void);

#endif
