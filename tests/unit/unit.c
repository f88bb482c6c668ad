/* unit.c: runs every suite, or those named on the command line, and ends with
 * one line: how many tests passed and failed.
 */
#include "suites.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct {
    const char *name;
    Suite *(*suite)(void);
} all[] = {
    {"base", base_suite},
    {"elementary", elementary_suite},
    {"scalar", scalar_suite},
    {"parallel", parallel_suite},
    {"matmul", matmul_suite},
    {"tensor", tensor_suite},
    {"engines", engines_suite},
    {"random", random_suite},
    {"optim", optim_suite},
    {"nn", nn_suite},
    {"gradcheck", gradcheck_suite},
    {"picture", picture_suite},
    {"images", images_suite},
    {"learner", learner_suite},
    {"model_file", model_file_suite},
    {"figure", figure_suite},
    {"story", story_suite},
    {"faults", faults_suite},
};
enum { SUITES = sizeof all / sizeof *all };

static int wanted(const char *name, int argc, char **argv) {
    for (int i = 1; i < argc; i++)
        if (strcmp(argv[i], name) == 0)
            return 1;
    return argc < 2;
}

int main(int argc, char **argv) {
    SRunner *runner = srunner_create(NULL);
    int suites = 0;
    for (int i = 0; i < SUITES; i++)
        if (wanted(all[i].name, argc, argv)) {
            srunner_add_suite(runner, all[i].suite());
            suites++;
        }
    if (suites == 0) {
        fprintf(stderr, "%s: there is no suite named %s\n", argv[0], argv[1]);
        return 2;
    }
    srunner_run_all(runner, CK_ENV);
    int run = srunner_ntests_run(runner),
        failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    printf("%d passed, %d failed\n", run - failed, failed);
    return failed == 0 && run > 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
