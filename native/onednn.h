// What jextract reads: the C API of oneDNN and the OpenMP calls that set the number of threads.
// Without this, functions stay undeclared that the library exports.
#define DNNL_EXPERIMENTAL_PROFILING
#include "oneapi/dnnl/dnnl.h"
#include "oneapi/dnnl/dnnl_common.h"
#include "oneapi/dnnl/dnnl_debug.h"
#include "oneapi/dnnl/dnnl_version.h"

int omp_get_max_threads(void);
void omp_set_num_threads(int num_threads);
