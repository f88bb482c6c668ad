/* safetensors.h: the header of a safetensors file, as bytes that may come from
 * anywhere. (What it means for a network is in model_file.h.)
 *
 * The format (github.com/huggingface/safetensors): eight bytes with the length
 * of the header, lowest first; the header, JSON that begins with `{` and may
 * end in spaces; then all numbers, lowest byte first.
 *
 *     {"__metadata__": {"name": "any text", …},
 *      "fc1.weight": {"dtype": "F32", "shape": [30, 784],
 *                     "data_offsets": [0, 94080]}, …}
 *
 * Offsets count from the end of the header. The tensors leave no gap and do not
 * overlap, from 0 to the end of the file.
 */
#ifndef DOWNHILL_SAFETENSORS_H
#define DOWNHILL_SAFETENSORS_H

#include "../../lib/base.h"
#include "files.h"

#include <stdint.h>

enum { SAFE_LENGTH_BYTES = 8, SAFE_MOST_DIMENSIONS = 8 };

// A text in the header as it stands there, escapes and all; it has no '\0' at
// its end.
typedef struct SafeText {
    const char *at;  // not owned
    size_t n;
} SafeText;

// A tensor, or (in __metadata__) a name and its text.
typedef struct SafeEntry {
    SafeText name,
        text;           // text: what the name stands for, or the tensor's type
    size_t type_bytes;  // of one number; 0: no type that we read
    size_t dimensions, shape[SAFE_MOST_DIMENSIONS];
    size_t begin, end;  // offsets
} SafeEntry;

// In the order of their names.
typedef struct SafeEntries {
    SafeEntry *at;  // owned
    size_t n, room;
} SafeEntries;

typedef struct SafeFile {
    OldFile in;
    size_t header_bytes, data_bytes;
    char *header;  // owned
    SafeEntries tensors, metadata;
} SafeFile;

/* Opens a file, reads its header and believes nothing in it that does not agree
 * with the rest and with the file's size. Tensors of types that we do not know
 * may stand beside ours. False and *error otherwise. safe_close
 * either way.
 */
bool safe_open(SafeFile *f, const char *path, const char *advice, Error *error);
void safe_close(SafeFile *f);

/* NULL when there is none of that name. */
const SafeEntry *safe_find(const SafeEntries *list, const char *name);

bool safe_is(SafeText s, const char *word);

/* The numbers of a tensor of type F32 or F64, all of them finite, and finite as
 * real; to [its shape]. Other types and numbers: false and *error.
 */
bool safe_read(const SafeFile *f, const SafeEntry *t, real *to);

/* Is it of a type that safe_read reads? Before memory is asked for. */
bool safe_is_read(const SafeFile *f, const SafeEntry *t);

/* Writes n numbers as they are in a file. */
#ifdef DOWNHILL_FLOAT
#define SAFE_REAL "F32"
#else
#define SAFE_REAL "F64"
#endif
void safe_write(FILE *file, const real *x, size_t n);
void safe_write_length(FILE *file, size_t header_bytes);

/* A name or a shape from a file, fit for a line on a terminal. */
typedef struct SafeShown {
    char text[128];
} SafeShown;
SafeShown safe_show(SafeText s);
SafeShown safe_show_shape(const SafeEntry *t);  // [30,784]

/* Number i of a tensor with so many columns (0: it has one dimension), such as
 * fc1.weight[2,5] or fc1.bias[5].
 */
SafeShown safe_show_number(SafeText name, size_t cols, size_t i);

#endif
