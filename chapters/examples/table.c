/* table.c: a table of one's own, learned with tensor, nn and optim.
 *
 * beans.csv has 150 beans: length, width and thickness in millimetres, weight
 * in grams, and which of three sorts it is: 0, 1 or 2. (It is made up, by a
 * rule with chance in it.) The network sees four of five, each column with mean
 * 0 and deviation 1, and is then asked about the others.
 */
#include "nn.h"
#include "optim.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { ROWS = 150, SEEN = 120, COLUMNS = 4, SORTS = 3 };
static double x[ROWS][COLUMNS];  // what is seen comes first
static uint8_t sort[ROWS];

static void read_table(const char *path) {
    FILE *file = fopen(path, "r");
    char line[200];
    if (!file || !fgets(line, sizeof line, file))  // the columns' names
        perror(path), exit(1);
    for (int i = 0; i < ROWS && fgets(line, sizeof line, file); i++) {
        int to = i % 5 < 4 ? i - i / 5 : SEEN + i / 5;
        if (sscanf(line, "%lf,%lf,%lf,%lf,%hhu", &x[to][0], &x[to][1],
                   &x[to][2], &x[to][3], &sort[to]) != COLUMNS + 1)
            fprintf(stderr, "%s: what is this? %s", path, line), exit(1);
    }
    fclose(file);
}

static void normalise(int column) {
    double mean = 0, square = 0;
    for (int i = 0; i < SEEN; i++)
        mean += x[i][column] / SEEN;
    for (int i = 0; i < SEEN; i++)
        square += (x[i][column] - mean) * (x[i][column] - mean) / SEEN;
    for (int i = 0; i < ROWS; i++)
        x[i][column] = (x[i][column] - mean) / sqrt(square);
}

static int right(const Tensor *z, const uint8_t *answer) {
    int count = 0;
    for (int i = 0; i < z->rows; i++)
        count += argmax(z->data + i * z->cols, z->cols) == answer[i];
    return count;
}

int main(int argc, char **argv) {
    read_table(argc > 1 ? argv[1] : "chapters/examples/beans.csv");
    for (int column = 0; column < COLUMNS; column++)
        normalise(column);

    Graph *g = graph_new(1);
    Rng r = rng_new(1);
    Mlp net = mlp_new(g, (int[]){COLUMNS, 8, SORTS}, 3, TANH, INIT_LECUN, &r);
    Adam adam = adam_new(g, 0.02);
    Tensor *seen = t_const(g, SEEN, COLUMNS, x[0]);
    Tensor *unseen = t_const(g, ROWS - SEEN, COLUMNS, x[SEEN]);
    GraphMark mark = graph_mark(g);
    for (int step = 1; step <= 100; step++) {
        Tensor *z = mlp_forward(&net, seen);
        Tensor *cost = t_softmax_cross_entropy(z, sort);
        t_backward(cost);
        if (step == 1 || step % 50 == 0)
            printf("step %3d: cost %.3f, %d of %d right\n", step, t_item(cost),
                   right(z, sort), SEEN);
        graph_rewind(g, mark);
        adam_step(&adam, g);
    }
    printf("of the others, %d of %d right\n",
           right(mlp_forward(&net, unseen), sort + SEEN), ROWS - SEEN);
    adam_free(&adam);
    graph_free(g);
    return 0;
}
