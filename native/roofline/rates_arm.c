#if defined(__aarch64__)

#include "kernel.h"
#include "rates.h"

#include <arm_neon.h>

#if defined(__linux__)
#include <sys/auxv.h>
#elif defined(__APPLE__)
#include <sys/sysctl.h>
#endif

#if defined(__clang__) ? __clang_major__ >= 16 : __GNUC__ >= 10
#define COMPILER_KNOWS_DOT_PRODUCTS 1
#endif

#define FMA(sum, a, b) vfmaq_f32(sum, a, b)
KERNEL(f32_neon, TIMES_24, float32x4_t, vdupq_n_f32(0), float32x4_t, vdupq_n_f32(1), FMA)

#ifdef COMPILER_KNOWS_DOT_PRODUCTS
#define DOT_INT8(sum, a, b) vdotq_s32(sum, a, b)
__attribute__((target("arch=armv8.2-a+dotprod")))
KERNEL(int8_dot, TIMES_24, int32x4_t, vdupq_n_s32(0), int8x16_t, vdupq_n_s8(1), DOT_INT8)

// 0x3f80 is 1 in bf16.
#define DOT_BF16(sum, a, b) vbfdotq_f32(sum, a, b)
__attribute__((target("arch=armv8.2-a+bf16")))
KERNEL(bf16_dot, TIMES_24, float32x4_t, vdupq_n_f32(0), bfloat16x8_t,
        vreinterpretq_bf16_u16(vdupq_n_u16(0x3f80)), DOT_BF16)

static int has_dot_int8(void) {
#if defined(__linux__)
    return getauxval(AT_HWCAP) >> 20 & 1;
#elif defined(__APPLE__)
    int found = 0;
    size_t size = sizeof found;
    return sysctlbyname("hw.optional.arm.FEAT_DotProd", &found, &size, NULL, 0) == 0 && found;
#else
    return 0;
#endif
}

static int has_dot_bf16(void) {
#if defined(__linux__)
    return getauxval(AT_HWCAP2) >> 14 & 1;
#elif defined(__APPLE__)
    int found = 0;
    size_t size = sizeof found;
    return sysctlbyname("hw.optional.arm.FEAT_BF16", &found, &size, NULL, 0) == 0 && found;
#else
    return 0;
#endif
}
#endif

// `lanes` multiplications and as many additions in each of 24 instructions.
static struct rate rate(const char *isa, int lanes, void (*run)(uint64_t)) {
    return (struct rate) {isa, 2.0 * 24 * lanes, run};
}

struct rates best_rates(void) {
    struct rates best = {.f32 = rate("neon", 4, f32_neon)};
#ifdef COMPILER_KNOWS_DOT_PRODUCTS
    if (has_dot_bf16()) best.bf16 = rate("neon_bf16", 8, bf16_dot);
    if (has_dot_int8()) best.int8 = rate("neon_dotprod", 16, int8_dot);
#endif
    return best;
}

#endif
