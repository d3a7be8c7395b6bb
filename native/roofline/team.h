// Threads that start their work together.
#ifndef TEAM_H
#define TEAM_H

// What each thread of a team does; `thread` counts from 0.
struct task {
    // Once, before the first run, by the thread that will run; null for nothing.
    void (*prepare)(int thread, int threads, void *context);
    // The timed part.
    void (*run)(int thread, int threads, void *context);
    void *context;
};

// Nanoseconds on a clock that never jumps.
double clock_ns(void);

// Runs a task in all threads at once, `repetitions` times.
// Returns the nanoseconds of the fastest time, from the first start to the last end, or a negative
// number when the threads cannot be had.
double run_team(int threads, int repetitions, const struct task *task);

// How many threads can run at once: the processors that this process may use.
int usable_processors(void);

#endif
