/*
Exercise 4b: The backward loop

The tape again, this time without its heart. Write backward(y): afterwards each
row's grad is ∂y/∂row. An operand of -1 means that there is none. It may be
called twice, so it must not count on the gradients being 0 when it starts.
*/
#include "exercise.h"

typedef struct Row {
    int operand[2];
    double partial[2], value, grad;
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

void backward(int y) {
    //: stub
    // your turn
    //: solution
    for (int i = 0; i <= y; i++)
        rows[i].grad = 0;
    rows[y].grad = 1;
    for (int i = y; i >= 0; i--)
        for (int k = 0; k < 2; k++)
            if (rows[i].operand[k] >= 0)
                rows[rows[i].operand[k]].grad +=
                    rows[i].partial[k] * rows[i].grad;
    //: end
}

//: hint
// Set all gradients to 0 and that of y to 1. Then, from y down to row 0, each
// row gives each of its operands partial·grad, on top of what they have.
//: checks
static void checks(void) {
    int a = input(2), b = input(3), p = multiply(a, b);
    backward(p);
    expect(rows[p].grad != 0,
           "∂y/∂y is 1: the result's own gradient is still 0.");
    expect(rows[a].grad != 0 || rows[b].grad != 0,
           "Neither a nor b got a share: a row adds partial·(its own grad) to "
           "the grad of each row that it came from.");
    expect(rows[a].grad != 0 || rows[b].grad != 2,
           "b has its share and a, in row 0, has none: only an operand of -1 "
           "means that there is none.");
    expect(rows[a].grad != 3 || rows[b].grad != 0,
           "a has its share and b has none: a row has two operands.");
    expect_close("∂(ab)/∂a at (2, 3)", rows[a].grad, 3);
    expect_close("∂(ab)/∂b at (2, 3)", rows[b].grad, 2);
    backward(p);
    expect(rows[a].grad != 6, "Called twice, the gradients double: set them to "
                              "0 first.");
    expect_close("∂(ab)/∂a, called a second time", rows[a].grad, 3);
    used = 0;  // a tape of its own, so that nothing else is in the way
    a = input(2);
    backward(add(a, a));
    expect(rows[a].grad != 1, "The slope of a + a came out as 1: two paths "
                              "lead to a, and with = the last one wins.");
    expect_close("∂(a + a)/∂a", rows[a].grad, 2);
    used = 0;
    a = input(2), b = input(3), p = multiply(a, b);
    int s = add(a, b), y = multiply(p, s);
    backward(y);
    expect(rows[a].grad != 0,
           "∂((ab)(a+b))/∂a came out as 0: does the loop run "
           "from the last row to the first?");
    expect_not(rows[a].grad, 4,
               "∂((ab)(a+b))/∂a came out as 4: a share is the "
               "rate times the grad of the row that hands it "
               "on.");
    expect_close("∂((ab)(a+b))/∂a", rows[a].grad, 21);
    expect_close("∂((ab)(a+b))/∂b", rows[b].grad, 16);
}
