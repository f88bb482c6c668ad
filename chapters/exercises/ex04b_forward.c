/*
Exercise 4b: The tape, walked forward

A tape can be walked the other way. The rows and their rates are there already;
this time each row has a `dot` instead of a gradient: how fast it moves with one
of the inputs, ∂row/∂x. Write forward(x): afterwards that is the dot of every
row, from row 0 to row used - 1. An operand of -1 means that there is none. It
may be called twice, with another input, so no dot need be 0 when it starts.
*/
#include "exercise.h"

typedef struct Row {
    int operand[2];
    double partial[2], value, dot;
} Row;
static Row rows[1000];
static int used;

static int put(double value, int a, double da, int b, double db) {
    rows[used] = (Row){{a, b}, {da, db}, value, 0};
    return used++;
}

static int input(double x) { return put(x, -1, 0, -1, 0); }

static int add(int a, int b) {
    return put(rows[a].value + rows[b].value, a, 1, b, 1);
}

static int multiply(int a, int b) {
    double x = rows[a].value, y = rows[b].value;
    return put(x * y, a, y, b, x);
}

void forward(int x) {
    //: stub
    // your turn
    //: solution
    for (int i = 0; i < used; i++) {
        rows[i].dot = i == x;
        for (int k = 0; k < 2; k++)
            if (rows[i].operand[k] >= 0)
                rows[i].dot +=
                    rows[i].partial[k] * rows[rows[i].operand[k]].dot;
    }
    //: end
}

//: hint
// Backward, a row gives to its operands; forward, it takes from them. The row x
// moves with itself at the rate 1, the other inputs not at all. Every other row
// has the sum, over its operands, of partial·(the operand's dot).
//: checks
static void checks(void) {
    int a = input(2), b = input(3), p = multiply(a, b), s = add(a, b);
    int y = multiply(p, s);
    forward(a);
    expect(rows[a].dot != 0,
           "∂a/∂a is 1: begin with the dot of row x, or nothing moves at all. "
           "(And an input has no operands: that must not make its dot 0.)");
    expect(rows[b].dot != 1,
           "The dot of row b is 1: only the input that was asked for moves.");
    expect_close("∂a/∂a", rows[a].dot, 1);
    expect_close("∂b/∂a", rows[b].dot, 0);
    expect(rows[p].dot != 0,
           "∂(ab)/∂a is 0: row 2 takes partial·(the operand's dot) from each "
           "of its operands, and adds them: with = the last one wins.");
    expect_not(rows[p].dot, 2,
               "∂(ab)/∂a came out as 2: each rate belongs to its own operand.");
    expect_not(rows[p].dot, 5,
               "∂(ab)/∂a came out as 5: the rates were added, but not "
               "multiplied by the operands' dots.");
    expect_close("∂(ab)/∂a at (2, 3)", rows[p].dot, 3);
    expect_close("∂(a+b)/∂a", rows[s].dot, 1);
    expect(rows[y].dot != 0, "∂((ab)(a+b))/∂a is 0: a row must come after its "
                             "operands, so from the first to the last.");
    expect_not(rows[y].dot, 6,
               "∂((ab)(a+b))/∂a came out as 6: only the second operand's share "
               "is there, and they must be added.");
    expect_close("∂((ab)(a+b))/∂a", rows[y].dot, 21);
    forward(a);
    expect_not(rows[p].dot, 6,
               "Called twice, the dots grow: set them to 0 first.");
    expect_close("∂((ab)(a+b))/∂a, called a second time", rows[y].dot, 21);
    forward(b);
    expect(rows[a].dot != 1,
           "After forward(a), forward(b) still has the dot 1 in row a: clear "
           "what an earlier call left.");
    expect_close("∂((ab)(a+b))/∂b", rows[y].dot, 16);
    used = 0;
    a = input(1.5);
    for (y = a; used < 10;)
        y = add(multiply(y, y), a);
    forward(a);
    double by_hand = 1, value = 1.5;
    for (int k = 0; k < 5; k++, value = value * value + 1.5)
        by_hand = 2 * value * by_hand + 1;
    expect_close("x² + x, put into itself five times", rows[y].dot / by_hand,
                 1);
    forward(y);
    expect(rows[y].dot == 1 && rows[a].dot == 0,
           "forward(y) for the last row: nothing before it moves with it.");
}
