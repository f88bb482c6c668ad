/* fuzz_idx.c: any bytes at all as a pair of IDX files. The first two bytes say
 * where the images' file ends and the labels' begins, the third how many images
 * to load.
 */
#include "dataset.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

// A stream over a copy, so that the sanitizer sees one byte too many.
static IdxFile stream(const uint8_t *bytes, size_t n, const char *name,
                      void **copy) {
    *copy = malloc(n ? n : 1);
    memcpy(*copy, bytes, n);
    // (fmemopen may refuse an empty buffer.)
    return (IdxFile){n ? fmemopen(*copy, n, "rb") : fopen("/dev/null", "rb"),
                     name};
}

static void use(const Dataset *d) {
    int last = d->count - 1;
    Graph *g = graph_new(1);
    Batch b = batch_gather(g, d, &last, 1);
    if (b.label[0] >= CLASSES || d->count < 1)
        abort();
    graph_free(g);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
    if (size < 3)
        return 0;
    size_t cut = (size_t)bytes[0] << 8 | bytes[1];
    int most = bytes[2] + 1;
    bytes += 3, size -= 3;
    cut = cut < size ? cut : size;
    Error e = {""};
    Dataset d;
    void *copies[2];
    IdxFile images = stream(bytes, cut, "images", &copies[0]);
    IdxFile labels = stream(bytes + cut, size - cut, "labels", &copies[1]);
    if (dataset_read_idx(&d, images, labels, most, &e)) {
        use(&d);
        dataset_free(&d);
    } else if (!e.text[0] || d.image || d.label) {
        abort();
    }
    fclose(images.file);
    fclose(labels.file);
    free(copies[0]);
    free(copies[1]);
    return 0;
}
