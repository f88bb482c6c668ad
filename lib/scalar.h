/* scalar.h: reverse-mode differentiation for single numbers.
 *
 *     Tape *t = tape_new();
 *     Value x = v_var(t, 3), y = v_mul(x, x);   // y = x²
 *     v_backward(y);
 *     printf("%g\n", v_grad(x));                // dy/dx = 2x = 6
 *     tape_free(t);
 *
 * The tape is a sparse matrix. Every operation appends one row, and row i
 * holds the partial derivatives of result i with respect to its operands.
 * An operand is always older than its result, so the order of the rows is
 * already the order that the chain rule needs: no sorting, no visited set.
 * v_backward walks the rows once, from the result to the oldest.
 *
 * The tape owns every row; a Value is a small ticket that names one, passed
 * by value. A Tape belongs to one thread at a time.
 *
 * C leaves open which of two arguments is made first: v_add(v_sin(x), v_exp(x))
 * records its rows in one order with gcc and in another with clang, and a
 * derivative that is a sum may then differ in its last bit. One operation a
 * statement has one order everywhere.
 *
 * What is here becomes a part of your file. So that it computes the same bits
 * there, your own sums of products are rounded one by one too (rounding.h).
 */
#ifndef DOWNHILL_SCALAR_H
#define DOWNHILL_SCALAR_H

#include "base.h"
#include "elementary.h"
#include "rounding.h"

#include <stdio.h>

DOWNHILL_BEGIN

/* One place on the tape. A row is its partials and, behind them, a link that
 * says whose they are: the rows of one or two operands, and what kind of row
 * it is. Everything of a row in one stream needs one cursor and one test for
 * room: measured, a third faster than an array for each.
 */
typedef union Cell {
    real partial;
    uint64_t link;  // left operand | right operand << 32 | kind << 62
} Cell;

enum {
    LINK_MANY,      // n groups of two partials and a link, then n
    LINK_ONE,       // one partial, link to the left operand
    LINK_TWO,       // two partials, link to both
    LINK_TWO_ONES,  // link to both; the partials are 1 and are not stored
};
enum { LINK_RIGHT = 32, LINK_KIND = 62, TAPE_MAX_CELLS = 1 << 30 };
static const uint64_t LINK_ROW = (1u << 30) - 1;

/* Read these fields as you like; write them through the functions below.
 * Row 0 is where constants live. What flows there is never read.
 */
typedef struct Tape {
    Cell *cells, *end, *limit;  // owned; rows fill [cells, end)
    real *grad;                 // [rows] ∂y/∂(result of row i)
    uint32_t rows;              // so many there are
    uint32_t graded;            // so many there were at the last v_backward
    Marks marks;
#ifdef DOWNHILL_DEBUG
    struct RowNote *note;  // [rows]
    uint64_t stamps;
#endif
} Tape;

/* What debug builds remember of a row besides. */
typedef struct RowNote {
    uint64_t stamp;  // its serial number
    const char *operation;
    real value;
} RowNote;

typedef struct Value {
    Tape *tape;  // its owner
    real value;
    uint32_t row;
#ifdef DOWNHILL_DEBUG
    uint64_t stamp;
#endif
} Value;

typedef struct TapeMark {
    size_t cells, serial;
    uint32_t rows;
} TapeMark;

Tape *tape_new(void);
void tape_free(Tape *t);  // NULL is allowed

/* Everything recorded since the mark is forgotten in O(1), its memory kept for
 * reuse. Values made since then are stale; in debug builds it is fatal to make
 * something of one, or to ask for its gradient.
 * A mark that has itself been rewound away, or is another tape's, is fatal.
 */
TapeMark tape_mark(Tape *t);
void tape_rewind(Tape *t, TapeMark m);

/* Bytes in use: 8 for each cell and a real for each row's gradient. */
size_t tape_bytes(const Tape *t);

/* A line for each row: its number, its gradient if it is older than v_backward,
 * and what it is, a change made of its operands' changes: d4 = 1.5·d1 - 2·d2.
 * Debug builds show the operation's name and the value too; others keep neither.
 */
void tape_print(const Tape *t, FILE *out);

/* dy/dx for every x on y's tape, in one backward pass. Gradients are set, not
 * added to what an earlier call left, so it may be called again with another
 * result. A y that is a constant is fatal.
 */
void v_backward(Value y);

/* Room for n more cells, or fatal: out of memory, or over TAPE_MAX_CELLS. */
void tape_grow(Tape *t, size_t n);

/* Fatal: an operand is of another tape t, or t is NULL and it was never made. */
void tape_foreign(const char *operation, const char *which, const Tape *t)
    __attribute__((noreturn));

#ifdef DOWNHILL_DEBUG
void v_check(const char *operation, const char *which, const Tape *t, Value a);
#else
static inline void v_check(const char *operation, const char *which,
                           const Tape *t, Value a) {
    (void)operation, (void)which, (void)t, (void)a;
}
#endif

/* ---- Recording -----------------------------------------------------------
 * Inline, because a call costs a third of what an operation does.
 */

// Where the next row goes, with room for n cells.
static inline Cell *tape_room(Tape *t, size_t n) {
    if ((size_t)(t->limit - t->end) < n)
        tape_grow(t, n);
    return t->end;
}

// Closes the row that ends before `end`, and gives the ticket for it.
static inline Value tape_close(const char *name, Tape *t, Cell *end,
                               real value) {
    Value v;
    v.tape = t;
    v.value = value;
    v.row = t->rows;
#ifdef DOWNHILL_DEBUG
    RowNote *note = &t->note[v.row];
    v.stamp = note->stamp = ++t->stamps;
    note->operation = name;
    note->value = value;
#endif
    (void)name;
    t->end = end;
    t->rows++;
    return v;
}

// The tape of two operands. (That the test is there costs nothing: bench W5
// ran as fast when the compiler was told that they are always one.)
static inline Tape *tape_of(const char *name, Value a, Value b) {
    v_check(name, "left operand", a.tape, a);
    v_check(name, "right operand", a.tape, b);
    if (a.tape != b.tape)
        tape_foreign(name, a.tape ? "right operand" : "left operand",
                     a.tape ? b.tape : NULL);
    return a.tape;
}

// The tape of n operands.
static inline Tape *tape_of_all(const char *name, const Value *a, int n) {
    if (n < 1)
        fatal("%s: needs at least one term, was given %d", name, n);
    Tape *t = a[0].tape;
    for (int i = 0; i < n; i++) {
        v_check(name, "a term", t, a[i]);
        if (!t || a[i].tape != t)
            tape_foreign(name, "a term", a[i].tape);
    }
    return t;
}

static inline uint64_t link_to(int kind, uint32_t left, uint32_t right) {
    return (uint64_t)kind << LINK_KIND | (uint64_t)right << LINK_RIGHT | left;
}

/* A result that changes by `da` for each unit of a. With the two below, all it
 * takes to add an operation of your own; `name`, not copied, appears in error
 * messages and in tape_print.
 */
static inline Value v_unary(const char *name, real value, Value a, real da) {
    v_check(name, "operand", a.tape, a);
    Cell *cell = tape_room(a.tape, 2);
    cell[0].partial = da;
    cell[1].link = link_to(LINK_ONE, a.row, 0);
    return tape_close(name, a.tape, cell + 2, value);
}

/* A result that changes by `da` for each unit of a and by `db` for each of b. */
static inline Value v_binary(const char *name, real value, Value a, real da,
                             Value b, real db) {
    Tape *t = tape_of(name, a, b);
    Cell *cell = tape_room(t, 3);
    cell[0].partial = da;
    cell[1].partial = db;
    cell[2].link = link_to(LINK_TWO, a.row, b.row);
    return tape_close(name, t, cell + 3, value);
}

/* A result that changes by da[i] for each unit of a[i], and by 1 where da is NULL.
 * n < 1 is fatal. An expression with its partials worked out by hand is one row,
 * recorded and reversed faster than a row for each of its operations.
 */
static inline Value v_nary(const char *name, real value, const Value *a,
                           const real *da, int n) {
    Tape *t = tape_of_all(name, a, n);
    // Groups of two; an odd operand shares its group with row 0.
    int groups = n / 2 + n % 2;
    Cell *cell = tape_room(t, 3 * (size_t)groups + 1);
    for (int i = 0; i < n; i += 2, cell += 3) {
        bool two = i + 1 < n;
        cell[0].partial = da ? da[i] : 1;
        cell[1].partial = !two ? 0 : da ? da[i + 1] : 1;
        cell[2].link = link_to(LINK_TWO, a[i].row, two ? a[i + 1].row : 0);
    }
    cell[0].link = link_to(LINK_MANY, (uint32_t)groups, 0);
    return tape_close(name, t, cell + 1, value);
}

/* A variable: what derivatives are asked for. It is a row of no groups. */
static inline Value v_var(Tape *t, real x) {
    Cell *cell = tape_room(t, 1);
    cell[0].link = link_to(LINK_MANY, 0, 0);
    return tape_close("v_var", t, cell + 1, x);
}

/* A constant takes no row: it may be used on t until t is freed. */
static inline Value v_const(Tape *t, real x) {
    Value v;
    v.tape = t;
    v.value = x;
    v.row = 0;
#ifdef DOWNHILL_DEBUG
    v.stamp = 0;
#endif
    return v;
}

static inline real v_value(Value a) { return a.value; }

/* dy/da of the last v_backward(y); 0 for what y does not depend on. */
static inline real v_grad(Value a) {
    v_check("v_grad", "value", a.tape, a);
    bool reached = a.row != 0 && a.row < a.tape->graded;
    return reached ? a.tape->grad[a.row] : 0;
}

/* ---- Operations: over each, its result and its partials ------------------ */

// a + b:  1, 1
static inline Value v_add(Value a, Value b) {
    Tape *t = tape_of("v_add", a, b);
    Cell *cell = tape_room(t, 1);
    cell[0].link = link_to(LINK_TWO_ONES, a.row, b.row);
    return tape_close("v_add", t, cell + 1, a.value + b.value);
}

// a - b:  1, -1
static inline Value v_sub(Value a, Value b) {
    return v_binary("v_sub", a.value - b.value, a, 1, b, -1);
}

// a·b:  b, a
static inline Value v_mul(Value a, Value b) {
    return v_binary("v_mul", a.value * b.value, a, b.value, b, a.value);
}

// a/b:  1/b, -a/b²
static inline Value v_div(Value a, Value b) {
    real q = a.value / b.value;
    return v_binary("v_div", q, a, 1 / b.value, b, -q / b.value);
}

// c·a + d with numbers c and d:  c
static inline Value v_affine(real c, Value a, real d) {
    return v_unary("v_affine", c * a.value + d, a, c);
}

// -a:  -1
static inline Value v_neg(Value a) { return v_unary("v_neg", -a.value, a, -1); }

// a²:  2a
static inline Value v_square(Value a) {
    return v_unary("v_square", a.value * a.value, a, 2 * a.value);
}

// sin a:  cos a
static inline Value v_sin(Value a) {
    double s, c;
    m_sincos((double)a.value, &s, &c);
    return v_unary("v_sin", (real)s, a, (real)c);
}

// cos a:  -sin a
static inline Value v_cos(Value a) {
    double s, c;
    m_sincos((double)a.value, &s, &c);
    return v_unary("v_cos", (real)c, a, (real)-s);
}

// eᵃ:  eᵃ
static inline Value v_exp(Value a) {
    real y = (real)m_exp((double)a.value);
    return v_unary("v_exp", y, a, y);
}

// ln a:  1/a
static inline Value v_log(Value a) {
    return v_unary("v_log", (real)m_log((double)a.value), a, 1 / a.value);
}

// tanh a:  1 - tanh² a
static inline Value v_tanh(Value a) {
    real y = (real)m_tanh((double)a.value);
    return v_unary("v_tanh", y, a, 1 - y * y);
}

// σ(a) = 1/(1 + e⁻ᵃ):  σ(1 - σ)
static inline Value v_sigmoid(Value a) {
    real y = (real)m_sigmoid((double)a.value);
    return v_unary("v_sigmoid", y, a, y * (1 - y));
}

// max(a, 0):  1 if a > 0, else 0 (also at the kink, a = 0). NaN stays NaN, in
// both.
static inline Value v_relu(Value a) {
    real y = a.value <= 0 ? 0 : a.value;
    return v_unary("v_relu", y, a, y > 0 ? 1 : y);
}

// aⁿ with a number n:  n·aⁿ⁻¹
static inline Value v_pow(Value a, real n) {
    double x = (double)a.value, e = (double)n;
    real slope = n == 0 ? 0 : (real)(e * m_pow(x, e - 1));
    return v_unary("v_pow", (real)m_pow(x, e), a, slope);
}

/* Sums of n terms as one row, added in index order and in double. n < 1 is
 * fatal. (Derivatives are added up as real: in float, not for much more than a
 * million uses of one operand.)
 */

// Σ aᵢ:  1 each
Value v_sum(const Value *a, int n);

// Σ aᵢ·bᵢ:  bᵢ, aᵢ
Value v_dot(const Value *a, const Value *b, int n);

DOWNHILL_END

#endif
