/* test_files.c: files that are written whole or not at all, whoever else writes
 * and whatever ends the program.
 */
#include "files.h"
#include "suites.h"
#include "support.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static const char *const path = "a.dat", *const part = "a.dat.part";

static void expect_file(const char *name, const char *text) {
    char got[100] = {0};
    FILE *f = fopen(name, "r");
    ck_assert_ptr_nonnull(f);
    fread(got, 1, sizeof got - 1, f);
    fclose(f);
    ck_assert_str_eq(got, text);
}

static void expect_no_part(void) {
    ck_assert_int_ne(access(part, F_OK), 0);
    ck_assert_int_ne(access("a.dat.1.part", F_OK), 0);
}

static NewFile begin(const char *text) {
    NewFile f;
    Error e = {""};
    ck_assert_msg(file_begin(&f, path, "ADVICE", &e), "%s", e.text);
    fputs(text, f.file);
    return f;
}

static void finish(NewFile *f) {
    Error e = {""};
    ck_assert_msg(file_finish(f, "ADVICE", &e), "%s", e.text);
}

static void expect_refused(const char *message) {
    NewFile f;
    Error e = {""};
    ck_assert(!file_begin(&f, path, "ADVICE", &e));
    ck_assert_str_eq(e.text, message);
    ck_assert_ptr_null(f.file);
}

START_TEST(two_writers_end_with_the_whole_of_one) {
    NewFile one = begin("one"), two = begin("the other");
    fflush(one.file);
    fflush(two.file);
    finish(&one);
    expect_file(path, "one");
    finish(&two);
    expect_file(path, "the other");
    one = begin("three"), two = begin("four");
    finish(&two);
    file_discard(&one);
    expect_file(path, "four");
    expect_no_part();
}
END_TEST

START_TEST(a_part_is_never_somebody_elses) {
    write_bytes("victim", "mine", 4);
    ck_assert_int_eq(symlink("victim", part), 0);
    ck_assert_int_eq(mkdir("a.dat.1.part", 0700), 0);
    NewFile f = begin("new");
    finish(&f);
    f = begin("newer");
    file_discard(&f);
    expect_file("victim", "mine");
    expect_file(path, "new");
    for (int n = 2; n < 1000; n++) {
        char name[32];
        snprintf(name, sizeof name, "a.dat.%d.part", n);
        write_bytes(name, "", 0);
    }
    expect_refused("a.dat: File exists; ADVICE");
    ck_assert_int_eq(access("a.dat.999.part", F_OK), 0);
}
END_TEST

START_TEST(a_link_leads_to_what_is_written) {
    ck_assert_int_eq(mkdir("far", 0700), 0);
    write_bytes("far/b.dat", "old", 3);
    ck_assert_int_eq(symlink("far/b.dat", path), 0);
    NewFile f = begin("new");
    ck_assert_int_eq(access("far/b.dat.part", F_OK), 0);
    finish(&f);
    struct stat about;
    ck_assert(lstat(path, &about) == 0 && S_ISLNK(about.st_mode));
    expect_file("far/b.dat", "new");
    remove("far/b.dat");
    expect_refused("a.dat: is a link to nothing; ADVICE");
    remove(path);
    ck_assert_int_eq(symlink("/dev/full", path), 0);
    expect_refused("a.dat: is not a regular file; ADVICE");
}
END_TEST

START_TEST(a_mode_is_kept) {
    static const mode_t modes[] = {0600, 0640, 0666, 0755};
    struct stat about;
    for (int k = 0; k < 4; k++) {
        write_bytes(path, "old", 3);
        ck_assert_int_eq(chmod(path, modes[k]), 0);
        NewFile f = begin("new");
        finish(&f);
        ck_assert_int_eq(stat(path, &about), 0);
        ck_assert_int_eq(about.st_mode & 07777, modes[k]);
    }
    ck_assert_int_eq(chmod(path, 0400), 0);
    expect_refused("a.dat: may not be written; ADVICE");
    expect_file(path, "new");
    remove(path);
    mode_t mask = umask(027);
    NewFile f = begin("new");
    finish(&f);
    umask(mask);
    ck_assert_int_eq(stat(path, &about), 0);
    ck_assert_int_eq(about.st_mode & 07777, 0640);
}
END_TEST

/* ---- Whatever ends the program --------------------------------------------- */

// How a program ends that is sent this signal while it writes.
static int status_after(int number) {
    pid_t child = fork();
    if (child == 0) {
        struct rlimit no_core = {0, 0};
        setrlimit(RLIMIT_CORE, &no_core);
        NewFile f = begin("half"), second = begin("another half");
        fflush(f.file);
        fflush(second.file);
        raise(number);
        _exit(17);
    }
    int status;
    ck_assert_int_eq(waitpid(child, &status, 0), child);
    return status;
}

START_TEST(a_signal_leaves_no_part) {
    static const int ends[] = {SIGINT, SIGTERM, SIGHUP, SIGPIPE};
    write_bytes(path, "old", 3);
    for (int k = 0; k < 4; k++) {
        signal(ends[k], SIG_DFL);  // (whatever started the tests)
        int status = status_after(ends[k]);
        ck_assert(WIFSIGNALED(status) && WTERMSIG(status) == ends[k]);
        expect_file(path, "old");
        expect_no_part();
    }
    signal(SIGTERM, SIG_IGN);
    int status = status_after(SIGTERM);
    signal(SIGTERM, SIG_DFL);
    ck_assert(WIFEXITED(status) && WEXITSTATUS(status) == 17);
}
END_TEST

START_TEST(a_limit_of_size_is_an_error) {
    signal(SIGXFSZ, SIG_DFL);
    struct rlimit kept, small;
    getrlimit(RLIMIT_FSIZE, &kept);
    small = kept;
    small.rlim_cur = 10;
    write_bytes(path, "old", 3);
    setrlimit(RLIMIT_FSIZE, &small);
    NewFile f = begin("more than ten bytes");
    Error e = {""};
    bool good = file_finish(&f, "ADVICE", &e);
    setrlimit(RLIMIT_FSIZE, &kept);
    ck_assert(!good);
    ck_assert_str_eq(e.text, "a.dat: could not be written (is the disk full?); "
                             "the old file is unchanged");
    expect_file(path, "old");
    expect_no_part();
}
END_TEST

START_TEST(on_the_disk_is_asked_of_the_disk) {
    long before = fsync_calls();
    NewFile f = begin("new");
    finish(&f);
    ck_assert_int_eq(fsync_calls(), before);
    f = begin("newer");
    f.on_disk = true;
    finish(&f);
    ck_assert_int_eq(fsync_calls(), before + 1);
    f = begin("newest");
    f.on_disk = true;
    fsync_fail(true);
    Error e = {""};
    bool good = file_finish(&f, "ADVICE", &e);
    fsync_fail(false);
    ck_assert(!good);
    ck_assert_str_eq(e.text, "a.dat: could not be written (is the disk full?); "
                             "the old file is unchanged");
    expect_file(path, "newer");
    expect_no_part();
}
END_TEST

START_TEST(an_error_is_filled_and_cut) {
    Error e;
    char longest[2000];
    memset(longest, 'x', sizeof longest);
    longest[sizeof longest - 1] = 0;
    ck_assert(!error_set(&e, "%s: %d", "a", 5));
    ck_assert_str_eq(e.text, "a: 5");
    ck_assert(!error_set(&e, "%s", longest));
    ck_assert_uint_eq(strlen(e.text), sizeof e.text - 1);
    ck_assert(!error_set(NULL, "nobody asked"));
}
END_TEST

START_TEST(no_memory_is_an_error) {
    NewFile f;
    Error e = {""};
    alloc_fail_after(0);
    bool good = file_begin(&f, path, "ADVICE", &e);
    alloc_fail_after(-1);
    ck_assert(!good);
    ck_assert_str_eq(e.text, "a.dat: out of memory");
    expect_no_part();
}
END_TEST

SUITE(files) {
    TCase *t = tcase_create("files");
    tcase_add_checked_fixture(t, folder_enter, folder_leave);
    tcase_add_test(t, two_writers_end_with_the_whole_of_one);
    tcase_add_test(t, a_part_is_never_somebody_elses);
    tcase_add_test(t, a_link_leads_to_what_is_written);
    tcase_add_test(t, a_mode_is_kept);
    tcase_add_test(t, a_signal_leaves_no_part);
    tcase_add_test(t, a_limit_of_size_is_an_error);
    tcase_add_test(t, on_the_disk_is_asked_of_the_disk);
    tcase_add_test(t, an_error_is_filled_and_cut);
    tcase_add_test(t, no_memory_is_an_error);
    suite_add_tcase(s, t);
}
