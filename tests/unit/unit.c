/* unit.c: runs every suite, or those named on the command line, and ends with
 * one line: how many tests passed and failed.
 */
#include "suites.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_SUITES = 100 };
static struct {
    const char *name;
    void (*fill)(Suite *s);
} all[MOST_SUITES];
static int suites;

void suite_known(const char *name, void (*fill)(Suite *s)) {
    if (suites == MOST_SUITES)
        abort();
    all[suites].name = name;
    all[suites++].fill = fill;
}

static int by_name(const void *a, const void *b) {
    const char *const *left = a, *const *right = b;  // a name comes first
    return strcmp(*left, *right);
}

// Adds the suites of this name (NULL: all), and says how many.
static int add(SRunner *runner, const char *name) {
    int added = 0;
    for (int i = 0; i < suites; i++)
        if (!name || strcmp(all[i].name, name) == 0) {
            Suite *s = suite_create(all[i].name);
            all[i].fill(s);
            srunner_add_suite(runner, s);
            added++;
        }
    return added;
}

int main(int argc, char **argv) {
    setvbuf(stdout, NULL, _IOLBF, 0);  // a line is shown when it is said
    SRunner *runner = srunner_create(NULL);
    qsort(all, (size_t)suites, sizeof *all, by_name);
    if (argc < 2)
        add(runner, NULL);
    for (int i = 1; i < argc; i++)
        if (add(runner, argv[i]) == 0) {
            fprintf(stderr,
                    "%s: there is no suite named %s; there are:", argv[0],
                    argv[i]);
            for (int k = 0; k < suites; k++)
                fprintf(stderr, " %s", all[k].name);
            fprintf(stderr, "\n");
            return 2;
        }
    srunner_run_all(runner, CK_ENV);
    int run = srunner_ntests_run(runner),
        failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    printf("%d passed, %d failed\n", run - failed, failed);
    return failed == 0 && run > 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
