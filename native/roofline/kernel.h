// How a kernel is written: independent sums, enough of them to hide the latency of an instruction on
// all pipes, in variables that the compiler knows nothing of, so that it can neither merge nor
// compute them beforehand.
#ifndef KERNEL_H
#define KERNEL_H

#include <stdint.h>

#define TIMES_12(DO, x) \
    DO(0, x) DO(1, x) DO(2, x) DO(3, x) DO(4, x) DO(5, x) \
    DO(6, x) DO(7, x) DO(8, x) DO(9, x) DO(10, x) DO(11, x)
#define TIMES_24(DO, x) \
    TIMES_12(DO, x) \
    DO(12, x) DO(13, x) DO(14, x) DO(15, x) DO(16, x) DO(17, x) \
    DO(18, x) DO(19, x) DO(20, x) DO(21, x) DO(22, x) DO(23, x)

#define HIDE(variable) __asm__ volatile("" : "+m"(variable))

// The copy stays in a register; what a "m" constraint names would not.
#define DECLARE_SUM(i, initial) \
    vector hidden##i = initial; \
    HIDE(hidden##i); \
    vector sum##i = hidden##i;
#define ADVANCE_SUM(i, step) sum##i = step(sum##i, a, b);
#define USE_SUM(i, unused) \
    hidden##i = sum##i; \
    HIDE(hidden##i);

// A function of `TIMES` sums.
//   vector_type  the C type of a register
//   operand_type the C type of what is multiplied
//   step         (sum, a, b), the instruction that is measured
#define KERNEL(name, TIMES, vector_type, initial, operand_type, operand, step) \
    static void name(uint64_t repetitions) { \
        typedef vector_type vector; \
        operand_type hidden_a = operand; \
        operand_type hidden_b = operand; \
        HIDE(hidden_a); \
        HIDE(hidden_b); \
        operand_type a = hidden_a; \
        operand_type b = hidden_b; \
        TIMES(DECLARE_SUM, initial) \
        for (uint64_t i = 0; i < repetitions; i++) { \
            TIMES(ADVANCE_SUM, step) \
        } \
        TIMES(USE_SUM, ) \
    }

#endif
