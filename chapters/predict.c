/* predict.c: what does a network read in your picture?
 *
 *     make predict IMAGE=my3.pgm MODEL=net.safetensors
 *
 * Loads a network that a chapter has kept, makes the picture into an image as
 * MNIST's are, shows both the image and the ten outputs. It is also the
 * shortest program here that uses a network without training it.
 */
#include "common/images.h"
#include "common/model_file.h"
#include "common/picture.h"
#include "common/story.h"
#include "common/text.h"

#include <stdio.h>

// One output as a bar of up to 40 characters, in eighths of one.
static void print_bar(int digit, double a, bool largest) {
    static const char *const part[] = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
    int eighths = (int)(a * 8 * 40 + 0.5);
    printf("  %d │", digit);
    for (int k = 0; k < eighths / 8; k++)
        fputs("█", stdout);
    fputs(part[eighths % 8], stdout);
    printf("%*s %.4f%s\n", 41 - (eighths + 7) / 8, "", a, largest ? "  ←" : "");
}

static bool load(const char *path, Graph *g, Mlp *m, Error *e) {
    ModelInfo info;
    Rng r = rng_new(1);
    if (!model_look(path, &info, e))
        return false;
    if (info.sizes[0] != PICTURE_PIXELS || info.sizes[info.layers] != CLASSES)
        return error_set(e,
                         "%s: takes %d numbers and gives %d, but a picture "
                         "has %d and there are %d digits",
                         path, info.sizes[0], info.sizes[info.layers],
                         PICTURE_PIXELS, CLASSES);
    *m = mlp_new(g, info.sizes, info.layers + 1, info.hidden, INIT_LECUN, &r);
    return model_load(path, m, NULL, e);
}

static void show(const Mlp *m, const uint8_t *image) {
    real x[PICTURE_PIXELS];
    for (int i = 0; i < PICTURE_PIXELS; i++)
        x[i] = (real)image[i] / 255;
    Tensor *z = mlp_forward(m, t_const(m->graph, 1, PICTURE_PIXELS, x));
    // (Where the chapters use sigmoids inside they use them at the end too.)
    bool scores = m->hidden == SIGMOID;
    const real *a = (scores ? t_sigmoid(z) : t_softmax(z))->data;
    int best = argmax(a, CLASSES);
    printf("The picture, as the network sees it:\n\n");
    text_images(1, &image, PICTURE_SIDE, PICTURE_SIDE);
    printf("Its outputs (%s):\n\n", scores ? "σ" : "softmax");
    for (int j = 0; j < CLASSES; j++)
        print_bar(j, (double)a[j], j == best);
    printf("\nIt reads a %d%s.\n", best,
           a[best] < (real)0.5 ? ", and is not sure" : "");
}

int main(int argc, char **argv) {
    if (argc != 3)
        return fprintf(stderr, "usage: predict IMAGE.pgm MODEL.safetensors\n"),
               2;
    Error e;
    Mlp m;
    uint8_t image[PICTURE_PIXELS];
    Graph *g = graph_new(1);
    bool good = picture_load(argv[1], image, &e) && load(argv[2], g, &m, &e);
    if (good)
        show(&m, image);
    else
        fprintf(stderr, "predict: %s\n", e.text);
    graph_free(g);
    return !good || fflush(stdout) != 0;
}
