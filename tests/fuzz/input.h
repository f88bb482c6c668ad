/* input.h: files in memory, for what reads and writes files by name. (On a disk
 * a run takes a hundred times as long.) The harness is linked so that calls of
 * file_open, file_begin and file_finish come here.
 */
#ifndef DOWNHILL_FUZZ_INPUT_H
#define DOWNHILL_FUZZ_INPUT_H

#include "files.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

bool __wrap_file_open(OldFile *f, const char *path, const char *advice,
                      Error *error);
bool __wrap_file_begin(NewFile *f, const char *path, const char *advice,
                       Error *error);
bool __wrap_file_finish(NewFile *f, const char *advice, Error *error);

// The fuzzer's bytes under the names "input" and "second", what has been written
// under any other.
static struct {
    const uint8_t *input, *second;
    size_t input_bytes, second_bytes;
    char *written;
    size_t written_bytes;
} disk;

bool __wrap_file_open(OldFile *f, const char *path, const char *advice,
                      Error *error) {
    (void)advice;
    const void *at = disk.written;
    size_t n = disk.written_bytes;
    if (strcmp(path, "input") == 0)
        at = disk.input, n = disk.input_bytes;
    if (strcmp(path, "second") == 0)
        at = disk.second, n = disk.second_bytes;
    *f = (OldFile){NULL, path, error, n};
    // (fmemopen may refuse an empty buffer. It only reads from this one.)
    f->file =
        n ? fmemopen((void *)(uintptr_t)at, n, "rb") : fopen("/dev/null", "rb");
    return f->file || file_refuse(f, "cannot be opened");
}

bool __wrap_file_begin(NewFile *f, const char *path, const char *advice,
                       Error *error) {
    (void)path, (void)advice, (void)error;
    free(disk.written);
    disk.written = NULL;
    *f = (NewFile){.file = open_memstream(&disk.written, &disk.written_bytes)};
    return f->file != NULL;
}

bool __wrap_file_finish(NewFile *f, const char *advice, Error *error) {
    (void)advice, (void)error;
    return fclose(f->file) == 0;
}

#endif
