/* cells.h: a row of at most 16 numbers and texts, of any types, for tables and
 * figures.
 *
 *     CELLS("η", 0.5, 7)  →  (RowCell[]){…}, 3
 *
 * The compiler knows each type, so an int or a float becomes the number that it
 * is; through "…" it would have been read as another type's bits.
 */
#ifndef DOWNHILL_CELLS_H
#define DOWNHILL_CELLS_H

typedef struct RowCell {
    const char *text;  // NULL: a number
    double number;
} RowCell;

static inline RowCell cell_text(const char *text) {
    return (RowCell){.text = text ? text : ""};
}
static inline RowCell cell_number(double number) {
    return (RowCell){.number = number};
}
static inline RowCell cell_float(float number) {
    return (RowCell){.number = (double)number};
}
static inline RowCell cell_whole(unsigned long long number) {
    return (RowCell){.number = (double)number};
}

// clang-format off
#define CELL(x)                                                                \
    _Generic((x), char *: cell_text, const char *: cell_text,                  \
             float: cell_float, unsigned long: cell_whole,                     \
             unsigned long long: cell_whole, default: cell_number)(x)

// One macro for each number of arguments: C has no other way to say "each".
#define CELLS_1(x) CELL(x)
#define CELLS_2(x, ...) CELL(x), CELLS_1(__VA_ARGS__)
#define CELLS_3(x, ...) CELL(x), CELLS_2(__VA_ARGS__)
#define CELLS_4(x, ...) CELL(x), CELLS_3(__VA_ARGS__)
#define CELLS_5(x, ...) CELL(x), CELLS_4(__VA_ARGS__)
#define CELLS_6(x, ...) CELL(x), CELLS_5(__VA_ARGS__)
#define CELLS_7(x, ...) CELL(x), CELLS_6(__VA_ARGS__)
#define CELLS_8(x, ...) CELL(x), CELLS_7(__VA_ARGS__)
#define CELLS_9(x, ...) CELL(x), CELLS_8(__VA_ARGS__)
#define CELLS_10(x, ...) CELL(x), CELLS_9(__VA_ARGS__)
#define CELLS_11(x, ...) CELL(x), CELLS_10(__VA_ARGS__)
#define CELLS_12(x, ...) CELL(x), CELLS_11(__VA_ARGS__)
#define CELLS_13(x, ...) CELL(x), CELLS_12(__VA_ARGS__)
#define CELLS_14(x, ...) CELL(x), CELLS_13(__VA_ARGS__)
#define CELLS_15(x, ...) CELL(x), CELLS_14(__VA_ARGS__)
#define CELLS_16(x, ...) CELL(x), CELLS_15(__VA_ARGS__)
#define CELLS_PICK(a, b, c, d, e, f, g, h, i, j, k, l, m, o, p, q, n, ...)     \
    CELLS_##n
#define CELLS_N(...)                                                           \
    CELLS_PICK(__VA_ARGS__, 16, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3,   \
               2, 1, 0)
#define CELLS_OF(n, ...) n(__VA_ARGS__)
#define CELLS(...)                                                             \
    (RowCell[]){CELLS_OF(CELLS_N(__VA_ARGS__), __VA_ARGS__)},                  \
        (int)(sizeof(RowCell[]){CELLS_OF(CELLS_N(__VA_ARGS__),                 \
                                         __VA_ARGS__)} /                       \
              sizeof(RowCell))
// clang-format on

#endif
