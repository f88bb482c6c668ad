/* fuzz_options.c: any bytes at all as the arguments of a chapter, one a line.
 * What is accepted lies in the limits that the option has.
 */
#include "story.h"
#include "trainer.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

enum { MOST = 16 };

// What a chapter prints goes nowhere; the fuzzer has its own stderr by then.
static void be_quiet(void) {
    static FILE *nowhere;
    if (nowhere)
        return;
    if (!(nowhere = fopen("/dev/null", "w")))
        abort();
    stdout = stderr = nowhere;
}

static void check(const Chapter *c, const TrainOptions *t) {
    bool good = c->seed < 2147483648 && c->status == 0 && t->epochs >= 0 &&
                t->epochs <= 1000000 && t->batch >= 0 && t->batch <= 60000 &&
                t->threads >= 0 && t->threads <= 64 && t->rate >= 0 &&
                t->rate < HUGE_VAL && t->hidden.n >= 0 &&
                t->hidden.n <= SIZES_MOST;
    for (int k = 0; k < t->hidden.n; k++)
        good = good && t->hidden.size[k] >= 1 && t->hidden.size[k] <= 10000;
    if (!good)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
    // (A copy, so that the sanitizer sees one byte too many.)
    char *text = malloc(size + 1), *argv[MOST + 1] = {"chapter"};
    int argc = 1;
    memcpy(text, bytes, size);
    text[size] = '\0';
    for (char *at = text; *at && argc < MOST; argc++) {
        argv[argc] = at;
        at += strcspn(at, "\n");
        if (*at)
            *at++ = '\0';
    }
    Chapter c;
    TrainOptions t = {0};
    const Option options[] = {
        CHAPTER_TWO_BUILDS(&c), CHAPTER_TRAINING(&t), {0}};
    be_quiet();
    if (chapter_begin(&c, argc, argv, "ch13_fuzz", "Any options", options))
        check(&c, &t);
    else if (c.status != 0 && c.status != 2)
        abort();
    free(text);
    return 0;
}
