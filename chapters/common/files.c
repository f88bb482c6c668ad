/* files.c: files that may be anything, and files that are written whole. */
#include "files.h"

#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- To read -------------------------------------------------------------- */

static const char *what_it_is(const struct stat *about) {
    return S_ISDIR(about->st_mode) ? "a directory" : "not a regular file";
}

// Is the file there only as it came, packed?
static bool is_packed(const char *path) {
    char packed[4096 + 4];
    int n = snprintf(packed, sizeof packed, "%s.gz", path);
    return n > 0 && (size_t)n < sizeof packed && access(packed, F_OK) == 0;
}

// A FIFO would keep us waiting when it is opened, so we look first.
bool file_open(OldFile *f, const char *path, const char *advice, Error *error) {
    struct stat about;
    *f = (OldFile){NULL, path, error, 0};
    if (stat(path, &about) != 0) {
        int why = errno;
        if (is_packed(path))
            return file_refuse(f, "is still packed; run gunzip %s.gz", path);
        return file_refuse(f, "%s; %s", strerror(why), advice);
    }
    if (!S_ISREG(about.st_mode))
        return file_refuse(f, "is %s", what_it_is(&about));
    f->file = fopen(path, "rb");
    if (!f->file)
        return file_refuse(f, "%s", strerror(errno));
    long end = fseek(f->file, 0, SEEK_END) == 0 ? ftell(f->file) : -1;
    if (end < 0 || fseek(f->file, 0, SEEK_SET) != 0)
        return file_refuse(f, "its size cannot be found");
    f->size = (size_t)end;
    return true;
}

void file_close(OldFile *f) {
    if (f->file)
        fclose(f->file);
    f->file = NULL;
}

bool file_refuse(const OldFile *f, const char *format, ...) {
    Error line;
    va_list args;
    va_start(args, format);
    vsnprintf(line.text, sizeof line.text, format, args);
    va_end(args);
    return error_set(f->error, "%s: %s", f->path, line.text);
}

bool file_read(const OldFile *f, void *to, size_t n) {
    return fread(to, 1, n, f->file) == n ||
           file_refuse(f, "could not be read to its end");
}

bool file_check_start(const OldFile *f, const unsigned char *bytes, size_t n,
                      const char *what, const char *then) {
    if (n >= 2 && bytes[0] == 0x1f && bytes[1] == 0x8b)
        return file_refuse(f, "this is gzip data; run gunzip");
    for (size_t i = 0; i < 5; i++)
        if (i >= n || bytes[i] < ' ' || bytes[i] > '~')
            return true;
    return file_refuse(f, "not %s (starts with \"%.5s\")%s", what,
                       (const char *)bytes, then);
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
