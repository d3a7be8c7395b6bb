#include "failure.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>

static char text[512];

int fail(const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    for (char *c = text; *c; c++) {
        if (iscntrl((unsigned char)*c)) *c = '?';
    }
    return 0;
}

const char *last_failure(void) {
    return text;
}
