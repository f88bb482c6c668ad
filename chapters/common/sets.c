/* sets.c: which images a chapter works on. */
#include "sets.h"

#include "digits.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { LONGEST_PATH = 4096 };

static const char *const mnist_files[4] = {
    "train-images-idx3-ubyte", "train-labels-idx1-ubyte",
    "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"};

static bool join(char *path, const char *folder, const char *file, Error *e) {
    int n = snprintf(path, LONGEST_PATH, "%s/%s", folder, file);
    if (n >= 0 && n < LONGEST_PATH)
        return true;
    return error_set(e, "the name of the folder is too long (%zu characters)",
                     strlen(folder));
}

static bool load_part(Dataset *d, const char *folder, const char *kind,
                      const char *const *files, int most, Error *e) {
    char images[LONGEST_PATH], labels[LONGEST_PATH];
    if (!join(images, folder, files[0], e) ||
        !join(labels, folder, files[1], e) ||
        !dataset_load_idx(d, images, labels, most, e))
        return false;
    snprintf(d->source, sizeof d->source, "%s (%.200s)", kind, folder);
    return true;
}

static bool load_folder(Dataset *train, Dataset *test, const char *folder,
                        const char *kind, const int *most, Error *e) {
    if (!load_part(train, folder, kind, mnist_files, most[0], e))
        return false;
    if (load_part(test, folder, kind, mnist_files + 2, most[1], e)) {
        if (train->rows == test->rows && train->cols == test->cols)
            return true;
        error_set(e, "%s: training images are %dx%d but test images %dx%d",
                  folder, train->rows, train->cols, test->rows, test->cols);
        dataset_free(test);
    }
    dataset_free(train);
    return false;
}

// Is there none of MNIST's files in the folder? (One or three is an accident
// that the reader should hear of.)
static bool is_absent(const char *folder) {
    char path[LONGEST_PATH];
    struct stat about;
    for (int i = 0; i < 4; i++)
        if (join(path, folder, mnist_files[i], NULL) && stat(path, &about) == 0)
            return false;
    return true;
}

bool dataset_find(Dataset *train, Dataset *test, const char *data_option,
                  int train_count, int test_count, uint64_t seed, Error *e) {
    const char *variable = getenv("MNIST_DIR");
    int most[2] = {train_count, test_count};
    *train = *test = (Dataset){0};
    bool drawn = data_option && strcmp(data_option, "drawn") == 0;
    if (data_option && !drawn)
        return load_folder(train, test, data_option, "IDX files", most, e);
    if (variable && *variable && !drawn)
        return load_folder(train, test, variable, "MNIST", most, e);
    if (!drawn && !is_absent("data"))
        return load_folder(train, test, "data", "MNIST", most, e);
    // As many as MNIST has, so that "all of them" means the same.
    most[0] = most[0] < 60000 ? most[0] : 60000;
    most[1] = most[1] < 10000 ? most[1] : 10000;
    if (!dataset_draw(train, most[0], seed, e))
        return false;
    if (dataset_draw(test, most[1], ~seed, e))
        return true;
    dataset_free(train);
    return false;
}

bool chapter_data(Chapter *c, const char *folder, int train_count,
                  int test_count, Dataset *train, Dataset *test) {
    Error e;
    if (c->quick) {
        train_count = train_count < 1000 ? train_count : 1000;
        test_count = test_count < 1000 ? test_count : 1000;
    }
    if (!dataset_find(train, test, folder, train_count, test_count, c->seed,
                      &e)) {
        chapter_trouble(c, &e);
        return false;
    }
    // (Not the folder: the story is the same wherever the files lie.)
    int name = (int)strcspn(train->source, "(");
    name -= name > 0 && train->source[name - 1] == ' ';
    c->mnist = strncmp(train->source, "MNIST", 5) == 0;
    if (!c->checked)
        printf("Data: %.*s.\n\n", name, train->source);
    return true;
}

int chapter_on_images(int argc, char **argv, const char *stem,
                      const char *title, int train_count, int test_count,
                      void tell(Chapter *c, const Dataset *train,
                                const Dataset *test)) {
    Chapter c;
    const char *folder = NULL;
    const Option extra[] = {CHAPTER_DATA(&folder), {0}};
    if (!chapter_begin(&c, argc, argv, stem, title, extra))
        return c.status;
    Dataset train, test;
    if (chapter_data(&c, folder, train_count, test_count, &train, &test)) {
        tell(&c, &train, &test);
        dataset_free(&train);
        dataset_free(&test);
    }
    return chapter_end(&c);
}
