#if defined(__x86_64__)

#include "kernel.h"
#include "rates.h"

#include <cpuid.h>
#include <immintrin.h>

// Older ones know neither bf16 nor VEX-encoded dot products.
#if defined(__clang__) ? __clang_major__ >= 12 : __GNUC__ >= 11
#define COMPILER_KNOWS_DOT_PRODUCTS 1
#endif

typedef float floats4 __attribute__((vector_size(16)));

#define PLAIN_STEP(sum, a, b) ((sum) + (a) * (b))
KERNEL(f32_sse2, TIMES_12, floats4, ((floats4) {0}), floats4, ((floats4) {1, 1, 1, 1}), PLAIN_STEP)

// One fixed set of registers: AVX2 has 16, AVX-512 32.
#define FMA_256(sum, a, b) _mm256_fmadd_ps(a, b, sum)
__attribute__((target("avx2,fma")))
KERNEL(f32_avx2, TIMES_12, __m256, _mm256_setzero_ps(), __m256, _mm256_set1_ps(1), FMA_256)

#define FMA_512(sum, a, b) _mm512_fmadd_ps(a, b, sum)
__attribute__((target("avx512f")))
KERNEL(f32_avx512, TIMES_24, __m512, _mm512_setzero_ps(), __m512, _mm512_set1_ps(1), FMA_512)

#define DOT_512(sum, a, b) _mm512_dpbusd_epi32(sum, a, b)
__attribute__((target("avx512f,avx512vnni")))
KERNEL(int8_avx512, TIMES_24, __m512i, _mm512_setzero_si512(), __m512i, _mm512_set1_epi8(1), DOT_512)

#ifdef COMPILER_KNOWS_DOT_PRODUCTS
#define DOT_256(sum, a, b) _mm256_dpbusd_avx_epi32(sum, a, b)
__attribute__((target("avx2,avxvnni")))
KERNEL(int8_avx2, TIMES_12, __m256i, _mm256_setzero_si256(), __m256i, _mm256_set1_epi8(1), DOT_256)

// 0x3f80 is 1 in bf16.
#define DOT_BF16(sum, a, b) _mm512_dpbf16_ps(sum, a, b)
__attribute__((target("avx512f,avx512bf16")))
KERNEL(bf16_avx512, TIMES_24, __m512, _mm512_setzero_ps(), __m512bh,
        ((__m512bh)_mm512_set1_epi16(0x3f80)), DOT_BF16)
#endif

struct features {
    int avx2_fma;
    int avx512;
    int avx512_vnni;
    int avx512_bf16;
    int avx_vnni;
};

static struct features detect(void) {
    struct features found = {0};
    // These two look at what the system saves, too; the bits below are of no use without them.
    found.avx2_fma = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
    found.avx512 = __builtin_cpu_supports("avx512f") != 0;
    unsigned eax, ebx, ecx, edx;
    if (__get_cpuid_count(7, 0, &eax, &ebx, &ecx, &edx)) {
        found.avx512_vnni = found.avx512 && (ecx >> 11 & 1);
        if (eax >= 1 && __get_cpuid_count(7, 1, &eax, &ebx, &ecx, &edx)) {
            found.avx_vnni = found.avx2_fma && (eax >> 4 & 1);
            found.avx512_bf16 = found.avx512 && (eax >> 5 & 1);
        }
    }
    return found;
}

// `lanes` multiplications and as many additions in each of `sums` instructions.
static struct rate rate(const char *isa, int sums, int lanes, void (*run)(uint64_t)) {
    return (struct rate) {isa, 2.0 * sums * lanes, run};
}

struct rates best_rates(void) {
    __builtin_cpu_init();
    struct features found = detect();
    struct rates best = {.f32 = rate("sse2", 12, 4, f32_sse2)};
    if (found.avx2_fma) best.f32 = rate("avx2_fma", 12, 8, f32_avx2);
    if (found.avx512) best.f32 = rate("avx512f", 24, 16, f32_avx512);
#ifdef COMPILER_KNOWS_DOT_PRODUCTS
    if (found.avx_vnni) best.int8 = rate("avx_vnni", 12, 32, int8_avx2);
    if (found.avx512_bf16) best.bf16 = rate("avx512_bf16", 24, 32, bf16_avx512);
#endif
    if (found.avx512_vnni) best.int8 = rate("avx512_vnni", 24, 64, int8_avx512);
    return best;
}

#endif
