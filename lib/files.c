/* files.c: files that may be anything, and files that are written whole. */
#include "files.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* ---- To read -------------------------------------------------------------- */

static const char *what_it_is(const struct stat *about) {
    return S_ISDIR(about->st_mode) ? "a directory" : "not a regular file";
}

// A FIFO would keep us waiting when it is opened, so we look first.
FILE *file_open(const char *path, const char *advice, Error *error) {
    struct stat about;
    if (stat(path, &about) != 0) {
        error_set(error, "%s: %s; %s", path, strerror(errno), advice);
        return NULL;
    }
    if (!S_ISREG(about.st_mode)) {
        error_set(error, "%s: is %s", path, what_it_is(&about));
        return NULL;
    }
    FILE *file = fopen(path, "rb");
    if (!file)
        error_set(error, "%s: %s", path, strerror(errno));
    return file;
}

bool file_is_text(const unsigned char *bytes, size_t n,
                  char start[FILE_START + 1]) {
    for (size_t i = 0; i < FILE_START; i++) {
        if (i >= n || bytes[i] < ' ' || bytes[i] > '~')
            return false;
        start[i] = (char)bytes[i];
    }
    start[FILE_START] = '\0';
    return true;
}

/* ---- To write ------------------------------------------------------------- */

static void forget(NewFile *f) {
    free(f->path);  // part lies in the same memory
    *f = (NewFile){0};
}

bool file_begin(NewFile *f, const char *path, const char *advice,
                Error *error) {
    struct stat about;
    size_t length = strlen(path) + 1, room = 2 * length + sizeof ".part";
    *f = (NewFile){0};
    if (stat(path, &about) == 0 && !S_ISREG(about.st_mode))
        return error_set(error, "%s: is %s; %s", path, what_it_is(&about),
                         advice);
    f->path = malloc(room);
    if (!f->path)
        return error_set(error, "%s: out of memory", path);
    f->part = f->path + length;
    memcpy(f->path, path, length);
    snprintf(f->part, room - length, "%s.part", path);
    f->file = fopen(f->part, "wb");
    if (f->file)
        return true;
    error_set(error, "%s: %s; %s", path, strerror(errno), advice);
    forget(f);
    return false;
}

// Everything handed to the system, and no error on the way.
static bool flushed(FILE *file) {
    bool good = fflush(file) == 0 && !ferror(file);
    return (fclose(file) == 0) && good;
}

bool file_finish(NewFile *f, const char *advice, Error *error) {
    bool good = flushed(f->file);
    f->file = NULL;
    if (!good)
        error_set(error,
                  "%s: could not be written (is the disk full?); the old file "
                  "is unchanged",
                  f->path);
    else if (rename(f->part, f->path) != 0)
        good = error_set(error, "%s: %s; %s", f->path, strerror(errno), advice);
    if (good)
        forget(f);
    else
        file_discard(f);
    return good;
}

void file_discard(NewFile *f) {
    if (f->file)
        fclose(f->file);
    if (f->part)
        remove(f->part);
    forget(f);
}
