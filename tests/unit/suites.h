/* suites.h: the unit tests, one suite a file tests/test_NAME.c. */
#ifndef DOWNHILL_SUITES_H
#define DOWNHILL_SUITES_H

#include <check.h>

Suite *base_suite(void);
Suite *elementary_suite(void);
Suite *scalar_suite(void);
Suite *parallel_suite(void);
Suite *matmul_suite(void);
Suite *tensor_suite(void);
Suite *engines_suite(void);
Suite *random_suite(void);
Suite *optim_suite(void);
Suite *nn_suite(void);
Suite *gradcheck_suite(void);
Suite *images_suite(void);
Suite *learner_suite(void);
Suite *picture_suite(void);
Suite *model_file_suite(void);
Suite *figure_suite(void);
Suite *story_suite(void);
Suite *faults_suite(void);

#endif
