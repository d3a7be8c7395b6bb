#include "kernel.h"
#include "rates.h"
#include "team.h"

#if !defined(__x86_64__) && !defined(__aarch64__)

// The compiler makes of it what the machine has.
typedef float floats4 __attribute__((vector_size(16)));

#define STEP(sum, a, b) ((sum) + (a) * (b))
KERNEL(f32_portable, TIMES_12, floats4, ((floats4) {0}), floats4, ((floats4) {1, 1, 1, 1}), STEP)

struct rates best_rates(void) {
    return (struct rates) {.f32 = {"portable", 2.0 * 12 * 4, f32_portable}};
}

#endif

enum { ADDITIONS = 16, CHAIN = 2000000, TRIES = 5 };

double measure_gigahertz(void) {
    double fastest = 0;
    for (int attempt = 0; attempt < TRIES; attempt++) {
        uint64_t sum = 0;
        // A constant would be added before the addition is executed, on some machines.
        uint64_t one = 1;
        __asm__ volatile("" : "+r"(sum), "+r"(one));
        double start = clock_ns();
        for (int i = 0; i < CHAIN; i++) {
            for (int k = 0; k < ADDITIONS; k++) {
                sum += one;
                __asm__ volatile("" : "+r"(sum));
            }
        }
        double gigahertz = (double)CHAIN * ADDITIONS / (clock_ns() - start);
        if (gigahertz > fastest) fastest = gigahertz;
    }
    return fastest;
}
