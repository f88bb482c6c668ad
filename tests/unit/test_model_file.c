/* test_model_file.c: networks and their training in files — the same bits back,
 * going on as if nothing had happened, and everything that is refused.
 */
#include "model_file.h"
#include "suites.h"
#include "support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *const file = "m.safetensors", *const part =
                                                     "m.safetensors.part";

/* ---- Networks ------------------------------------------------------------- */

typedef struct Net {
    Graph *g;
    Mlp m;
} Net;

static Net net_of(const int *sizes, int n, Activation hidden, uint64_t seed) {
    Rng r = rng_new(seed);
    Net net = {graph_new(1), {0}};
    net.m = mlp_new(net.g, sizes, n, hidden, INIT_NORMAL, &r);
    return net;
}

// 3-4-2.
static Net small_net(uint64_t seed) {
    return net_of((int[]){3, 4, 2}, 3, TANH, seed);
}

static bool same_bits(const Mlp *a, const Mlp *b) {
    for (int k = 0; k < a->layers; k++) {
        size_t outputs = (size_t)a->sizes[k + 1],
               weights = outputs * (size_t)a->sizes[k];
        if (memcmp(a->weight[k]->data, b->weight[k]->data,
                   weights * sizeof(real)) != 0 ||
            memcmp(a->bias[k]->data, b->bias[k]->data,
                   outputs * sizeof(real)) != 0)
            return false;
    }
    return true;
}

static void save(const Mlp *m, const Learner *l) {
    Error e = {""};
    ck_assert_msg(model_save(file, m, l, &e), "%s", e.text);
    ck_assert_int_ne(access(part, F_OK), 0);
}

static void load(Mlp *m, Learner *l) {
    Error e = {""};
    ck_assert_msg(model_load(file, m, l, &e), "%s", e.text);
}

static size_t read_back(char *to, size_t room) {
    FILE *f = fopen(file, "rb");
    ck_assert_ptr_nonnull(f);
    size_t n = fread(to, 1, room, f);
    fclose(f);
    return n;
}

// A file of this header and so many bytes of numbers, all 0 but the first.
static void write_file(const char *header, size_t data, uint8_t first) {
    static uint8_t b[1 << 16];
    size_t n = strlen(header);
    memset(b, 0, sizeof b);
    for (int i = 0; i < 8; i++)
        b[i] = (uint8_t)((uint64_t)n >> 8 * i);
    memcpy(b + 8, header, n);
    b[8 + n] = first;
    write_bytes(file, b, 8 + n + data);
}

/* ---- The same bits back --------------------------------------------------- */

START_TEST(a_network_comes_back_to_the_bit) {
    Net a = net_of((int[]){784, 30, 10}, 3, RELU, 1);
    real odd[] = {(real)-0.0, (real)1e-40, (real)3e38, REAL_EPSILON};
    memcpy(a.m.weight[0]->data, odd, sizeof odd);
    save(&a.m, NULL);
    ModelInfo info;
    ck_assert(model_look(file, &info, NULL));
    ck_assert_int_eq(info.layers, 2);
    ck_assert_mem_eq(info.sizes, a.m.sizes, 3 * sizeof(int));
    ck_assert(info.knows_hidden && info.hidden == RELU);
    ck_assert(!info.training && !info.older);
    Net b = net_of(info.sizes, info.layers + 1, info.hidden, 2);
    ck_assert(!same_bits(&a.m, &b.m));
    load(&b.m, NULL);
    ck_assert(same_bits(&a.m, &b.m));
    graph_free(a.g);
    graph_free(b.g);
}
END_TEST

START_TEST(the_bytes_of_a_file) {
    static const char header[] =
        "{\"__metadata__\":{\"format\":\"pt\",\"activation\":\"sigmoid\"},"
#ifdef DOWNHILL_FLOAT
        "\"fc1.weight\":{\"dtype\":\"F32\",\"shape\":[1,2],"
        "\"data_offsets\":[0,8]},"
        "\"fc1.bias\":{\"dtype\":\"F32\",\"shape\":[1],"
        "\"data_offsets\":[8,12]}}  ";
    static const uint8_t numbers[] = {0, 0,    0x80, 0x3f, 0,    0,
                                      0, 0xc0, 0,    0,    0x40, 0x3f};
#else
        "\"fc1.weight\":{\"dtype\":\"F64\",\"shape\":[1,2],"
        "\"data_offsets\":[0,16]},"
        "\"fc1.bias\":{\"dtype\":\"F64\",\"shape\":[1],"
        "\"data_offsets\":[16,24]}}";
    static const uint8_t numbers[] = {0, 0, 0, 0, 0, 0, 0xf0, 0x3f,
                                      0, 0, 0, 0, 0, 0, 0,    0xc0,
                                      0, 0, 0, 0, 0, 0, 0xe8, 0x3f};
#endif
    Net a = net_of((int[]){2, 1}, 2, SIGMOID, 1);
    a.m.weight[0]->data[0] = 1;
    a.m.weight[0]->data[1] = -2;
    a.m.bias[0]->data[0] = (real)0.75;
    save(&a.m, NULL);
    char got[1000];
    size_t n = read_back(got, sizeof got), text = n - 8 - sizeof numbers;
    ck_assert_uint_eq(text % 8, 0);
    ck_assert_int_eq((uint8_t)got[0], (int)text);
    ck_assert_mem_eq(got + 1, "\0\0\0\0\0\0", 7);
    size_t said = strlen(header) - 2;  // (the spaces at its end may differ)
    while (header[said - 1] == ' ')
        said--;
    ck_assert_mem_eq(got + 8, header, said);
    for (size_t i = strlen(header); i < text; i++)
        ck_assert_int_eq(got[8 + i], ' ');
    ck_assert_mem_eq(got + 8 + text, numbers, sizeof numbers);
    graph_free(a.g);
}
END_TEST

// A file as another program writes it: spaces, another order, tensors of which
// we know nothing, of types too, numbers of both sizes, metadata with escapes.
static const char mixed[] =
    "{ \"__metadata__\" : {\"settings\":\"{\\\"a\\\": [1, \\u00e9\\\\]}\"},"
    "\"fc1.bias\" : {\"shape\":[ 1 ], \"dtype\":\"F64\",\n"
    "\t\"data_offsets\":[8,16]},\r\"steps\":{\"dtype\":\"I64\",\"shape\":[],"
    "\"data_offsets\":[16,24]},\"fc1.weight\":{\"dtype\":\"F32\","
    "\"shape\":[1,2],\"data_offsets\":[0,8]},\"none\":{\"dtype\":\"BF16\","
    "\"shape\":[3,0],\"data_offsets\":[24,24]},\"scale\":{\"dtype\":"
    "\"F6_E3M2\",\"shape\":[4],\"data_offsets\":[24,27]}}   ";

static void write_mixed(double bias) {
    uint8_t b[1000];
    size_t n = strlen(mixed);
    float w[2] = {1.5f, -0.1f};
    for (int i = 0; i < 8; i++)
        b[i] = (uint8_t)((uint64_t)n >> 8 * i);
    memcpy(b + 8, mixed, n);
    memcpy(b + 8 + n, w, 8);  // (the machines of the tests are little-endian)
    memcpy(b + 16 + n, &bias, 8);
    memset(b + 24 + n, 7, 11);
    write_bytes(file, b, 35 + n);
}

START_TEST(what_other_programs_write) {
    Net a = net_of((int[]){2, 1}, 2, RELU, 1);
    ModelInfo info;
    write_mixed(0.1);
    Error e = {""};
    ck_assert_msg(model_look(file, &info, &e), "%s", e.text);
    ck_assert(!info.knows_hidden && info.hidden == SIGMOID);
    ck_assert(info.layers == 1 && info.sizes[0] == 2 && info.sizes[1] == 1);
    load(&a.m, NULL);
    ck_assert(a.m.weight[0]->data[0] == (real)1.5);
    ck_assert(a.m.weight[0]->data[1] == (real)-0.1f);
    ck_assert(a.m.bias[0]->data[0] == (real)0.1);
    write_mixed(1e300);
#ifdef DOWNHILL_FLOAT
    ck_assert(!model_load(file, &a.m, NULL, &e));
    ck_assert_str_eq(
        e.text, "m.safetensors: fc1.bias[0] is more than a float can hold");
    ck_assert(a.m.bias[0]->data[0] == (real)0.1);
#else
    load(&a.m, NULL);
    ck_assert(a.m.bias[0]->data[0] == 1e300);
#endif
    graph_free(a.g);
}
END_TEST

/* ---- Going on as if nothing had happened ---------------------------------- */

enum { EXAMPLES = 7, EPOCHS = 3 };
static uint8_t image[EXAMPLES * 3], label[EXAMPLES];

static Dataset seven_examples(void) {
    for (int i = 0; i < EXAMPLES * 3; i++)
        image[i] = (uint8_t)(i * 37);
    for (int i = 0; i < EXAMPLES; i++)
        label[i] = (uint8_t)(i % 2);
    return (Dataset){EXAMPLES, 1, 3, image, label, DATA_OTHER, 0};
}

enum { BY_STEPS, BY_MOMENTUM, BY_ADAM, WAYS };

// With a little noise from each step's own chance, as some methods add.
static Tensor *noisy(Learner *l, Tensor *x, bool learning) {
    Tensor *z = mlp_forward(&l->mlp, x);
    Tensor *noise = t_const(l->graph, z->rows, z->cols, NULL);
    for (int i = 0; learning && i < z->rows * z->cols; i++)
        noise->data[i] = (real)(0.01 * rng_normal(&l->chance));
    return t_add(z, noise);
}

static Recipe by(int way) {
    return (Recipe){.hidden = {1, {4}},
                    .activation = TANH,
                    .epochs = EPOCHS,
                    .batch = 3,
                    .rate = 0.1,
                    .falls = way == BY_STEPS,
                    .adam = way == BY_ADAM,
                    .momentum = way == BY_MOMENTUM ? 0.9 : 0,
                    .decay = 0.01,
                    .drop_in = 0.1,
                    .outputs = noisy};
}

static Learner learner_by(int way, uint64_t seed) {
    Dataset d = seven_examples();
    const Recipe r = by(way);
    return learner_new(&d, &r, seed, 1);
}

static void train(Learner *l, int steps) {
    while (steps-- > 0 && l->epochs < EPOCHS)
        learner_step(l);
}

static void expect_same_training(const Learner *a, const Learner *b) {
    size_t bytes = graph_params(a->graph) * sizeof(real);
    ck_assert(same_bits(&a->mlp, &b->mlp));
    ck_assert(a->epochs == b->epochs && a->at == b->at && a->seed == b->seed);
    if (a->momentum.velocity)
        ck_assert_mem_eq(a->momentum.velocity, b->momentum.velocity, bytes);
    if (a->adam.m) {
        ck_assert_mem_eq(a->adam.m, b->adam.m, bytes);
        ck_assert_mem_eq(a->adam.v, b->adam.v, bytes);
        ck_assert(a->adam.decay1 == b->adam.decay1 &&
                  a->adam.decay2 == b->adam.decay2);
    }
}

// Stopped after each number of steps, among them the end of an epoch (3, 6),
// the beginning (0) and the end (9) of all, and in the middle of one.
START_TEST(training_goes_on_to_the_bit) {
    int steps = _i % 10, way = _i / 10;
    Learner whole = learner_by(way, 1), first = learner_by(way, 1);
    Learner second = learner_by(way, 2);
    train(&whole, 100);
    train(&first, steps);
    save(&first.mlp, &first);
    ModelInfo info;
    ck_assert(model_look(file, &info, NULL));
    ck_assert(info.training && !info.older && info.seed == 1);
    ck_assert(info.epoch == steps / 3 && info.position == steps % 3 * 3);
    ck_assert(info.examples == EXAMPLES && info.batch == 3 && info.rate == 0.1);
    learner_step(&second);
    second.recipe.rate = 99, second.recipe.batch = 5;
    load(&second.mlp, &second);
    expect_same_training(&first, &second);
    ck_assert(second.recipe.rate == 0.1 && second.recipe.batch == 3);
    train(&second, 100);
    expect_same_training(&whole, &second);
    learner_free(&whole);
    learner_free(&first);
    learner_free(&second);
}
END_TEST

// What goes into `how`; and what would need an escape is a question mark.
START_TEST(how_it_is_trained_is_kept_in_words) {
    static const char *const hows[] = {
        "IDX files, not MNIST; half the squared error; decay 0.01; dropout 0.1 "
        "and 0; a rate that falls for 3 epochs",
        "IDX files, not MNIST; half the squared error; momentum 0.9; decay "
        "0.01; dropout 0.1 and 0",
        "IDX files, not MNIST; half the squared error; Adam; decay 0.01; "
        "dropout 0.1 and 0"};
    ModelInfo info;
    for (int way = 0; way < WAYS; way++) {
        Learner l = learner_by(way, 1);
        save(&l.mlp, &l);
        ck_assert(model_look(file, &info, NULL));
        ck_assert_str_eq(info.how, hows[way]);
        learner_free(&l);
    }
    Learner l = learner_by(BY_ADAM, 1);
    l.set.kind = DATA_DRAWN, l.set.seed = 18446744073709551615ull;
    Cost odd = {"\"\\\n\t\x01\x7f/\xc3\xa9\xe6\x9d\x83\xe6", NULL};
    l.recipe.cost = &odd;
    save(&l.mlp, &l);
    ck_assert(model_look(file, &info, NULL));
    ck_assert_str_eq(info.how, "drawn digits, seed 18446744073709551615; ??????"
                               "/\xc3\xa9\xe6\x9d\x83?; Adam; decay "
                               "0.01; dropout 0.1 and 0");
    learner_free(&l);
}
END_TEST

/* ---- Everything that may be wrong with a file ----------------------------- */

// What is said of the file, which must leave everything as it was.
static void expect_refused(const char *message) {
    Net kept = small_net(1), net = small_net(1);
    Error e = {""};
    ck_assert(!model_load(file, &net.m, NULL, &e));
    ck_assert(same_bits(&kept.m, &net.m));
    ck_assert_int_eq(strncmp(e.text, "m.safetensors: ", 15), 0);
    ck_assert_str_eq(e.text + 15, message);
    graph_free(kept.g);
    graph_free(net.g);
}

#define TENSOR(name, type, shape, offsets)                                     \
    "\"" name "\":{\"dtype\":\"" type "\",\"shape\":" shape                    \
    ",\"data_offsets\":" offsets "}"
#define NOT(byte, what)                                                        \
    "not a safetensors file: byte " #byte " of its header should be " what

static const struct {
    const char *header;
    size_t data;
    const char *message;
} bad[] = {
    // Tensors that do not fit the file or each other.
    {"{" TENSOR("fc1.weight", "F32", "[2,3]", "[0,40]") "}", 40,
     "tensor \"fc1.weight\": offsets 0..40 do not match F32[2,3]"},
    {"{" TENSOR("a", "F64", "[2]", "[8,0]") "}", 8,
     "tensor \"a\": offsets 8..0 do not match F64[2]"},
    {"{" TENSOR("a", "U8", "[1]", "[8,0]") "}", 8,
     "tensor \"a\": offsets 8..0 do not match U8[1]"},
    {"{" TENSOR("a", "F32", "[]", "[0,8]") "}", 8,
     "tensor \"a\": offsets 0..8 do not match F32[]"},
    // A product that is 4 modulo 2⁶⁴, and one that is 0.
    {"{" TENSOR("a", "F32", "[4294967296,4294967296,1]", "[0,0]") "}", 0,
     "tensor \"a\": offsets 0..0 do not match F32[4294967296,4294967296,1]"},
    {"{" TENSOR("a", "F32", "[18446744073709551615]", "[0,0]") "}", 0,
     "tensor \"a\": offsets 0..0 do not match F32[18446744073709551615]"},
    {"{" TENSOR("a", "F32", "[2]", "[0,8]") "}", 7,
     "tensor \"a\": offsets 0..8, but the file has 7 bytes of numbers: it was "
     "cut short"},
    {"{" TENSOR("a", "U8", "[18446744073709551615]",
                "[0,18446744073709551615]") "}",
     7,
     "tensor \"a\": offsets 0..18446744073709551615, but the file has 7 bytes "
     "of numbers: it was cut short"},
    {"{" TENSOR("a", "F32", "[1]", "[0,4]") "," TENSOR("b", "F32", "[1]",
                                                       "[8,12]") "}",
     12,
     "tensor \"b\": offsets 8..12 leave a gap after the tensor before, which "
     "ends at 4"},
    {"{" TENSOR("a", "F32", "[1]", "[4,8]") "}", 8,
     "tensor \"a\": offsets 4..8 leave a gap after the tensor before, which "
     "ends at 0"},
    {"{" TENSOR("b", "F32", "[2]", "[4,12]") "," TENSOR("a", "F32", "[2]",
                                                        "[0,8]") "}",
     12,
     "tensor \"b\": offsets 4..12 overlap the tensor before, which ends at 8"},
    {"{" TENSOR("a", "F32", "[1]", "[0,4]") "}", 5,
     "its tensors end at 4, but it has 5 bytes of numbers"},
    {"{}", 1, "its tensors end at 0, but it has 1 bytes of numbers"},
    {"{" TENSOR("a", "F32", "[1]", "[0,4]") "," TENSOR("a", "F32", "[1]",
                                                       "[4,8]") "}",
     8, "\"a\" is there twice"},
    // (Twice, and so their places overlap or leave a gap.)
    {"{" TENSOR("a", "F32", "[1]", "[0,4]") "," TENSOR("a", "F32", "[1]",
                                                       "[0,4]") "}",
     8, "\"a\" is there twice"},
    {"{" TENSOR("a\\\"b", "F32", "[1]",
                "[0,4]") "," TENSOR("a\\\"b", "F32", "[1]", "[8,12]") "}",
     12, "\"a\\\"b\" is there twice"},
    {"{\"__metadata__\":{\"k\":\"1\",\"k\":\"2\"}}", 0, "\"k\" is there twice"},
    {"{\"__metadata__\":{},\"__metadata__\":{}}", 0,
     "\"__metadata__\" is there twice"},
    // Tensors that are not quite tensors.
    {"{\"a\":{\"dtype\":\"F32\",\"shape\":[1]}}", 4,
     "tensor \"a\" lacks one of dtype, shape and data_offsets"},
    {"{\"a\":{\"dtype\":\"F32\",\"dtype\":\"F32\"}}", 4,
     "tensor \"a\" has a second \"dtype\""},
    {"{\"a\":{\"type\":\"F32\"}}", 4,
     "tensor \"a\" has an unknown property \"type\""},
    {"{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0]}}", 4,
     "tensor \"a\" has data_offsets that are not two numbers"},
    {"{\"a\x7f[31m\xc3\xa9\":{\"type\":\"F32\"}}", 4,
     "tensor \"a?[31m??\" has an unknown property \"type\""},
    // What is not JSON, or not of this form.
    {"[]", 0, NOT(0, "'{'")},
    {" {}", 0, NOT(0, "'{'")},
    {"{ ", 0, NOT(2, "'\"'")},
    {"{}x", 0, NOT(2, "a space")},
    {"{}\n", 0, NOT(2, "a space")},
    {"{\"a\"}", 0, NOT(4, "':'")},
    {"{\"a\":1}", 0, NOT(5, "'{'")},
    {"{\"a\":{\"shape\":[1,]}}", 0, NOT(17, "a whole number")},
    {"{\"a\":{\"shape\":[", 0, NOT(15, "a whole number")},
    {"{\"a\":{\"shape\":[01]}}", 0, NOT(17, "a whole number")},
    {"{\"a\":{\"shape\":[-1]}}", 0, NOT(15, "a whole number")},
    {"{\"a\":{\"shape\":[1.5]}}", 0, NOT(16, "']'")},
    {"{\"a\":{\"shape\":[1 2]}}", 0, NOT(17, "']'")},
    {"{\"a\":{\"shape\":[18446744073709551616]}}", 0,
     NOT(34, "the end of a number (this one is too large)")},
    {"{\"a\":{\"shape\":[1,1,1,1,1,1,1,1,1]}}", 0,
     NOT(31, "the end of a list (this one is too long)")},
    {"{\"a\":{\"data_offsets\":[1,2,3]}}", 0,
     NOT(26, "the end of a list (this one is too long)")},
    {"{\"a\n\":{}}", 0, NOT(3, "a character of UTF-8")},
    {"{\"\xff\":{}}", 0, NOT(2, "a character of UTF-8")},
    {"{\"\xc0\xaf\":{}}", 0, NOT(2, "a character of UTF-8")},
    {"{\"\xed\xa0\x80\":{}}", 0, NOT(2, "a character of UTF-8")},
    {"{\"\xf4\x90\x80\x80\":{}}", 0, NOT(2, "a character of UTF-8")},
    {"{\"abc", 0, NOT(5, "'\"'")},
    {"{\"abc\\", 0, NOT(6, "a character of UTF-8")},
    {"{\"a\\\xff\":{}}", 0, NOT(4, "a character of UTF-8")},
    {"{\"abc\\\"", 0, NOT(7, "'\"'")},
    {"{\"a\":{}}", 0, NOT(6, "'\"'")},
    {"{\"__metadata__\":{\"k\":1}}", 0, NOT(21, "'\"'")},
    {"{\"__metadata__\":{\"k\":{}}}", 0, NOT(21, "'\"'")},
    // No network, or another one.
    {"{}", 0, "holds no tensors"},
    {"{" TENSOR("0.weight", "F32", "[1]", "[0,4]") "}", 4,
     "has no tensor \"fc1.weight\" (but \"0.weight\"); name its layers fc1, fc2 "
     "and so on"},
    {"{" TENSOR("fc1.weight", "F32", "[2,3]", "[0,24]") "}", 24,
     "expects fc1.weight [4,3], file has [2,3]"},
    {"{" TENSOR("fc1.weight", "F32", "[4,3,0]", "[0,0]") "}", 0,
     "expects fc1.weight [4,3], file has [4,3,0]"},
    {"{" TENSOR("fc1.weight", "F32", "[12]", "[0,48]") "}", 48,
     "expects fc1.weight [4,3], file has [12]"},
    {"{" TENSOR("fc1.weight", "F32", "[4,3]",
                "[0,48]") "," TENSOR("fc1.bias", "F32", "[1,4]", "[48,64]") "}",
     64, "expects fc1.bias [4], file has [1,4]"},
    {"{" TENSOR("fc1.weight", "F32", "[4,3]", "[0,48]") "}", 48,
     "has no tensor \"fc1.bias\""},
    {"{" TENSOR("fc3.weight", "F32", "[1]",
                "[0,4]") "," TENSOR("fc1.weight", "F32", "[1]", "[4,8]") "}",
     8, "expects 2 layers, file has fc3.weight"},
    {"{\"__metadata__\":{\"activation\":\"relu\"}," TENSOR("fc1.weight", "F32",
                                                           "[1]", "[0,4]") "}",
     4, "expects tanh neurons, file has relu"},
    {"{\"__metadata__\":{\"activation\":\"gelu\"}," TENSOR("fc1.weight", "F32",
                                                           "[1]", "[0,4]") "}",
     4, "there is no activation \"gelu\""},
};

START_TEST(headers_that_are_refused) {
    for (size_t k = 0; k < sizeof bad / sizeof *bad; k++) {
        write_file(bad[k].header, bad[k].data, 0);
        expect_refused(bad[k].message);
    }
}
END_TEST

// A network of which one tensor has numbers of another type, also where such a
// number has as many bytes as one of ours.
START_TEST(half_a_network_of_another_type) {
    static const struct {
        const char *type, *end, *after;
        size_t bytes;
    } other[] = {{"BF16", "80", "88", 88},   {"F16", "80", "88", 88},
                 {"I32", "96", "104", 104},  {"I64", "128", "136", 136},
                 {"U64", "128", "136", 136}, {"C64", "128", "136", 136}};
    for (size_t k = 0; k < sizeof other / sizeof *other; k++) {
        char header[500], message[100];
        snprintf(header, sizeof header,
                 "{" TENSOR("fc1.weight", "F32", "[4,3]", "[0,48]") "," TENSOR(
                     "fc1.bias", "F32", "[4]",
                     "[48,64]") "," TENSOR("fc2.weight", "%s", "[2,4]",
                                           "[64,%s]") "," TENSOR("fc2.bias",
                                                                 "F32", "[2]",
                                                                 "[%s,%s]") "}",
                 other[k].type, other[k].end, other[k].end, other[k].after);
        write_file(header, other[k].bytes, 0);
        snprintf(message, sizeof message,
                 "tensor \"fc2.weight\": numbers of type %s (only F32 and F64)",
                 other[k].type);
        expect_refused(message);
    }
}
END_TEST

// What model_look alone can say, before memory is asked for.
START_TEST(shapes_that_are_no_network) {
    static const struct {
        const char *header;
        size_t data;
        const char *message;
    } shapes[] = {
        {"{" TENSOR("fc1.weight", "F32", "[0,3]", "[0,0]") "}", 0,
         "m.safetensors: fc1.weight [0,3] is not a layer's matrix"},
        {"{" TENSOR("fc1.weight", "F32", "[0,9000000000]", "[0,0]") "}", 0,
         "m.safetensors: fc1.weight [0,9000000000] is not a layer's matrix"},
        {"{" TENSOR("fc1.weight", "F32", "[1,1,1]", "[0,4]") "}", 4,
         "m.safetensors: fc1.weight [1,1,1] is not a layer's matrix"},
        {"{" TENSOR("fc1.weight", "F32", "[1,1]", "[0,4]") "," TENSOR(
             "fc2.weight", "F32", "[1,2]", "[4,12]") "}",
         12,
         "m.safetensors: fc2.weight [1,2] does not fit the 1 outputs of fc1"},
        {"{" TENSOR("fc1.weight", "BOOL", "[2,2]", "[0,4]") "}", 4,
         "m.safetensors: tensor \"fc1.weight\": numbers of type BOOL (only "
         "F32 and F64)"},
    };
    for (size_t k = 0; k < sizeof shapes / sizeof *shapes; k++) {
        Error e = {""};
        ModelInfo info = {.layers = 77};
        write_file(shapes[k].header, shapes[k].data, 0);
        ck_assert(!model_look(file, &info, &e));
        ck_assert_str_eq(e.text, shapes[k].message);
        ck_assert_int_eq(info.layers, 77);
    }
    char header[4000] = "{";
    for (int k = 1; k <= MLP_MAX_LAYERS + 1; k++)
        snprintf(header + strlen(header), sizeof header - strlen(header),
                 "%s\"fc%d.weight\":{\"dtype\":\"F32\",\"shape\":[1,1],"
                 "\"data_offsets\":[%d,%d]}",
                 k > 1 ? "," : "", k, 4 * (k - 1), 4 * k);
    strcat(header, "}");
    Error e;
    ModelInfo info;
    write_file(header, 4 * (MLP_MAX_LAYERS + 1), 0);
    ck_assert(!model_look(file, &info, &e));
    ck_assert_str_eq(e.text, "m.safetensors: has more than 16 layers");
}
END_TEST

// 400 million bytes that take no place on the disk.
START_TEST(a_network_too_large_for_us) {
    static const char header[] =
        "{" TENSOR("fc1.weight", "F32", "[50000,2000]", "[0,400000000]") "}";
    Error e;
    ModelInfo info;
    write_file(header, 0, 0);
    ck_assert_int_eq(truncate(file, 8 + (long)sizeof header - 1 + 400000000),
                     0);
    ck_assert(!model_look(file, &info, &e));
    ck_assert_str_eq(e.text, "m.safetensors: has 100050000 weights and biases; "
                             "more than 100000000 are refused");
}
END_TEST

START_TEST(bytes_that_are_refused) {
    static const struct {
        const char *bytes;
        size_t n;
        const char *message;
    } starts[] = {
        {"", 0, "truncated header: 0 bytes, need at least 10"},
        {"\x08\0\0", 3, "truncated header: 3 bytes, need at least 10"},
        {"\x02\0\0\0\0\0\0\0", 8, "header says 2 bytes, file has 0"},
        {"\x00\0\0\0\0\0\0\0{}", 10, "header says 0 bytes, file has 2"},
        {"\x03\0\0\0\0\0\0\0{}", 10, "header says 3 bytes, file has 2"},
        {"\x01\xe1\xf5\x05\0\0\0\0{}", 10,
         "not a safetensors file: its header would have 100000001 bytes (at "
         "most 100000000)"},
        {"\xff\xff\xff\xff\xff\xff\xff\xff{}", 10,
         "not a safetensors file: its header would have 18446744073709551615 "
         "bytes (at most 100000000)"},
        {"\x1f\x8b\x08\0\0\0\0\0\0", 9, "this is gzip data; run gunzip"},
        {"PK\3\4\0\0\0\0\0\0", 10,
         "made by torch.save; use safetensors.torch.save_file there"},
        {"<html><body>", 12, "not a safetensors file (starts with \"<html\")"},
    };
    for (size_t k = 0; k < sizeof starts / sizeof *starts; k++) {
        write_bytes(file, starts[k].bytes, starts[k].n);
        expect_refused(starts[k].message);
    }
}
END_TEST

START_TEST(what_is_not_a_file) {
    expect_refused("No such file or directory; train a network first, with "
                   "--save FILE");
    ck_assert_int_eq(mkdir(file, 0700), 0);
    expect_refused("is a directory");
    rmdir(file);
    ck_assert_int_eq(mkfifo(file, 0600), 0);  // opening it would wait
    expect_refused("is not a regular file");
    remove(file);
    ck_assert_int_eq(symlink("/dev/zero", file), 0);
    expect_refused("is not a regular file");
}
END_TEST

// Two lists that would grow without end.
START_TEST(too_many_names) {
    enum { N = 100001 };
    char *b = malloc(40 * N), *at = b + 8;
    at += sprintf(at, "{\"__metadata__\":{");
    for (int i = 0; i < N; i++)
        at += sprintf(at, "%s\"%d\":\"\"", i ? "," : "", i);
    at += sprintf(at, "}}");
    for (int i = 0; i < 8; i++)
        b[i] = (char)((uint64_t)(at - b - 8) >> 8 * i);
    write_bytes(file, b, (size_t)(at - b));
    free(b);
    expect_refused("more than 100000 names in its header");
}
END_TEST

START_TEST(numbers_that_are_not_finite) {
    static const double values[] = {(double)NAN, (double)INFINITY,
                                    -(double)INFINITY};
    for (int k = 0; k < 3; k++) {
        Net a = small_net(1);
        save(&a.m, NULL);
        FILE *f = fopen(file, "r+b");
        real x = (real)values[k];
        // The last number but one: fc2.bias[0].
        ck_assert_int_eq(fseek(f, -2 * (long)sizeof x, SEEK_END), 0);
        ck_assert_uint_eq(fwrite(&x, sizeof x, 1, f), 1);
        fclose(f);
        expect_refused("fc2.bias[0] is not a finite number");
        Error e;
        a.m.weight[1]->data[5] = x;
        ck_assert(!model_save(file, &a.m, NULL, &e));
        ck_assert_str_eq(e.text, "m.safetensors: not saved: fc2.weight[1,1] is "
                                 "not a finite number; the old file is "
                                 "unchanged");
        expect_refused("fc2.bias[0] is not a finite number");
        graph_free(a.g);
    }
}
END_TEST

/* ---- The state of training ------------------------------------------------ */

// Replaces a text in the file by one of the same length.
static void tamper(const char *old, const char *new) {
    char b[8000];
    size_t n = read_back(b, sizeof b), length = strlen(old);
    ck_assert_uint_eq(length, strlen(new));
    for (size_t i = 0; i + length <= n; i++)
        if (memcmp(b + i, old, length) == 0) {
            memcpy(b + i, new, length);
            write_bytes(file, b, n);
            return;
        }
    ck_abort_msg("%s is not in the file", old);
}

// Fails to go on from the file, says so, and leaves the learner as it was.
static void expect_no_way_on(Learner *l, const char *message) {
    Learner kept = *l;
    Error e = {""};
    real before[100], after[100];
    size_t n = mlp_flatten(&l->mlp, before);
    ck_assert(!model_load(file, &l->mlp, l, &e));
    ck_assert_str_eq(e.text, message);
    mlp_flatten(&l->mlp, after);
    ck_assert_mem_eq(before, after, n * sizeof *before);
    ck_assert_mem_eq(&kept, l, sizeof kept);
}

static void expect_bad_setting(const char *old, const char *new,
                               const char *message) {
    Learner l = learner_by(BY_ADAM, 1);
    Error e = {""};
    ModelInfo info;
    train(&l, 4);
    l.adam.decay1 = 0.5, l.adam.decay2 = 0.25;
    remove(file);  // (what is no network of ours would not be replaced)
    save(&l.mlp, &l);
    tamper(old, new);
    ck_assert(!model_look(file, &info, &e));  // before anything is made
    ck_assert_str_eq(e.text, message);
    expect_no_way_on(&l, message);
    learner_free(&l);
}

START_TEST(settings_that_are_refused) {
#define M "m.safetensors: "
    static const char *const settings[][3] = {
        {"epoch\":\"1\"", "epoch\":\"x\"", M "training.epoch cannot be \"x\""},
        {"epoch\":\"1\"", "epoch\":\"\" ", M "training.epoch cannot be \"\""},
        {"epoch\":\"1\",\"training.position\":\"3\"",
         "epoch\":\"1000001\",\"training.pos\":\"\"",
         M "training.epoch cannot be \"1000001\""},
        {"batch\":\"3\"", "batch\":\"0\"", M "training.batch cannot be \"0\""},
        {"batch\":\"3\",\"training.epoch\":\"1\"",
         "batch\":\"2147483646\",\"traini\":\"\"",
         M "training.batch cannot be \"2147483646\""},
        {"examples\":\"7\"", "examples\":\"0\"",
         M "training.examples cannot be \"0\""},
        {"rate\":\"0.1", "rate\":\"nan",
         M "training.rate cannot be \"nan0000000000000001\""},
        {"rate\":\"0.1", "rate\":\"-3.",
         M "training.rate cannot be \"-3.0000000000000001\""},
        {"rate\":\"0.10000000000000001", "rate\":\"0.00000000000000000",
         M "training.rate cannot be \"0.00000000000000000\""},
        {"rate\":\"0.10000000000000001", "rate\":\"1e00000000000000301",
         M "training.rate cannot be \"1e00000000000000301\""},
        {"rate\":\"0.10000000000000001", "rate\":\"0.1\\u001b[31m000001",
         M "training.rate cannot be \"0.1\\u001b[31m000001\""},
        {"decay1\":\"0.5", "decay1\":\"1.5",
         M "optimizer.decay1 cannot be \"1.5\""},
        {"decay2\":\"0.25", "decay2\":\"-.25",
         M "optimizer.decay2 cannot be \"-.25\""},
        {"seed\":\"1\"", "seed\":\"-\"", M "training.seed cannot be \"-\""},
        {"position\":\"3\"", "position\":\"7\"", M "stands at example 7 of 7"},
        {"training.batch", "training.bitch",
         M "its training lacks training.batch"},
        {"half the", "half\x7fthe", M "training.how has control characters"},
        {"half the", "half \xc2\x9bh", M "training.how has control characters"},
        {"training.how", "training.who", M "its training lacks training.how"},
    };
    for (size_t k = 0; k < sizeof settings / sizeof *settings; k++)
        expect_bad_setting(settings[k][0], settings[k][1], settings[k][2]);
}
END_TEST

START_TEST(another_way_of_training) {
    for (int has = 0; has < WAYS; has++)
        for (int wants = 0; wants < WAYS; wants++) {
            Learner a = learner_by(has, 1), b = learner_by(wants, 2);
            Error e;
            save(&a.mlp, &a);
            ck_assert_int_eq(model_load(file, &b.mlp, &b, &e), has == wants);
            if (has != wants)
                ck_assert_int_eq(
                    strncmp(e.text,
                            M "was trained on 'IDX files, not MNIST; "
                              "half the squared error; ",
                            62),
                    0);
            load(&b.mlp, NULL);  // the weights alone, always
            ck_assert(same_bits(&a.mlp, &b.mlp));
            learner_free(&a);
            learner_free(&b);
        }
    Learner l = learner_by(BY_STEPS, 1), other = learner_by(BY_STEPS, 1);
    save(&l.mlp, &l);
    other.set.count = 6;
    expect_no_way_on(&other, M "was trained on 7 images; here are 6");
    other.set.count = 7, other.recipe.epochs = 4;
    expect_no_way_on(
        &other, M
        "was trained on 'IDX files, not MNIST; half the squared "
        "error; decay 0.01; dropout 0.1 and 0; a rate that falls for 3 epochs'; this would be 'IDX files, not MNIST; "
        "half the squared error; decay 0.01; dropout 0.1 and 0; a "
        "rate that falls for 4 epochs'");
    save(&l.mlp, NULL);
    expect_no_way_on(&l,
                     M "has weights but no state of training to go on from; "
                       "train from the beginning");
    learner_free(&l);
    learner_free(&other);
}
END_TEST

// A file as it was kept before the order of the images followed from the seed.
START_TEST(an_earlier_version) {
    static const char header[] =
        "{\"__metadata__\":{\"activation\":\"tanh\",\"optimizer\":\"sgd\","
        "\"training.seed\":\"1\",\"training.rng\":\"0 0 0 0 none\","
        "\"training.note\":\"MNIST; half of the squared error\"}," TENSOR(
            "fc1.weight", "F32", "[4,3]",
            "[0,48]") "," TENSOR("fc1.bias", "F32", "[4]",
                                 "[48,64]") "," TENSOR("fc2.weight", "F32",
                                                       "[10,4]",
                                                       "[64,224]") "," TENSOR("fc2.bias",
                                                                              "F32",
                                                                              "[10]",
                                                                              "[224,264]") "}";
    ModelInfo info;
    write_file(header, 264, 0);
    ck_assert(model_look(file, &info, NULL));
    ck_assert(info.older && !info.training);
    Learner l = learner_by(BY_STEPS, 1);
    expect_no_way_on(&l, M "was kept by an earlier version: its training "
                           "cannot go on, its weights can begin another");
    load(&l.mlp, NULL);
    save(&l.mlp, &l);  // it may be replaced
    learner_free(&l);
}
END_TEST

START_TEST(squares_are_not_negative) {
    Learner l = learner_by(BY_ADAM, 1);
    real odd = l.adam.v[13] = (real)-1e-30;
    save(&l.mlp, &l);
    l.adam.v[13] = 0;
    expect_no_way_on(&l, M "optimizer.v.fc1.bias has a number below 0");
    ck_assert(l.adam.v[13] > odd);
    learner_free(&l);
}
END_TEST

/* ---- Faults --------------------------------------------------------------- */

// Fails to save to path, says so, and leaves the old file and nothing else.
static void expect_not_saved(const char *path, const char *message) {
    Net old = small_net(1), new = small_net(2), got = small_net(3);
    Error e = {""};
    save(&old.m, NULL);
    ck_assert(!model_save(path, &new.m, NULL, &e));
    ck_assert_str_eq(e.text, message);
    load(&got.m, NULL);
    ck_assert(same_bits(&got.m, &old.m));
    graph_free(old.g);
    graph_free(new.g);
    graph_free(got.g);
}

START_TEST(places_that_cannot_be_written) {
    expect_not_saved("nowhere/m.safetensors",
                     "nowhere/m.safetensors: No such file or directory; choose "
                     "another place with --save FILE");
    // (A link: were the check broken, the device itself would be replaced.)
    ck_assert_int_eq(symlink("/dev/full", "sink"), 0);
    expect_not_saved("sink", "sink: is not a regular file; choose another "
                             "place with --save FILE");
    expect_not_saved(".", ".: is a directory; choose another place with --save "
                          "FILE");
    ck_assert_int_eq(mkdir("locked", 0500), 0);
    if (geteuid() != 0)  // root may write anywhere
        expect_not_saved("locked/m.safetensors",
                         "locked/m.safetensors: Permission denied; choose "
                         "another place with --save FILE");
}
END_TEST

// Only what was kept here is replaced.
static void expect_not_replaced(const char *message) {
    Net a = small_net(1);
    Error e;
    char before[4000], after[4000];
    size_t n = read_back(before, sizeof before);
    ck_assert(!model_save(file, &a.m, NULL, &e));
    ck_assert_str_eq(e.text, message);
    ck_assert_uint_eq(read_back(after, sizeof after), n);
    ck_assert_mem_eq(before, after, n);
    ck_assert_int_ne(access(part, F_OK), 0);
    graph_free(a.g);
}

START_TEST(another_file_is_not_replaced) {
    write_bytes(file, "a diary, and no network", 23);
    expect_not_replaced("m.safetensors: not a safetensors file (starts with "
                        "\"a dia\"): it is not replaced, choose another place "
                        "with --save FILE");
    write_mixed(0.1);
    expect_not_replaced("m.safetensors: a network that another program has "
                        "kept: it is not replaced, choose another place with "
                        "--save FILE");
    Net a = small_net(1);
    write_bytes(file, "", 0);  // somebody has only made room
    save(&a.m, NULL);
    save(&a.m, NULL);
    graph_free(a.g);
}
END_TEST

START_TEST(a_network_is_on_the_disk) {
    Net a = small_net(1);
    long before = fsync_calls();
    save(&a.m, NULL);
    ck_assert_int_eq(fsync_calls(), before + 1);
    graph_free(a.g);
}
END_TEST

static const char full[] =
    "m.safetensors: could not be written (is the disk full?); the old file is "
    "unchanged";

// Every length at which the disk may be full.
START_TEST(a_disk_that_fills_on_the_way) {
    Learner a = learner_by(BY_ADAM, 1);
    save(&a.mlp, &a);
    struct stat about;
    ck_assert_int_eq(stat(file, &about), 0);
    struct rlimit kept, small;
    getrlimit(RLIMIT_FSIZE, &kept);
    small = kept;
    train(&a, 2);
    for (long n = 0; n < about.st_size; n += 97) {
        Error e = {""};
        small.rlim_cur = (rlim_t)n;
        setrlimit(RLIMIT_FSIZE, &small);
        bool good = model_save(file, &a.mlp, &a, &e);
        setrlimit(RLIMIT_FSIZE, &kept);
        ck_assert(!good);
        ck_assert_str_eq(e.text, full);
        ck_assert_int_ne(access(part, F_OK), 0);
    }
    Learner b = learner_by(BY_ADAM, 1);
    load(&a.mlp, &a);
    expect_same_training(&a, &b);
    learner_free(&a);
    learner_free(&b);
}
END_TEST

typedef bool (*Work)(Learner *l, Error *e);
static bool work_save(Learner *l, Error *e) {
    return model_save(file, &l->mlp, l, e);
}
static bool work_load(Learner *l, Error *e) {
    return model_load(file, &l->mlp, l, e);
}
static bool work_look(Learner *l, Error *e) {
    ModelInfo info;
    (void)l;
    return model_look(file, &info, e);
}

START_TEST(no_memory_is_an_error) {
    const Work work[] = {work_save, work_load, work_look};
    const int requests[] = {1, 4, 3};
    Learner a = learner_by(BY_ADAM, 1), b = learner_by(BY_ADAM, 1);
    train(&a, 4);
    train(&b, 4);
    save(&a.mlp, &a);
    for (int k = 0; k < 3; k++)
        for (long n = 0;; n++) {
            Error e = {""};
            alloc_fail_after(n);
            bool good = work[k](&a, &e);
            alloc_fail_after(-1);
            if (good) {
                ck_assert_int_ge(n, requests[k]);
                break;
            }
            ck_assert_ptr_nonnull(strstr(e.text, "memory"));
            expect_same_training(&a, &b);
            ck_assert_int_ne(access(part, F_OK), 0);
            ck_assert_int_lt(n, 50);
        }
    load(&b.mlp, &b);
    expect_same_training(&a, &b);
    learner_free(&a);
    learner_free(&b);
}
END_TEST

SUITE(model_file) {
    TCase *t = tcase_create("model_file");
    tcase_add_checked_fixture(t, folder_enter, folder_leave);
    tcase_set_timeout(t, 60);
    tcase_add_test(t, a_network_comes_back_to_the_bit);
    tcase_add_test(t, the_bytes_of_a_file);
    tcase_add_test(t, what_other_programs_write);
    tcase_add_loop_test(t, training_goes_on_to_the_bit, 0, 30);
    tcase_add_test(t, how_it_is_trained_is_kept_in_words);
    tcase_add_test(t, headers_that_are_refused);
    tcase_add_test(t, half_a_network_of_another_type);
    tcase_add_test(t, shapes_that_are_no_network);
    tcase_add_test(t, a_network_too_large_for_us);
    tcase_add_test(t, bytes_that_are_refused);
    tcase_add_test(t, what_is_not_a_file);
    tcase_add_test(t, too_many_names);
    tcase_add_test(t, numbers_that_are_not_finite);
    tcase_add_test(t, settings_that_are_refused);
    tcase_add_test(t, another_way_of_training);
    tcase_add_test(t, an_earlier_version);
    tcase_add_test(t, squares_are_not_negative);
    tcase_add_test(t, places_that_cannot_be_written);
    tcase_add_test(t, another_file_is_not_replaced);
    tcase_add_test(t, a_network_is_on_the_disk);
    tcase_add_test(t, a_disk_that_fills_on_the_way);
    tcase_add_test(t, no_memory_is_an_error);
    suite_add_tcase(s, t);
}
