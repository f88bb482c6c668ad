/*
Exercise 13b: Taken for each other

table is a confusion matrix: table[d][k] images of the digit d were read as k.
Which two digits are taken for each other most, both ways counted (d read as k,
and k read as d)? Set *first and *second to them, the smaller one first, and
return how many images that were.
*/
#include "exercise.h"

//: stub
int confused(int table[10][10], int *first, int *second) {
    int most = 0;  // your turn
    *first = *second = 0;
    return most;
}
//: solution
int confused(int table[10][10], int *first, int *second) {
    int most = -1;
    for (int d = 0; d < 10; d++)
        for (int k = d + 1; k < 10; k++)
            if (table[d][k] + table[k][d] > most) {
                most = table[d][k] + table[k][d];
                *first = d;
                *second = k;
            }
    return most;
}
//: end
//: hint
// Walk over all pairs d < k. The diagonal, where d is read as d, is no
// confusion at all.
//: checks
static void expect_pair(const char *what, int table[10][10], int d, int k,
                        int images) {
    int first = -1, second = -1;
    int most = confused(table, &first, &second);
    if (first != d || second != k) {
        say("%s: yours are %d and %d, they should be %d and %d.", what, first,
            second, d, k);
        if (first == second)
            say("A digit read as itself is no confusion: leave out the "
                "diagonal.");
        else if (first == k && second == d)
            say("The smaller one comes first.");
        not_yet();
    }
    expect_number(what, most, images);
}

static void checks(void) {
    int table[10][10] = {{0}};
    for (int d = 0; d < 10; d++)
        table[d][d] = 900 + d;
    table[4][9] = 21;
    expect_pair("only 4s read as 9", table, 4, 9, 21);
    table[7][2] = 30;
    expect_pair("more 7s read as 2", table, 2, 7, 30);
    table[9][4] = 10;
    expect_pair("4 and 9, both ways together", table, 4, 9, 31);
    table[0][1] = 16, table[1][0] = 16;
    expect_pair("0 and 1, both ways together", table, 0, 1, 32);
    table[8][9] = 20, table[9][8] = 13;
    expect_pair("8 and 9, the last pair", table, 8, 9, 33);
}
