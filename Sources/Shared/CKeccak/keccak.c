#include "keccak.h"
#include "permutation.h"

#include <string.h>

#if __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
#error "lanes are loaded as they lie in memory, which needs a little-endian machine"
#endif

enum { rate = 136, rate_lanes = rate / 8 };

typedef void (*hash_function)(const uint8_t *data, size_t length, uint8_t *output);

// Fills the last block: the rest of the input, the suffix 0x01 and the final bit.
static inline void pad(uint8_t block[rate], const uint8_t *rest, size_t length) {
  memset(block, 0, rate);
  if (length != 0) memcpy(block, rest, length);
  block[length] = 0x01;
  block[rate - 1] |= 0x80;
}

// Defines a one-shot Keccak-256 over the permutation `PERMUTE`.
#define DEFINE_HASH(name, PERMUTE, ATTRIBUTES)                                                       \
  ATTRIBUTES static inline void name##_absorb(uint64_t *state, const uint8_t *block) {               \
    for (int i = 0; i < rate_lanes; i++) {                                                           \
      uint64_t lane;                                                                                 \
      memcpy(&lane, block + 8 * i, 8);                                                               \
      state[i] ^= lane;                                                                              \
    }                                                                                                \
    PERMUTE(state);                                                                                  \
  }                                                                                                  \
  ATTRIBUTES static void name(const uint8_t *data, size_t length, uint8_t *output) {                 \
    uint64_t state[25] = {0};                                                                        \
    uint8_t last[rate];                                                                              \
    for (; length >= rate; data += rate, length -= rate) name##_absorb(state, data);                 \
    pad(last, data, length);                                                                         \
    name##_absorb(state, last);                                                                      \
    memcpy(output, state, 32);                                                                       \
  }

DEFINE_PERMUTATION(permute_portable, uint64_t, )
DEFINE_HASH(hash_portable, permute_portable, )

#if defined(__x86_64__)

// andn and rorx save a fifth of the time.
#define WITH_BMI __attribute__((target("bmi,bmi2")))
DEFINE_PERMUTATION(permute_bmi, uint64_t, WITH_BMI)
DEFINE_HASH(hash_bmi, permute_bmi, WITH_BMI)

// Lane i of four states side by side.
#define WITH_AVX2 __attribute__((target("avx2")))
typedef uint64_t four_lanes __attribute__((vector_size(32)));
DEFINE_PERMUTATION(permute_four, four_lanes, WITH_AVX2)

WITH_AVX2 static void absorb_four(four_lanes *state, const uint8_t *const block[4]) {
  for (int i = 0; i < rate_lanes; i++) {
    uint64_t lane[4];
    for (int k = 0; k < 4; k++) memcpy(&lane[k], block[k] + 8 * i, 8);
    state[i] ^= (four_lanes){lane[0], lane[1], lane[2], lane[3]};
  }
  permute_four(state);
}

WITH_AVX2 static void hash_four(const uint8_t *const data[4], const size_t length[4], uint8_t *output) {
  four_lanes state[25];
  uint8_t last[4][rate];
  const uint8_t *block[4] = {data[0], data[1], data[2], data[3]};
  size_t full = length[0] / rate;
  memset(state, 0, sizeof state);
  for (size_t i = 0; i < full; i++) {
    absorb_four(state, block);
    for (int k = 0; k < 4; k++) block[k] += rate;
  }
  for (int k = 0; k < 4; k++) {
    pad(last[k], block[k], length[k] - full * rate);
    block[k] = last[k];
  }
  absorb_four(state, block);
  for (int k = 0; k < 4; k++) {
    for (int i = 0; i < 4; i++) {
      uint64_t lane = state[i][k];
      memcpy(output + 32 * k + 8 * i, &lane, 8);
    }
  }
}

static hash_function hash_one = hash_portable;
static bool four_way = false;

// Runs before main, so that the choice needs neither a lock nor a check at each call.
__attribute__((constructor)) static void choose(void) {
  __builtin_cpu_init();
  if (__builtin_cpu_supports("bmi") && __builtin_cpu_supports("bmi2")) hash_one = hash_bmi;
  four_way = __builtin_cpu_supports("avx2");
}

#else

static const hash_function hash_one = hash_portable;
static const bool four_way = false;

static void hash_four(const uint8_t *const data[4], const size_t length[4], uint8_t *output) {
  for (int k = 0; k < 4; k++) hash_one(data[k], length[k], output + 32 * k);
}

#endif

void keccak256(const void *data, size_t length, void *output) { hash_one(data, length, output); }

bool keccak256_has_four_way(void) { return four_way; }

void keccak256_four(const void *data0, size_t length0, const void *data1, size_t length1,
                    const void *data2, size_t length2, const void *data3, size_t length3, void *output) {
  const uint8_t *const data[4] = {data0, data1, data2, data3};
  const size_t length[4] = {length0, length1, length2, length3};
  size_t blocks = length0 / rate;
  if (four_way && length1 / rate == blocks && length2 / rate == blocks && length3 / rate == blocks) {
    hash_four(data, length, output);
    return;
  }
  for (int k = 0; k < 4; k++) hash_one(data[k], length[k], (uint8_t *)output + 32 * k);
}
