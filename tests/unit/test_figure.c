/* test_figure.c: the data files, and what they refuse. */
#include "figure.h"
#include "plane.h"
#include "suites.h"
#include "support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *const path = "a.dat", *const part = "a.dat.part";

static void write_old(void) { write_bytes(path, "old\n", 4); }

static void expect_file(const char *text) {
    char got[1000] = {0};
    FILE *f = fopen(path, "r");
    ck_assert_ptr_nonnull(f);
    fread(got, 1, sizeof got - 1, f);
    fclose(f);
    ck_assert_str_eq(got, text);
    ck_assert_int_ne(access(part, F_OK), 0);  // nothing half-made is left
}

START_TEST(columns_blocks_and_gaps) {
    Error e = {""};
    write_old();
    Figure *s = figure_begin(path, "x  y", &e);
    figure_block(s, "first", NULL);
    figure_row(s, 1.0, -0.5);
    figure_gap(s);
    figure_number(s, "rate", 0.05);
    figure_numbers(s, "of", 2, (double[]){-1, 2e6});
    figure_row_from(s, 2, (double[]){1e-300, 1234567.890123});
    figure_block(s, NULL, NULL);
    figure_row(s, 0.1f, 2);  // whatever their types
    figure_block(s, "three", "a b c");
    figure_row(s, (size_t)1, "a text is left out", -2L, 'A');
    ck_assert(figure_end(s, &e));
    expect_file(
        "# x  y\n# first\n1 -0.5\n\n# rate = 0.05\n# of_1 = -1\n# of_2 = 2000000\n1e-300 1234567.89\n\n\n"
        "0.1000000015 2\n\n\n# three\n# a b c\n1 -2 65\n");
    ck_assert_str_eq(e.text, "");
}
END_TEST

START_TEST(numbers_that_are_not_finite_are_refused) {
    const double bad[] = {(double)NAN, (double)INFINITY, -(double)INFINITY};
    for (int k = 0; k < 3; k++) {
        Error e;
        write_old();
        Figure *s = figure_begin(path, "a b c", &e);
        figure_row(s, 1.0, 2.0, 3.0);
        figure_row(s, 1.0, bad[k], bad[k]);
        figure_row(s, bad[k], 2.0, 3.0);
        ck_assert(!figure_end(s, &e));
        ck_assert_str_eq(e.text, "a.dat: row 2, column 2 is not a finite "
                                 "number; the old file is unchanged");
        expect_file("old\n");
        s = figure_begin(path, "a", &e);
        figure_number(s, "rate", bad[k]);
        ck_assert(!figure_end(s, &e));
        ck_assert_str_eq(e.text, "a.dat: rate is not finite; the old file is "
                                 "unchanged");
        expect_file("old\n");
    }
}
END_TEST

START_TEST(a_wrong_number_of_columns_is_fatal) {
    Figure *s = figure_begin(path, " a b ", NULL);
    ck_fatal("figure_row: 3 numbers for the 2 columns of a.dat",
             figure_row(s, 1.0, 2.0, 3.0));
    ck_assert(figure_end(s, NULL));
}
END_TEST

START_TEST(a_missing_folder_is_an_error) {
    Error e;
    ck_assert_ptr_null(figure_begin("/nowhere/at/all.dat", "x", &e));
    ck_assert_str_eq(e.text, "/nowhere/at/all.dat: No such file or directory; "
                             "choose another folder with --out DIR");
    figure_row(NULL, 1.0);  // does nothing
    figure_gap(NULL);
    figure_block(NULL, "x", NULL);
    ck_assert(figure_end(NULL, &e));
}
END_TEST

// A full disk, played by a limit on the size of files.
START_TEST(a_full_disk_leaves_the_old_file) {
    Error e;
    write_old();
    struct rlimit before, small;
    getrlimit(RLIMIT_FSIZE, &before);
    small = before;
    small.rlim_cur = 20000;
    setrlimit(RLIMIT_FSIZE, &small);
    Figure *s = figure_begin(path, "x", &e);
    for (int i = 0; i < 10000; i++)
        figure_row(s, (double)i);
    bool good = figure_end(s, &e);
    setrlimit(RLIMIT_FSIZE, &before);
    ck_assert(!good);
    ck_assert_str_eq(e.text, "a.dat: could not be written (is the disk full?); "
                             "the old file is unchanged");
    expect_file("old\n");
}
END_TEST

START_TEST(a_name_that_is_taken_by_a_folder) {
    Error e;
    ck_assert_int_eq(mkdir(path, 0700), 0);
    ck_assert_ptr_null(figure_begin(path, "x", &e));
    ck_assert_str_eq(e.text, "a.dat: is a directory; choose another folder "
                             "with --out DIR");
    ck_assert_int_ne(access(part, F_OK), 0);
    rmdir(path);
}
END_TEST

START_TEST(cells_of_the_plane) {
    // Of 3 x 3 cells, 4/3 wide: one has two 1s and a 0, one two 0s, the last a 1
    // and a 0; one point lies outside.
    // (All of them numbers that a float has.)
    real x[] = {-1,     1, -0.75f, 1.125f, -0.875f, 1.25f, 1, 0,
                1.125f, 0, 0,      0,      0.125f,  0,     5, 0};
    uint8_t label[] = {1, 1, 0, 0, 0, 1, 0, 1};
    Mlp n = plane_of_cells(3, &(Points){8, x, label});
    ck_assert_int_eq(n.layers, 3);
    ck_assert_int_eq(n.sizes[1], 8);
    ck_assert_int_eq(n.sizes[2], 1);
    real at[] = {-0.75f,  0.75f, -1.75f, 1.75f,  -0.5f, 1, -1, 0.5f,
                 -2.125f, 1,     -1,     2.125f, 1,     0, 0,  0};
    const real *z = mlp_forward(&n, t_const(n.graph, 8, 2, at))->data;
    for (int i = 0; i < 8; i++)
        ck_assert(i < 2 ? z[i] > 400 : z[i] < -400);
    graph_free(n.graph);
    // Where no cell is 1 the answer is 0.
    n = plane_of_cells(3, &(Points){1, x, (uint8_t[]){0}});
    ck_assert(t_item(mlp_forward(&n, t_const(n.graph, 1, 2, x))) < -400);
    graph_free(n.graph);
}
END_TEST

START_TEST(maps_of_the_plane) {
    Rng r = rng_new(1);
    Mlp n = mlp_new(graph_new(1), (int[]){2, PLANE_MOST + 1, 1}, 3, SIGMOID,
                    INIT_LECUN, &r);
    // Hidden neuron 1 asks for nothing, 2 whether x₂ > 0, 3 is σ(x₁).
    const real asks[6] = {0, 0, 0, 10, 1, 0};
    for (int i = 0; i < 6; i++)
        n.weight[0]->data[i] = asks[i];
    Chapter c = {.stem = "ch00_test", .out = "."};
    Figure *f = plane_open(&c, "a");
    ck_assert_int_eq(plane_map(f, &n, 1, 1), PLANE_MOST);
    ck_assert_int_eq(plane_map(f, &n, 2, 1), 1);
    ck_assert_int_eq(plane_map(NULL, &n, 2, 1), 0);
    plane_points(f, &(Points){1, (real[]){0.5, -2}, (uint8_t[]){1}});
    figure_close(&c, f);
    FILE *file = fopen(path, "r");
    ck_assert_ptr_nonnull(file);
    enum { MAP = PLANE_CELLS + 3 };  // its columns, and two empty lines behind
    static char line[(PLANE_MOST + 2) * MAP][2000];
    int lines = 0;
    while (fgets(line[lines], sizeof line[0], file))
        lines++;
    fclose(file);
    ck_assert_int_eq(lines, (PLANE_MOST + 1) * MAP + 2);
    ck_assert_str_eq(line[lines - 2], "# x1 x2 label\n");
    ck_assert_str_eq(line[lines - 1], "0.5 -2 1\n");
    ck_assert_int_eq(strncmp(line[0], "# v0 v1 v2 ", 11), 0);
    ck_assert_int_eq(strncmp(line[1], "0.5 0.5 ", 8), 0);
    const int second = 1 + MAP, third = second + MAP;
    ck_assert_int_eq(strncmp(line[second], "0 0 0 ", 6), 0);  // the lowest row
    ck_assert_int_eq(strncmp(line[second + PLANE_CELLS - 1], "1 1 1 ", 6), 0);
    ck_assert_int_eq(strncmp(line[third], "0.271 0.274 ", 12), 0);
    ck_assert_str_eq(line[third], line[third + PLANE_CELLS - 1]);

    graph_free(n.graph);
}
END_TEST

SUITE(figure) {
    TCase *t = tcase_create("series");
    tcase_add_checked_fixture(t, folder_enter, folder_leave);
    tcase_add_test(t, columns_blocks_and_gaps);
    tcase_add_test(t, numbers_that_are_not_finite_are_refused);
    tcase_add_test(t, a_wrong_number_of_columns_is_fatal);
    tcase_add_test(t, a_missing_folder_is_an_error);
    tcase_add_test(t, a_full_disk_leaves_the_old_file);
    tcase_add_test(t, a_name_that_is_taken_by_a_folder);
    tcase_add_test(t, cells_of_the_plane);
    tcase_add_test(t, maps_of_the_plane);
    suite_add_tcase(s, t);
}
