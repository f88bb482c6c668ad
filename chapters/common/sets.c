/* sets.c: which images a chapter works on. */
#include "sets.h"

#include "digits.h"
#include "text.h"

#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { LONGEST_PATH = 4096, PAIR = 2 };

// As they are called, and as other mirrors have them.
static const char *const mnist_files[][2] = {
    {"train-images-idx3-ubyte", "train-images.idx3-ubyte"},
    {"train-labels-idx1-ubyte", "train-labels.idx1-ubyte"},
    {"t10k-images-idx3-ubyte", "t10k-images.idx3-ubyte"},
    {"t10k-labels-idx1-ubyte", "t10k-labels.idx1-ubyte"}};

static bool is_file(const char *path, const char *end) {
    char whole[LONGEST_PATH + 8];
    struct stat about;
    snprintf(whole, sizeof whole, "%s%s", path, end);
    return stat(whole, &about) == 0 && !S_ISDIR(about.st_mode);
}

// A file under one of its two names, in the folder or in a folder of such a
// name; `end` is "" or ".gz". Where there is none, path is where it should be.
static bool locate(char *path, const char *folder, const char *const *name,
                   const char *end) {
    for (int k = 0; k < 4; k++) {
        snprintf(path, LONGEST_PATH, "%s/%s/%s", folder, name[k / 2],
                 name[k % 2]);
        if (is_file(path, end))
            return true;
    }
    for (int k = 1; k >= 0; k--) {
        snprintf(path, LONGEST_PATH, "%s/%s", folder, name[k]);
        if (is_file(path, end))
            return true;
    }
    return false;
}

static bool load_pair(Dataset *d, const char *folder,
                      const char *const (*name)[2], int most, Error *e) {
    char path[PAIR][LONGEST_PATH];
    // (file_open says what there is to say about a file that is not there.)
    for (int k = 0; k < PAIR; k++)
        if (!locate(path[k], folder, name[k], ""))
            locate(path[k], folder, name[k], ".gz");
    return dataset_load_idx(d, path[0], path[1], most, e);
}

static bool load_folder(Dataset *train, Dataset *test, const char *folder,
                        const int *most, Error *e) {
    if (strlen(folder) + 64 > LONGEST_PATH)
        return error_set(
            e,
            tr("the name of the folder is too long (%zu characters)",
               "文件夹的名字太长（%zu 个字符）"),
            strlen(folder));
    if (!load_pair(train, folder, mnist_files, most[0], e))
        return false;
    if (load_pair(test, folder, mnist_files + PAIR, most[1], e)) {
        bool mnist = train->kind == DATA_MNIST && test->kind == DATA_MNIST_TEST;
        train->kind = test->kind = mnist ? DATA_MNIST : DATA_OTHER;
        if (train->rows == test->rows && train->cols == test->cols)
            return true;
        error_set(e,
                  tr("%s: training images are %dx%d but test images %dx%d",
                     "%s：训练图像是 %dx%d，测试图像却是 %dx%d"),
                  folder, train->rows, train->cols, test->rows, test->cols);
        dataset_free(test);
    }
    dataset_free(train);
    return false;
}

// Something of MNIST, by its name: not our script, nor a file that is on its
// way.
static bool is_part_of_mnist(const char *name) {
    char small[64];
    size_t n = 0;
    for (; name[n] && n + 1 < sizeof small; n++)
        small[n] = (char)tolower((unsigned char)name[n]);
    small[n] = '\0';
    bool on_its_way = n > 5 && strcmp(small + n - 5, ".part") == 0;
    return (strstr(small, "mnist") || strstr(small, "ubyte")) && !on_its_way &&
           strcmp(small, "fetch_mnist.sh") != 0;
}

// Is anything of MNIST in the folder? Then the reader hears of it when it is
// not a whole set.
static bool holds_any(const char *folder) {
    DIR *d = opendir(folder);
    if (!d)
        return errno != ENOENT;
    bool any = false;
    for (struct dirent *f; !any && (f = readdir(d));)
        any = is_part_of_mnist(f->d_name);
    closedir(d);
    return any;
}

bool dataset_find(Dataset *train, Dataset *test, const char *data_option,
                  int train_count, int test_count, uint64_t seed, Error *e) {
    const char *variable = getenv("MNIST_DIR");
    int most[2] = {train_count, test_count};
    *train = *test = (Dataset){0};
    bool drawn = data_option && strcmp(data_option, "drawn") == 0;
    if (data_option && !drawn)
        return load_folder(train, test, data_option, most, e);
    if (variable && *variable && !drawn)
        return load_folder(train, test, variable, most, e);
    if (!drawn && holds_any("data"))
        return load_folder(train, test, "data", most, e);
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

// What a chapter cannot work with is said before it begins.
static bool check_set(const Chapter *c, const Dataset *d, Error *e) {
    size_t n = (size_t)d->count * (size_t)d->rows * (size_t)d->cols, same = 1;
    if (!c->any_size && (d->rows != 28 || d->cols != 28))
        return error_set(
            e,
            tr("these images are %dx%d, and this chapter counts on 28x28; chapters 13, 15 and 16 take any size",
               "这些图像是 %dx%d 的，而这一章只用 28x28 的；第 13、15、16 章可以用任何大小"),
            d->rows, d->cols);
    while (same < n && d->image[same] == d->image[0])
        same++;
    return same < n || n == 1 ||
           error_set(e,
                     tr("these images are blank: every pixel is %d",
                        "这些图像是空白的：每个像素都是 %d"),
                     d->image[0]);
}

bool chapter_data(Chapter *c, const char *folder, int train_count,
                  int test_count, Dataset *train, Dataset *test) {
    Error e;
    if (c->quick) {
        train_count = train_count < 1000 ? train_count : 1000;
        test_count = test_count < 1000 ? test_count : 1000;
    }
    bool found =
        dataset_find(train, test, folder, train_count, test_count, c->seed, &e);
    if (!found || !check_set(c, train, &e)) {
        chapter_trouble(c, &e);
        dataset_free(train);
        dataset_free(test);
        return false;
    }
    c->mnist = train->kind == DATA_MNIST;
    // (Not the folder: the story is the same wherever the files lie.)
    if (!c->checked)
        printf(tr("Data: %s.\n\n", "数据：%s。\n\n"), dataset_name(train));
    return true;
}

int chapter_on_images(int argc, char **argv, const OnImages *o) {
    Chapter c;
    Dataset set, test;
    if (!chapter_begin(&c, argc, argv, o->stem, o->title, o->options))
        return c.status;
    if (chapter_data(&c, *o->folder, o->images, o->tests, &set, &test)) {
        o->tell(&c, &set, &test);
        dataset_free(&set);
        dataset_free(&test);
    }
    return chapter_end(&c);
}
