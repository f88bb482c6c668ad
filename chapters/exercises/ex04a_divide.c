/*
Exercise 4a: Teach our tape to divide

Here is chapter 4's tape. put(value, a, da, b, db) appends a row: its value, the
two rows it was computed from, and how fast it moves with each of them. For a
product the rates are the other factor. What are they for a quotient x / y?
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

static int multiply(int a, int b) {
    double x = rows[a].value, y = rows[b].value;
    return put(x * y, a, y, b, x);
}

int divide(int a, int b) {
    double x = rows[a].value, y = rows[b].value;
    //: stub
    return put(0, a, 0, b, 0);  // your turn
    //: solution
    return put(x / y, a, 1 / y, b, -x / (y * y));
    //: end
}

//: hint
// x/y moves with x like a number times x, and that number is 1/y. With x held,
// x/y is x·y⁻¹, and the slope of y⁻¹ is -1/y².
//: checks
static void backward(int y) {
    for (int i = 0; i <= y; i++)
        rows[i].grad = 0;
    rows[y].grad = 1;
    for (int i = y; i >= 0; i--)
        for (int k = 0; k < 2; k++)
            if (rows[i].operand[k] >= 0)
                rows[rows[i].operand[k]].grad +=
                    rows[i].partial[k] * rows[i].grad;
}

static double f(double x, double y) { return x / y * x; }

static void checks(void) {
    int a = input(3), b = input(4), q = divide(a, b);
    expect(q == 2 && rows[q].operand[0] == a && rows[q].operand[1] == b,
           "Return what put returns, with a and b as the operands.");
    expect(rows[q].value != 0, "The value of 3/4 came out as 0: put is given "
                               "the quotient of the values, x / y (a and b "
                               "are numbers of rows).");
    expect_close("the value of 3/4", rows[q].value, 0.75);
    backward(q);
    expect_not(rows[a].grad, 4,
               "∂(x/y)/∂x came out as y, the rate of a "
               "product: for a quotient x is divided by y.");
    expect_not(rows[b].grad, -3,
               "In C, x / y * y is x: put y * y in "
               "brackets.");
    expect_not(rows[b].grad, -0.75,
               "∂(x/y)/∂y: x/y is x·y⁻¹, and the slope of y⁻¹ is not -1/y.");
    expect_close("∂(x/y)/∂x at (3, 4)", rows[a].grad, 0.25);
    expect_close("∂(x/y)/∂y at (3, 4)", rows[b].grad, -0.1875);
    used = 0;
    a = input(7), b = input(1.6);
    backward(divide(a, b));
    expect(rows[a].grad != 0.25 && rows[b].grad != -0.1875,
           "The rates at (7, 1.6) are those at (3, 4): write them with x and "
           "y.");
    expect_close("∂(x/y)/∂x at (7, 1.6)", rows[a].grad, 0.625);
    expect_close("∂(x/y)/∂y at (7, 1.6)", rows[b].grad, -2.734375);
    used = 0;
    a = input(2), b = input(-5);
    q = divide(a, b);
    backward(multiply(q, a));
    const double h = 6e-6;
    expect_slope("∂((x/y)·x)/∂x at (2, -5)", rows[a].grad,
                 (f(2 + h, -5) - f(2 - h, -5)) / (2 * h));
    expect_slope("∂((x/y)·x)/∂y at (2, -5)", rows[b].grad,
                 (f(2, -5 + h) - f(2, -5 - h)) / (2 * h));
}
