// What went wrong last, told in one line.
#ifndef FAILURE_H
#define FAILURE_H

// Notes what went wrong. Returns 0, which every function here returns when it fails.
__attribute__((format(printf, 1, 2))) int fail(const char *format, ...);

// Without control characters, whatever was put into it.
const char *last_failure(void);

#endif
