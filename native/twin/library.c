#include "library.h"
#include "failure.h"

#include <dlfcn.h>
#include <string.h>

struct library onednn;

// ISO C has no conversion from an object's address to a function's.
static int find(void *library, const char *name, void *function) {
    void *address = dlsym(library, name);
    if (!address) return fail("the library has no %s", name);
    memcpy(function, &address, sizeof address);
    return 1;
}

int load_library(const char *path) {
    void *library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    if (!library) return fail("the library cannot be loaded: %s", dlerror());
#define FIND(name) if (!find(library, #name, &onednn.name)) return 0;
    EACH_FUNCTION(FIND)
#undef FIND
    // A library's symbols are those of what it needs, too: this is the runtime that it uses.
    if (!find(library, "omp_set_num_threads", &onednn.omp_set_num_threads)) return 0;
    void *pause = dlsym(library, "omp_pause_resource_all");
    memcpy(&onednn.omp_pause_resource_all, &pause, sizeof pause);
    return 1;
}

int succeeded(dnnl_status_t status, const char *function) {
    return status == dnnl_success || fail("%s: %s", function, onednn.dnnl_status2str(status));
}
