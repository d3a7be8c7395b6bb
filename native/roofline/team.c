#include "team.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

// pthread_barrier_t wakes sleepers one after another, and macOS has none.
struct barrier {
    atomic_int arrived;
    atomic_int round;
};

struct team {
    int threads;
    int repetitions;
    const struct task *task;
    struct barrier barrier;
    // Told by the creator when all threads are there, or that they shall go home.
    atomic_int go;
    double *starts;
    double *ends;
    double fastest;
};

struct member {
    struct team *team;
    int thread;
};

enum { SPINS = 4096, WAIT = 0, START = 1, GO_HOME = 2 };

double clock_ns(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e9 + (double)now.tv_nsec;
}

static void wait_while(atomic_int *value, int old) {
    for (int spins = 0; atomic_load(value) == old; spins++) {
        // With more threads than processors the others must get theirs.
        if (spins > SPINS) sched_yield();
    }
}

static void meet(struct barrier *barrier, int threads) {
    int round = atomic_load(&barrier->round);
    if (atomic_fetch_add(&barrier->arrived, 1) == threads - 1) {
        atomic_store(&barrier->arrived, 0);
        atomic_fetch_add(&barrier->round, 1);
    } else {
        wait_while(&barrier->round, round);
    }
}

static double span(const struct team *team) {
    double first = team->starts[0];
    double last = team->ends[0];
    for (int i = 1; i < team->threads; i++) {
        if (team->starts[i] < first) first = team->starts[i];
        if (team->ends[i] > last) last = team->ends[i];
    }
    return last - first;
}

// Left to itself the system starts several threads on one processor and takes longer to part them
// than a run lasts. Fewer threads than processors stay free: which share a core, the system knows.
static void take_own_processor(const struct team *team, int thread) {
#ifdef __linux__
    cpu_set_t allowed;
    if (sched_getaffinity(0, sizeof allowed, &allowed) != 0) return;
    if (team->threads != CPU_COUNT(&allowed)) return;
    for (int cpu = 0; cpu < CPU_SETSIZE; cpu++) {
        if (CPU_ISSET(cpu, &allowed) && thread-- == 0) {
            cpu_set_t own;
            CPU_ZERO(&own);
            CPU_SET(cpu, &own);
            pthread_setaffinity_np(pthread_self(), sizeof own, &own);
            return;
        }
    }
#else
    (void)team;
    (void)thread;
#endif
}

static void *work(void *argument) {
    struct member *member = argument;
    struct team *team = member->team;
    const struct task *task = team->task;
    wait_while(&team->go, WAIT);
    if (atomic_load(&team->go) == GO_HOME) return NULL;
    take_own_processor(team, member->thread);
    if (task->prepare) task->prepare(member->thread, team->threads, task->context);
    for (int i = 0; i < team->repetitions; i++) {
        meet(&team->barrier, team->threads);
        team->starts[member->thread] = clock_ns();
        task->run(member->thread, team->threads, task->context);
        team->ends[member->thread] = clock_ns();
        meet(&team->barrier, team->threads);
        if (member->thread == 0) {
            double took = span(team);
            if (team->fastest < 0 || took < team->fastest) team->fastest = took;
        }
        // Nobody may write a new start before the first thread has read the old ones.
        meet(&team->barrier, team->threads);
    }
    return NULL;
}

double run_team(int threads, int repetitions, const struct task *task) {
    struct team team = {.threads = threads, .repetitions = repetitions, .task = task, .fastest = -1};
    pthread_t *handles = calloc((size_t)threads, sizeof *handles);
    struct member *members = calloc((size_t)threads, sizeof *members);
    team.starts = calloc((size_t)threads, sizeof *team.starts);
    team.ends = calloc((size_t)threads, sizeof *team.ends);
    int started = 0;
    if (handles && members && team.starts && team.ends) {
        while (started < threads) {
            members[started] = (struct member) {&team, started};
            if (pthread_create(&handles[started], NULL, work, &members[started]) != 0) break;
            started++;
        }
    }
    atomic_store(&team.go, started == threads ? START : GO_HOME);
    for (int i = 0; i < started; i++) pthread_join(handles[i], NULL);
    free(handles);
    free(members);
    free(team.starts);
    free(team.ends);
    return team.fastest;
}

int usable_processors(void) {
#ifdef __linux__
    cpu_set_t allowed;
    if (sched_getaffinity(0, sizeof allowed, &allowed) == 0) return CPU_COUNT(&allowed);
#endif
    long online = sysconf(_SC_NPROCESSORS_ONLN);
    return online < 1 ? 1 : (int)online;
}
