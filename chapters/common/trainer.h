/* trainer.h: a chapter as a program to use. With the options of CHAPTER_TRAINING
 * it trains one network of the reader's own by the chapter's recipe, keeps it in
 * a file, stops when it is asked to, and goes on another day as if it had not.
 *
 *     if (trainer_asked(&options))
 *         trainer_run(&c, &options, &recipe, &train, &test, "test");
 *
 * Where no option changes the recipe, it is the very network that the chapter's
 * own learner of that seed becomes. What the file says is the same whether the
 * training was interrupted or not.
 */
#ifndef DOWNHILL_TRAINER_H
#define DOWNHILL_TRAINER_H

#include "sets.h"
#include "story.h"
#include "learner.h"
#include "model_file.h"
#include "../../lib/nn.h"

/* What a reader may change about the training; 0 and NULL where nothing was
 * asked for.
 */
typedef struct TrainOptions {
    const char *data;
    int epochs, batch, threads;
    Sizes hidden;
    double rate;
    const char *save, *load;
} TrainOptions;
// clang-format off
#define CHAPTER_TRAINING(t)                                                    \
    CHAPTER_DATA(&(t)->data),                                                  \
    {"--hidden", OPTION_SIZES, &(t)->hidden, 1, 10000,                         \
     "N  sizes of the hidden layers, such as 30 or 16,16",                     \
     "N  隐藏层的大小，例如 30 或 16,16"},                                     \
    {"--epochs", OPTION_WHOLE, &(t)->epochs, 1, LIMIT_EPOCHS,                       \
     "N  how often the images are gone through",                               \
     "N  全部图像要看几遍"},                                                   \
    {"--batch", OPTION_WHOLE, &(t)->batch, 1, LIMIT_BATCH,                           \
     "N   images in a mini-batch",                                             \
     "N   一个小批量有几幅图像"},                                              \
    {"--rate", OPTION_NUMBER, &(t)->rate, 0, 1e300,                            \
     "X    learning rate",                                                     \
     "X    学习率"},                                                           \
    {"--threads", OPTION_WHOLE, &(t)->threads, 1, 64,                          \
     "N threads; the results do not depend on them",                           \
     "N 线程数；结果与它无关"},                                                \
    {"--save", OPTION_TEXT, &(t)->save, 0, 0,                                  \
     "FILE where the weights are kept, as safetensors",                        \
     "FILE 权重存到哪个文件（safetensors 格式）"},                                       \
    {"--load", OPTION_TEXT, &(t)->load, 0, 0,                                  \
     "FILE weights to begin with",                                             \
     "FILE 从哪个文件里的权重开始"}
// clang-format on

/* Is there an option about training? (--data and --threads are none.) */
bool trainer_asked(const TrainOptions *o);

/* Trains by the recipe, with the reader's changes, and reads the images of `seen`
 * after each epoch; or, with --load and no epochs left, only reads them. `what`
 * is what those are called: "test". Trouble is reported, and c->status then set:
 * 3 where the cost or a weight became NaN or infinite, with the last good weights
 * kept. A network that reads no more than a guess is told of. After an interrupt
 * chapter_end returns 130.
 */
void trainer_run(Chapter *c, const TrainOptions *o, const Recipe *r,
                 const Dataset *train, const Dataset *seen, const char *what);

#endif
