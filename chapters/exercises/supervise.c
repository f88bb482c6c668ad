/* supervise.c: runs the program that checks an exercise, and has the last word.
 *
 *     supervise SECONDS MEGABYTES PROGRAM
 *
 * PROGRAM holds a beginner's code, so it may do anything: run for ever, stop,
 * print without end, fill the memory, leave a child behind, end itself in the
 * middle. It gets limits of time, memory (0 megabytes: none) and files, and a
 * process group of its own that is killed with it; what it prints is passed on
 * up to a limit. PROGRAM is given a word that nobody can guess, and says it on
 * its descriptor 3 when its last check was as expected; other lines there are
 * sentences for the reader.
 * Exit status: 0 solved, 3 not yet, 1 could not be run on this machine.
 */
#include "../common/text.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { SOLVED = 0, BROKEN = 1, NOT_YET = 3 };
enum { MOST_PRINTED = 20000, MOST_SAID = 4000 };  // letters

static volatile sig_atomic_t group;  // of the program, while it runs

// Ctrl-C reaches only us: the program is in another group.
static void pass_on_signal(int signal_number) {
    if (group > 0)
        kill(-(pid_t)group, SIGKILL);
    _exit(128 + signal_number);
}

// ---- Sentences -------------------------------------------------------------

static void print_wrapped(const char *text) {
    printf("  ");
    text_wrapped(text, 78, "  ");
}

static void say(const char *format, ...) {
    char text[500];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    print_wrapped(text);
}

// ---- The program -----------------------------------------------------------

typedef struct {
    pid_t child;
    int status;
    bool ended, late;       // was it still running when its time was over?
    struct pollfd from[2];  // what it prints, and what it says to us
    long printed;           // letters
    char last;              // of them
    char said[MOST_SAID + 1];
    size_t said_length;
} Run;

static void limit(int resource, rlim_t most) {
    struct rlimit old;
    if (getrlimit(resource, &old) == 0 && old.rlim_max < most)
        most = old.rlim_max;
    setrlimit(resource, &(struct rlimit){most, most});
}

// In the child: never returns.
static void become(char *program, char *word, const int *prints,
                   const int *says, int seconds, int megabytes) {
    int nothing = open("/dev/null", O_RDONLY);
    setpgid(0, 0);
    dup2(nothing, STDIN_FILENO);
    dup2(prints[1], STDOUT_FILENO);
    if (says[1] != 3)
        dup2(says[1], 3);
    for (int open_file = 4; open_file < 64; open_file++)
        close(open_file);
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_CPU, (rlim_t)seconds + 1);
    limit(RLIMIT_FSIZE, 16 << 20);
#ifdef RLIMIT_AS
    if (megabytes > 0)
        limit(RLIMIT_AS, (rlim_t)megabytes << 20);
#endif
    for (int s = 1; s < 32; s++)  // (an ignored signal would stay ignored)
        signal(s, SIG_DFL);
    execl(program, program, word, (char *)NULL);
    _exit(127);
}

static bool start(Run *r, char *program, char *word, int seconds,
                  int megabytes) {
    int prints[2], says[2];
    if (pipe(prints) != 0 || pipe(says) != 0)
        return false;
    fflush(stdout);
    if ((r->child = fork()) < 0)
        return false;
    if (r->child == 0)
        become(program, word, prints, says, seconds, megabytes);
    setpgid(r->child, r->child);  // whoever of the two is first
    group = (sig_atomic_t)r->child;
    close(prints[1]);
    close(says[1]);
    r->from[0] = (struct pollfd){prints[0], POLLIN, 0};
    r->from[1] = (struct pollfd){says[0], POLLIN, 0};
    for (int i = 0; i < 2; i++)
        fcntl(r->from[i].fd, F_SETFL, O_NONBLOCK);
    return true;
}

static void take_printed(Run *r, const char *text, size_t n) {
    size_t left =
        r->printed < MOST_PRINTED ? (size_t)(MOST_PRINTED - r->printed) : 0;
    fwrite(text, 1, n < left ? n : left, stdout);
    fflush(stdout);
    if (left > 0)
        r->last = text[(n < left ? n : left) - 1];
    r->printed += (long)n;
}

static void take_said(Run *r, const char *text, size_t n) {
    size_t left = MOST_SAID - r->said_length;
    n = n < left ? n : left;
    memcpy(r->said + r->said_length, text, n);
    r->said_length += n;
}

// Takes what is there to read, without waiting for more; a limit, so that
// printing without end does not keep us from looking at the clock.
static void take(Run *r) {
    char text[4096];
    for (int i = 0; i < 2; i++)
        for (int rounds = 0; r->from[i].fd >= 0 && rounds < 64; rounds++) {
            ssize_t n = read(r->from[i].fd, text, sizeof text);
            if (n > 0 && i == 0)
                take_printed(r, text, (size_t)n);
            else if (n > 0)
                take_said(r, text, (size_t)n);
            if (n == 0) {  // closed: nothing more to poll for
                close(r->from[i].fd);
                r->from[i].fd = -1;
            }
            if (n <= 0)
                break;
        }
}

static double seconds_now(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

// Until it has ended, or stopped, or its time is over; then kills what is left
// of its group. (Whoever still holds the pipes is not waited for.)
static void watch(Run *r, int seconds) {
    double end = seconds_now() + seconds;
    while (!r->ended && !r->late) {
        // With both pipes closed it is about to end.
        poll(r->from, 2, r->from[0].fd < 0 && r->from[1].fd < 0 ? 2 : 50);
        take(r);
        r->ended = waitpid(r->child, &r->status, WNOHANG | WUNTRACED) != 0;
        r->late = seconds_now() > end;
    }
    kill(-r->child, SIGKILL);
    if (!r->ended || WIFSTOPPED(r->status)) {
        kill(r->child, SIGKILL);  // (it may have left the group)
        waitpid(r->child, r->ended ? &(int){0} : &r->status, 0);
    }
    group = 0;
    take(r);
}

// ---- The verdict -----------------------------------------------------------

// Prints the sentences; true if the last of them is the word.
static bool speak(Run *r, const char *word) {
    char *line = r->said, *end;
    r->said[r->said_length] = '\0';
    for (; (end = strchr(line, '\n')); line = end + 1) {
        *end = '\0';
        if (strcmp(line, word) == 0)
            return true;
        print_wrapped(line);
    }
    return false;
}

static void say_how_it_ended(const Run *r, int seconds) {
    int signal_number = WIFSIGNALED(r->status) ? WTERMSIG(r->status) : 0;
    if ((r->late && !r->ended) || signal_number == SIGXCPU)
        say(tr("Still running after %d seconds: a loop that never ends?",
               "过了 %d 秒还在运行：有一个循环永远不停？"),
            seconds);
    else if (WIFSTOPPED(r->status))
        say(tr("Your code stopped the whole program (%s).",
               "你的代码让整个程序停住了（%s）。"),
            strsignal(WSTOPSIG(r->status)));
    else if (signal_number == SIGFPE)
        say(tr("It crashed: a whole number was divided by 0.",
               "程序崩溃了：整数除以 0。"));
    else if (signal_number == SIGILL || signal_number == SIGTRAP)
        say(tr(
            "It was stopped at an index outside an array: does a loop run one "
            "too far, or is there a -1?",
            "程序被拦下了：数组的下标越界。是不是循环多跑了一次，或者用了 -1？"));
    else if (signal_number == SIGXFSZ)
        say(tr("It was stopped: it wrote a file of more than 16 megabytes.",
               "程序被拦下了：它写的文件超过 16 MB。"));
    else if (signal_number)
        say(tr("It crashed (%s): an index outside an array, a pointer never set, "
               "a function that calls itself for ever, or too much memory?",
               "程序崩溃了（%s）：数组下标越界，指针没有赋过值，函数没完没了地调用自己，还是内存用得太多？"),
            strsignal(signal_number));
    else if (r->said_length == 0)
        say(tr("Your code ended the whole program (exit): use return.",
               "你的代码结束了整个程序（exit）：请用 return。"));
}

static void make_word(char *word, size_t size) {
    unsigned long long number = 0;
    FILE *chance = fopen("/dev/urandom", "rb");
    if (!chance || fread(&number, sizeof number, 1, chance) != 1)
        number = (unsigned long long)time(NULL) * 1000003u +
                 (unsigned long long)getpid();
    if (chance)
        fclose(chance);
    snprintf(word, size, "solved %016llx", number);
}

int main(int count, char **arguments) {
    int seconds = count == 4 ? atoi(arguments[1]) : 0;
    if (seconds < 1) {
        fprintf(stderr, "usage: supervise SECONDS MEGABYTES PROGRAM\n");
        return 2;
    }
    int megabytes = atoi(arguments[2]);
    int ends[] = {SIGINT, SIGTERM, SIGHUP, SIGPIPE};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        signal(ends[i], pass_on_signal);
    signal(SIGCHLD, SIG_DFL);
    Run r = {.last = '\n'};
    char word[40];
    make_word(word, sizeof word);
    if (!start(&r, arguments[3], word, seconds, megabytes)) {
        say(tr("The check could not be run on this machine.",
               "检查程序在这台机器上运行不了。"));
        return BROKEN;
    }
    watch(&r, seconds);
    if (r.last != '\n')
        printf("\n");
    if (r.printed > MOST_PRINTED)
        say(tr("… and %ld letters more, which are left out.",
               "…… 还有 %ld 个字符，不再列出。"),
            r.printed - MOST_PRINTED);
    if (speak(&r, word))
        return SOLVED;
    if (WIFEXITED(r.status) && WEXITSTATUS(r.status) == 127) {
        say(tr("The check could not be run on this machine.",
               "检查程序在这台机器上运行不了。"));
        return BROKEN;
    }
    say_how_it_ended(&r, seconds);
    return NOT_YET;
}
