/* fuzz_picture.c: any bytes at all as a picture. Every digit that is read has
 * ink.
 */
#include "input.h"
#include "picture.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
    static Picture picture, kept;
    Error e = {""};
    memset(&picture, 99, sizeof picture);
    memset(&kept, 99, sizeof kept);
    disk.input = bytes, disk.input_bytes = size;
    bool good = picture_load("input", &picture, &e);
    if (!good && (memcmp(&picture, &kept, sizeof kept) != 0 || !e.text[0]))
        abort();
    if (good && (picture.digits < 1 || picture.digits > PICTURE_MOST))
        abort();
    for (int k = 0; good && k < picture.digits; k++) {
        int most = 0;
        for (int i = 0; i < PICTURE_PIXELS; i++)
            most = picture.image[k][i] > most ? picture.image[k][i] : most;
        if (most == 0)
            abort();
    }
    return 0;
}
