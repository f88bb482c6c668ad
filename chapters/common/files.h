/* files.h: files that come from outside and may be anything, and files that are
 * written whole or not at all. What all readers and writers here share.
 */
#ifndef DOWNHILL_FILES_H
#define DOWNHILL_FILES_H

#include "../../lib/base.h"

#include <stdio.h>

/* A mistake in the world (a missing file, a full disk), in one line that names
 * the next step. A function that can meet one fills it and returns false; the
 * caller decides. (A mistake in the program is fatal: base.h.)
 */
typedef struct Error {
    char text[512];
} Error;

/* Fills *error (which may be NULL) and returns false, so that a function can
 * fail with `return error_set(error, "...")`.
 */
bool error_set(Error *error, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

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

/* A file that is being written, under a name that nobody has (PATH.part,
 * PATH.1.part, …) in the same folder.
 */
typedef struct NewFile {
    FILE *file;    // write to it; errors are found by file_finish
    bool on_disk;  // false at first; true: file_finish asks the disk (fsync)
    char *path, *part;  // the name it will have, and has now; owned
} NewFile;

/* The line of an error ends with the advice when another place would do. Where
 * path is a link, the file that it leads to is the one to be written. What is
 * not a file, and a file that may not be written, is not replaced. A program
 * that is ended by a signal meanwhile (Ctrl-C, SIGTERM, SIGHUP, SIGPIPE; not
 * SIGKILL) leaves no part; one that has reached a limit of size goes on, and the
 * error is found by file_finish.
 */
bool file_begin(NewFile *f, const char *path, const char *advice, Error *error);

/* Gives the file its name, and the mode of the old file if there was one, when
 * everything has reached the system, or with f->on_disk the disk. (A computer
 * that loses its power then has the new file or, where the folder had not been
 * written yet, the old one.) Otherwise the old file is as it was.
 */
bool file_finish(NewFile *f, const char *advice, Error *error);

/* Forgets what has been written; the old file is as it was. */
void file_discard(NewFile *f);

#endif
