/* fuzz_idx.c: any bytes at all as a pair of IDX files. The first two bytes say
 * where the images' file ends and the labels' begins, the third how many images
 * to load.
 */
#include "images.h"
#include "input.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

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
    disk.input = bytes, disk.input_bytes = cut;
    disk.second = bytes + cut, disk.second_bytes = size - cut;
    if (dataset_load_idx(&d, "input", "second", most, &e)) {
        use(&d);
        dataset_free(&d);
    } else if (!e.text[0] || d.image || d.label) {
        abort();
    }
    return 0;
}
