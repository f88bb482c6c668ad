/* options.h: what a reader may ask of a chapter on its command line. */
#ifndef DOWNHILL_OPTIONS_H
#define DOWNHILL_OPTIONS_H

#include <stdbool.h>
#include <stdio.h>

/* A list of whole numbers, such as the sizes of the hidden layers. */
enum { SIZES_MOST = 15 };
typedef struct Sizes {
    int n;  // 0: none was given
    int size[SIZES_MOST];
} Sizes;

/* An option of one chapter's own. A number must be above `least` (so `least`
 * is 0 for "> 0") and finite; a whole number at least `least` and at most
 * `most`, and so each of the sizes, which commas separate; a flag takes no
 * argument.
 *
 * A knob is an option for the sake of seeing what happens. It is declared once,
 * with its meaning in both languages; what its variable holds at first is what
 * the text is about. Numbers may be anything from `least` to `most`.
 *
 *     static double rate = 0.01;
 *     static const Option knobs[] = {
 *         {"--rate", KNOB_NUMBER, &rate, 0.001, 0.5, "η of the walk",
 *          "学习率 η"},
 *         {0}};
 */
typedef struct Option {
    const char *name;  // "--rate"
    enum {
        OPTION_END,
        OPTION_FLAG,
        OPTION_WHOLE,
        OPTION_NUMBER,
        OPTION_TEXT,
        OPTION_SIZES,
        KNOB_NUMBER,
        KNOB_WHOLE,
        KNOB_SIZES
    } kind;
    void *value;  // bool *, int *, double *, const char **, Sizes *: set if
                  // given
    double least, most;
    const char *help;  // "X    learning rate"; of a knob, what it means
    const char *zh;    // the same in Chinese
} Option;

/* Reads argv by two lists that each end with {0}: the options that all chapters
 * have, and one chapter's own (or NULL). turned [size] gets what has become of
 * the knobs, "--rate 0.2 (0.01), --start 4 (3.6)", or "". OPTIONS_BAD when an
 * option is not there or its value will not do: that has been said, with the
 * usage, on stderr.
 */
typedef enum {
    OPTIONS_GOOD,
    OPTIONS_HELP,
    OPTIONS_KNOBS,
    OPTIONS_BAD
} OptionsRead;
OptionsRead options_read(const char *stem, int argc, char **argv,
                         const Option *shared, const Option *own, char *turned,
                         size_t size);

/* Prints what --help prints. */
void options_usage(FILE *out, const char *stem, const Option *shared,
                   const Option *own);

/* Prints what --knobs prints, for other programs to read: a line a knob, its
 * fields separated by tabs: name, number or whole or sizes, value, least, most,
 * meaning, meaning in Chinese.
 */
void options_knobs(FILE *out, const Option *own);

#endif
