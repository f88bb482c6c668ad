/* predict.c: what does a network read in your picture?
 *
 *     make predict IMAGE=my3.pgm MODEL=net.safetensors
 *
 * Loads a network that a chapter has kept, makes the digits of the picture into
 * images as MNIST's are, and shows each image and what the network answers. It
 * is also the shortest program here that uses a network without training it.
 */
#include "common/images.h"
#include "common/model_file.h"
#include "common/picture.h"
#include "common/text.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

static const char *const activations[] = {"sigmoid", "tanh", "relu"};

/* ---- The network ---------------------------------------------------------- */

// What the file says of the hidden layers, or the reader, or what most networks
// have that come from elsewhere (ours say it).
static bool choose_hidden(ModelInfo *info, const char *word, Error *e) {
    if (!info->knows_hidden)
        info->hidden = RELU;
    for (int k = 0; k < 3 && word; k++)
        if (strcmp(word, activations[k]) == 0) {
            if (info->knows_hidden && info->hidden != (Activation)k)
                return error_set(
                    e,
                    tr("the file says %s, not %s", "文件里写的是 %s，不是 %s"),
                    activations[info->hidden], word);
            info->hidden = (Activation)k;
            return true;
        }
    return !word ||
           error_set(
               e,
               tr("there is no activation \"%s\", but sigmoid, tanh and relu",
                  "没有“%s”这种激活函数，有 sigmoid、tanh 和 relu"),
               word);
}

// The layers, what is between them, and what they learned from.
static void introduce(const ModelInfo *info, const char *word) {
    printf(tr("The network: %d", "网络：%d"), info->sizes[0]);
    for (int k = 1; k <= info->layers; k++)
        printf("-%d", info->sizes[k]);
    printf(tr(" with %s", "，隐藏层用 %s"), activations[info->hidden]);
    if (info->training) {
        char set[HOW_ROOM], told[TOLD_ROOM];
        snprintf(set, sizeof set, "%.*s", (int)strcspn(info->how, ";"),
                 info->how);
        model_tell_how(set, told);
        printf(tr(", trained on %s", "，训练数据：%s"), told);
    }
    fputs(tr(".\n", "。\n"), stdout);
    if (!info->knows_hidden && !word)
        printf(tr(
            "(Its file does not say which activation it has: relu is our guess.\n"
            "ACTIVATION=sigmoid or ACTIVATION=tanh takes another.)\n",
            "（文件没有说它用哪种激活函数：我们猜是 relu。\n"
            "写上 ACTIVATION=sigmoid 或 ACTIVATION=tanh 就换一种。）\n"));
    printf("\n");
}

static bool load(const char *path, const char *word, Graph *g, Mlp *m,
                 Error *e) {
    ModelInfo info;
    Rng r = rng_new(1);
    if (!model_look(path, &info, e) || !choose_hidden(&info, word, e))
        return false;
    if (info.sizes[0] != PICTURE_PIXELS || info.sizes[info.layers] != CLASSES)
        return error_set(
            e,
            tr("%s: takes %d numbers and gives %d, but a picture has %d and there are %d digits",
               "%s：它收 %d 个数，给出 %d 个；一幅图却有 %d 个数，数字有 %d 种"),
            path, info.sizes[0], info.sizes[info.layers], PICTURE_PIXELS,
            CLASSES);
    *m = mlp_new(g, info.sizes, info.layers + 1, info.hidden, INIT_LECUN, &r);
    if (!model_load(path, m, NULL, e))
        return false;
    introduce(&info, word);
    return true;
}

// Where the chapters use sigmoids inside they use them at the end too.
static bool gives_scores(const Mlp *m) { return m->hidden == SIGMOID; }

// The ten outputs.
static bool read_image(const Mlp *m, const uint8_t *image, double *a,
                       Error *e) {
    real x[PICTURE_PIXELS];
    for (int i = 0; i < PICTURE_PIXELS; i++)
        x[i] = (real)image[i] / 255;
    Tensor *z = mlp_forward(m, t_const(m->graph, 1, PICTURE_PIXELS, x));
    const real *out = (gives_scores(m) ? t_sigmoid(z) : t_softmax(z))->data;
    for (int j = 0; j < CLASSES; j++) {
        a[j] = (double)out[j];
        if (!isfinite(a[j]))
            return error_set(
                e,
                tr("output %d is not a number: the network's weights are too large for this picture",
                   "输出 %d 不是数：对这幅图来说，网络的权重太大"),
                j);
    }
    return true;
}

/* ---- What it says --------------------------------------------------------- */

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

static int largest_but(const double *a, int not_this) {
    int best = not_this == 0;
    for (int j = best; j < CLASSES; j++)
        best = j != not_this && a[j] > a[best] ? j : best;
    return best;
}

// The answer; and another one that is at least half as large.
static int print_answer(const double *a) {
    int best = largest_but(a, -1), second = largest_but(a, best);
    bool close = a[second] > a[best] / 2;
    printf(tr("It reads a %d%s", "它认成 %d%s"), best,
           close || a[best] < 0.5 ? tr(", and is not sure", "，但没有把握")
                                  : "");
    if (close)
        printf(tr(": %.2f for a %d, %.2f for a %d", "：%.2f 给 %d，%.2f 给 %d"),
               a[best], best, a[second], second);
    fputs(tr(".\n", "。\n"), stdout);
    return best;
}

static bool show_digit(const Mlp *m, const Picture *p, int k, int *answer,
                       Error *e) {
    double a[CLASSES];
    const uint8_t *image = p->image[k];
    if (!read_image(m, image, a, e))
        return false;
    if (p->digits == 1)
        printf(tr("The picture, as the network sees it:\n\n",
                  "网络看到的图：\n\n"));
    else
        printf(tr("Digit %d of %d, as the network sees it:\n\n",
                  "第 %d 个数字（共 %d 个），网络看到的：\n\n"),
               k + 1, p->digits);
    text_images(1, &image, PICTURE_SIDE, PICTURE_SIDE);
    if (p->digits == 1) {
        printf(tr("Its outputs (%s):\n\n", "它的输出（%s）：\n\n"),
               gives_scores(m) ? "σ" : "softmax");
        for (int j = 0; j < CLASSES; j++)
            print_bar(j, a[j], j == largest_but(a, -1));
        printf("\n");
    }
    *answer = print_answer(a);
    return true;
}

// What may be wrong with the picture.
static void print_doubts(const Picture *p) {
    if (p->size < 12)
        printf(tr("There is hardly any ink: the digit is %d pixels long.\n",
                  "几乎没有墨迹：数字只有 %d 像素长。\n"),
               p->size);
    if (p->pale)
        printf(tr(
            "The ink is hardly darker than the paper is by itself: take a thicker pen.\n",
            "墨迹不比纸本身深多少：请换一支粗一点的笔。\n"));
    if (p->wide)
        printf(
            tr("%s is wider than digits are: if two touch, draw them apart.\n",
               "%s比一般的数字宽：如果是两个连在一起，请分开写。\n"),
            p->digits == 1 ? tr("This", "它") : tr("One of them", "其中一个"));
}

static bool show(const Mlp *m, const Picture *p, Error *e) {
    int answer[PICTURE_MOST];
    for (int k = 0; k < p->digits; k++) {
        if (!show_digit(m, p, k, &answer[k], e))
            return false;
        printf("%s", p->digits > 1 ? "\n" : "");
    }
    if (p->digits > 1) {
        printf(tr("There are %d digits in the picture. It reads",
                  "图里有 %d 个数字。它认成"),
               p->digits);
        for (int k = 0; k < p->digits; k++)
            printf(" %d", answer[k]);
        fputs(tr(".\n", "。\n"), stdout);
    }
    print_doubts(p);
    return true;
}

// All that was printed must have reached the reader.
static bool finish(Error *e) {
    errno = 0;
    if (fflush(stdout) == 0 && !ferror(stdout))
        return true;
    return error_set(
        e, tr("the output could not be written: %s", "输出写不出去：%s"),
        errno ? tr_error(errno) : tr("it is closed", "它已经关上了"));
}

int main(int argc, char **argv) {
    if (argc != 3 && argc != 4)
        return fprintf(
                   stderr,
                   tr("usage: predict IMAGE.pgm MODEL.safetensors [sigmoid|tanh|relu]\n",
                      "用法：predict IMAGE.pgm MODEL.safetensors [sigmoid|tanh|relu]\n")),
               2;
    Error e;
    Mlp m;
    Picture p;
    Graph *g = graph_new(1);
    bool good = picture_load(argv[1], &p, &e) &&
                load(argv[2], argc == 4 ? argv[3] : NULL, g, &m, &e) &&
                show(&m, &p, &e) && finish(&e);
    if (!good) {
        fflush(stdout);
        fprintf(stderr, tr("predict: %s\n", "predict：%s\n"), e.text);
    }
    graph_free(g);
    return !good;
}
