/* bench_cold.c: W6, a whole process from its start to its end, and the most
 * memory it ever held. Runs the command REPEATS times and prints the medians:
 * seconds on the clock, seconds of the processor (the same on a machine where
 * nobody else works), MiB.
 *
 *     bench_cold REPEATS WHO COMMAND …
 */
#define _DEFAULT_SOURCE  // for wait4
#include "bench.h"

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

static void run(char **command) {
    int nowhere = open("/dev/null", O_WRONLY);
    dup2(nowhere, STDOUT_FILENO);
    execvp(command[0], command);
    _exit(127);
}

static double seconds_of(struct timeval t) {
    return (double)t.tv_sec + 1e-6 * (double)t.tv_usec;
}

int main(int argc, char **argv) {
    enum { MOST = 101 };
    double seconds[MOST], busy[MOST], mib[MOST];
    int repeats = argc > 3 ? atoi(argv[1]) : 0;
    for (int k = 0; k < repeats; k++) {
        double began = seconds_now();
        pid_t child = fork();
        if (child == 0)
            run(argv + 3);
        int status;
        struct rusage used;
        if (child < 0 || wait4(child, &status, 0, &used) < 0 || status != 0)
            return 1;
        seconds[k] = seconds_now() - began;
        busy[k] = seconds_of(used.ru_utime) + seconds_of(used.ru_stime);
        mib[k] = (double)used.ru_maxrss / 1024;
    }
    if (repeats < 1)
        return 1;
    printf("%s %.3f %.3f %.0f\n", argv[2], median(seconds, repeats),
           median(busy, repeats), median(mib, repeats));
    return 0;
}
