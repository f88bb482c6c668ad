/* files.h: files that come from outside and may be anything, and files that are
 * written whole or not at all. What all readers and writers here share.
 */
#ifndef DOWNHILL_FILES_H
#define DOWNHILL_FILES_H

#include "../../lib/base.h"

#include <stdio.h>

/* A file that is being read. */
typedef struct OldFile {
    FILE *file;        // NULL when it could not be opened
    const char *path;  // not owned
    Error *error;      // where file_refuse puts its line; not owned
    size_t size;       // bytes
} OldFile;

/* Opens a regular file. False and *error when there is none (the line ends with
 * the advice), or when it is a folder, a FIFO, a device. file_close either way.
 */
bool file_open(OldFile *f, const char *path, const char *advice, Error *error);
void file_close(OldFile *f);

/* Says what is wrong with the file, after its name; returns false. */
bool file_refuse(const OldFile *f, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* The next n bytes; false and *error when they are not there. */
bool file_read(const OldFile *f, void *to, size_t n);

/* Refuses two kinds of file by their first n bytes: gzip, and text, such as the
 * page of a download that failed, which is "not WHAT (starts with …)THEN".
 * True when it is neither.
 */
bool file_check_start(const OldFile *f, const unsigned char *bytes, size_t n,
                      const char *what, const char *then);

/* A file that is being written, under a temporary name in the same folder. */
typedef struct NewFile {
    FILE *file;         // write to it; errors are found by file_finish
    char *path, *part;  // the name it will have, and has now; owned
} NewFile;

/* The line of an error ends with the advice when another place would do. A
 * folder or a device of that name is not replaced.
 */
bool file_begin(NewFile *f, const char *path, const char *advice, Error *error);

/* Gives the file its name when everything has reached the system. Otherwise the
 * old file, if there was one, is as it was.
 */
bool file_finish(NewFile *f, const char *advice, Error *error);

/* Forgets what has been written; the old file is as it was. */
void file_discard(NewFile *f);

#endif
