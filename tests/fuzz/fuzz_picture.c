/* fuzz_picture.c: any bytes at all as a picture. What is read has ink, and it
 * is centred.
 */
#include "input.h"
#include "picture.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
    uint8_t image[PICTURE_PIXELS];
    Error e = {""};
    int most = 0, changed = 0;
    memset(image, 99, sizeof image);
    disk.input = bytes, disk.input_bytes = size;
    bool good = picture_load("input", image, &e);
    for (int i = 0; i < PICTURE_PIXELS; i++) {
        most = image[i] > most ? image[i] : most;
        changed += image[i] != 99;
    }
    if (good ? most == 0 : changed > 0 || !e.text[0])
        abort();
    return 0;
}
