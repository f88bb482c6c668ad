/* files.c: files that may be anything, and files that are written whole. */
#define _XOPEN_SOURCE 700  // realpath
#include "files.h"

#include "text.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

// What Windows calls otherwise or does not have. (It is compiled for Windows, and
// was never run there; in WSL all of this is Linux.) In a page of the book, which
// is built for WASI, there are no modes and no links either.
#ifdef _WIN32
#include <io.h>
#define fsync(fd) _commit(fd)
#endif
#if defined _WIN32 || defined __wasi__
#define fchmod(fd, mode) ((void)(fd), (void)(mode))
#define lstat(path, about) stat(path, about)
#undef S_ISLNK
#define S_ISLNK(mode) ((void)(mode), false)
#define realpath(path, to) ((void)(path), (char *)(to))
#endif
#ifndef O_BINARY
#define O_BINARY 0
#endif

bool error_set(Error *error, const char *format, ...) {
    if (error) {
        va_list args;
        va_start(args, format);
        vsnprintf(error->text, sizeof error->text, format, args);
        va_end(args);
    }
    return false;
}

/* ---- To read -------------------------------------------------------------- */

static const char *what_it_is(const struct stat *about) {
    return S_ISDIR(about->st_mode) ? tr("a directory", "是一个文件夹")
                                   : tr("not a regular file", "不是普通的文件");
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
            return file_refuse(f,
                               tr("is still packed; run gunzip %s.gz",
                                  "还没有解开；请运行 gunzip %s.gz"),
                               path);
        return file_refuse(f, tr("%s; %s", "%s；%s"), tr_error(why), advice);
    }
    if (!S_ISREG(about.st_mode))
        return file_refuse(f, tr("is %s", "%s"), what_it_is(&about));
    f->file = fopen(path, "rb");
    if (!f->file)
        return file_refuse(f, "%s", tr_error(errno));
    long end = fseek(f->file, 0, SEEK_END) == 0 ? ftell(f->file) : -1;
    if (end < 0 || fseek(f->file, 0, SEEK_SET) != 0)
        return file_refuse(f, tr("its size cannot be found", "不知道它有多大"));
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
    return error_set(f->error, tr("%s: %s", "%s：%s"), f->path, line.text);
}

bool file_read(const OldFile *f, void *to, size_t n) {
    return fread(to, 1, n, f->file) == n ||
           file_refuse(f, tr("could not be read to its end", "没能读到结尾"));
}

bool file_check_start(const OldFile *f, const unsigned char *bytes, size_t n,
                      const char *what, const char *then) {
    if (n >= 2 && bytes[0] == 0x1f && bytes[1] == 0x8b)
        return file_refuse(f, tr("this is gzip data; run gunzip",
                                 "这是 gzip 压缩过的；请运行 gunzip"));
    for (size_t i = 0; i < 5; i++)
        if (i >= n || bytes[i] < ' ' || bytes[i] > '~')
            return true;
    return file_refuse(
        f, tr("not %s (starts with \"%.5s\")%s", "不是%s（开头是“%.5s”）%s"),
        what, (const char *)bytes, then);
}

/* ---- To write -------------------------------------------------------------- */

// The parts that are on the disk now, for a program that is ended by a signal.
enum { MOST_PARTS = 16 };
static char *volatile parts[MOST_PARTS];

#if defined _WIN32 || defined __wasi__
static void watch_signals(void) {}
#else
static void remove_parts(int number) {
    for (int i = 0; i < MOST_PARTS; i++)
        if (parts[i])
            unlink(parts[i]);
    signal(number, SIG_DFL);
    raise(number);
}

// (A caller's own handlers stay; SIGXFSZ is left out, so that a file that may
// not grow any more is an error as a full disk is.)
static void watch_signals(void) {
    static const int ends[] = {SIGINT, SIGTERM, SIGHUP, SIGPIPE, SIGXFSZ};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        struct sigaction now, ours = {.sa_handler = remove_parts};
        if (ends[i] == SIGXFSZ)
            ours.sa_handler = SIG_IGN;
        if (sigaction(ends[i], NULL, &now) == 0 && now.sa_handler == SIG_DFL)
            sigaction(ends[i], &ours, NULL);
    }
}
#endif

static void remember_part(char *part) {
    for (int i = 0; i < MOST_PARTS; i++)
        if (!parts[i]) {
            parts[i] = part;
            return;
        }
}

static void forget(NewFile *f) {
    for (int i = 0; i < MOST_PARTS; i++)
        if (parts[i] && parts[i] == f->part)
            parts[i] = NULL;
    free(f->path);  // part lies in the same memory
    *f = (NewFile){0};
}

// What is there under that name may be replaced, or there is nothing.
static bool check_place(const char *path, const char *advice, mode_t *mode,
                        Error *error) {
    struct stat about;
    *mode = 0;
    if (stat(path, &about) != 0)
        return errno == ENOENT || errno == ENOTDIR ||
               error_set(error, tr("%s: %s; %s", "%s：%s；%s"), path,
                         tr_error(errno), advice);
    if (!S_ISREG(about.st_mode))
        return error_set(error, tr("%s: is %s; %s", "%s：%s；%s"), path,
                         what_it_is(&about), advice);
    *mode = about.st_mode & 0777;
    // (root may write anything; that somebody forbade it counts all the same.)
    return ((*mode & 0222) && access(path, W_OK) == 0) ||
           error_set(error,
                     tr("%s: may not be written; %s", "%s：不允许写；%s"), path,
                     advice);
}

// Takes a name that nobody has; a planted link is no more than a name. Returns
// its descriptor, or -1.
static int take_part(NewFile *f) {
    size_t room = strlen(f->path) + sizeof ".999.part";
    for (int n = 0; n < 1000; n++) {
        if (n == 0)
            snprintf(f->part, room, "%s.part", f->path);
        else
            snprintf(f->part, room, "%s.%d.part", f->path, n);
        int fd = open(f->part, O_WRONLY | O_CREAT | O_EXCL | O_BINARY, 0666);
        if (fd >= 0 || errno != EEXIST)
            return fd;
    }
    return -1;
}

static bool open_part(NewFile *f, mode_t mode) {
    int fd = take_part(f);
    if (fd < 0)
        return false;
    remember_part(f->part);
    if (mode)
        fchmod(fd, mode);  // (where that is not allowed, it is a new file's)
    f->file = fdopen(fd, "wb");
    if (f->file)
        return true;
    close(fd);
    unlink(f->part);
    return false;
}

// The file's own name, and room for that of a part behind it.
static bool name_file(NewFile *f, const char *name) {
    size_t length = strlen(name) + 1;
    f->path = mem_try(NULL, 2 * length + sizeof ".999.part", 1);
    if (!f->path)
        return false;
    f->part = f->path + length;
    memcpy(f->path, name, length);
    return true;
}

bool file_begin(NewFile *f, const char *path, const char *advice,
                Error *error) {
    mode_t mode;
    struct stat about;
    *f = (NewFile){0};
    if (!check_place(path, advice, &mode, error))
        return false;
    bool link = lstat(path, &about) == 0 && S_ISLNK(about.st_mode);
    char *target = link ? realpath(path, NULL) : NULL;
    if (link && !target)
        return error_set(
            error,
            tr("%s: is a link to nothing; %s", "%s：是一个没有去处的链接；%s"),
            path, advice);
    bool named = name_file(f, link ? target : path);
    free(target);
    if (!named)
        return error_set(error, tr("%s: out of memory", "%s：内存不够"), path);
    watch_signals();
    if (open_part(f, mode))
        return true;
    error_set(error, tr("%s: %s; %s", "%s：%s；%s"), path, tr_error(errno),
              advice);
    forget(f);
    return false;
}

// (A file system that has no fsync says EINVAL; there is no more to be had.)
static bool reached_disk(FILE *file) {
    return fsync(fileno(file)) == 0 || errno == EINVAL;
}

// Everything handed to the system, and no error on the way.
static bool flushed(const NewFile *f) {
    bool good = fflush(f->file) == 0 && !ferror(f->file);
    good = good && (!f->on_disk || reached_disk(f->file));
    return (fclose(f->file) == 0) && good;
}

bool file_finish(NewFile *f, const char *advice, Error *error) {
    bool good = flushed(f);
    f->file = NULL;
    if (!good)
        error_set(
            error,
            tr("%s: could not be written (is the disk full?); the old file is unchanged",
               "%s：写不进去（磁盘满了吗？）；原来的文件没有动"),
            f->path);
    else if (rename(f->part, f->path) != 0)
        good = error_set(error, tr("%s: %s; %s", "%s：%s；%s"), f->path,
                         tr_error(errno), advice);
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
