#include "picture.h"
#include "suites.h"
Suite *picture_suite(void) { return suite_create("picture"); }
