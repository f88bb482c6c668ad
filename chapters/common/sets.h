/* sets.h: which images a chapter works on: those of the reader's folder, MNIST
 * where it is, or the drawn digits.
 */
#ifndef DOWNHILL_SETS_H
#define DOWNHILL_SETS_H

#include "images.h"
#include "story.h"

/* The training and the test set, at most so many images of each, from the
 * first of: the folder `data_option` (the reader's --data, or NULL; "drawn" asks
 * for the drawn digits), the folder that MNIST_DIR names in the environment,
 * the folder data, and the drawn digits. A folder must hold the four files under
 * MNIST's names (train-images-idx3-ubyte, or train-images.idx3-ubyte; each may
 * lie in a folder of its name); only data may have nothing of MNIST's. A broken
 * file, a file that is still packed and a file without the others are errors
 * wherever they are. Of the drawn digits, which depend on `seed`, there are as
 * many as in MNIST: 60,000 and 10,000.
 */
bool dataset_find(Dataset *train, Dataset *test, const char *data_option,
                  int train_count, int test_count, uint64_t seed, Error *e);

/* The images that the chapter works on, at most so many of each (with --quick
 * at most 1,000), and a line that says which they are. They are 28x28 unless the
 * chapter has set c->any_size. folder is the chapter's
 * own option CHAPTER_DATA(&folder), NULL unless it was given. false after
 * trouble has been reported. Free both sets with dataset_free.
 */
#define CHAPTER_DATA(folder)                                                   \
    {                                                                          \
        "--data", OPTION_TEXT, folder, 0, 0,                                   \
            "DIR  where MNIST is; 'drawn' for the drawn digits",               \
            "DIR  MNIST 在哪里；drawn 表示用程序画的数字"         \
    }
bool chapter_data(Chapter *c, const char *folder, int train_count,
                  int test_count, Dataset *train, Dataset *test);

/* The main of a chapter on images: its options, its images, its story. (One whose
 * networks train for long has chapter_that_trains, of trials.h.)
 */
typedef struct OnImages {
    const char *stem, *title;
    const Option *options;      // CHAPTER_DATA among them, with
    const char *const *folder;  // this
    int images, tests;          // at most
    void (*tell)(Chapter *c, const Dataset *set, const Dataset *test);
} OnImages;
int chapter_on_images(int argc, char **argv, const OnImages *o);

#endif
