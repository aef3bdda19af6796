// Keccak-f[1600] over a lane type: a 64-bit word, or a vector of them for several states at once.
#ifndef KECCAK_PERMUTATION_H
#define KECCAK_PERMUTATION_H

#include <stdint.h>

static const uint64_t keccak_round_constants[24] = {
    0x0000000000000001, 0x0000000000008082, 0x800000000000808a, 0x8000000080008000,
    0x000000000000808b, 0x0000000080000001, 0x8000000080008081, 0x8000000000008009,
    0x000000000000008a, 0x0000000000000088, 0x0000000080008009, 0x000000008000000a,
    0x000000008000808b, 0x800000000000008b, 0x8000000000008089, 0x8000000000008003,
    0x8000000000008002, 0x8000000000000080, 0x000000000000800a, 0x800000008000000a,
    0x8000000080008081, 0x8000000000008080, 0x0000000080000001, 0x8000000080008008,
};

#define ROTATE(x, n) (((x) << (n)) | ((x) >> (64 - (n))))

// One row of the next state: rho and pi bring five lanes of A here, chi combines them.
#define ROW(E, y, b0, b1, b2, b3, b4)                                                                \
  E##y##0 = (b0) ^ (~(b1) & (b2));                                                                   \
  E##y##1 = (b1) ^ (~(b2) & (b3));                                                                   \
  E##y##2 = (b2) ^ (~(b3) & (b4));                                                                   \
  E##y##3 = (b3) ^ (~(b4) & (b0));                                                                   \
  E##y##4 = (b4) ^ (~(b0) & (b1));

// One round from lanes A (named A<y><x>) to lanes E.
#define ROUND(T, A, E, constant)                                                                     \
  {                                                                                                  \
    const T c0 = A##00 ^ A##10 ^ A##20 ^ A##30 ^ A##40;                                              \
    const T c1 = A##01 ^ A##11 ^ A##21 ^ A##31 ^ A##41;                                              \
    const T c2 = A##02 ^ A##12 ^ A##22 ^ A##32 ^ A##42;                                              \
    const T c3 = A##03 ^ A##13 ^ A##23 ^ A##33 ^ A##43;                                              \
    const T c4 = A##04 ^ A##14 ^ A##24 ^ A##34 ^ A##44;                                              \
    const T d0 = c4 ^ ROTATE(c1, 1);                                                                 \
    const T d1 = c0 ^ ROTATE(c2, 1);                                                                 \
    const T d2 = c1 ^ ROTATE(c3, 1);                                                                 \
    const T d3 = c2 ^ ROTATE(c4, 1);                                                                 \
    const T d4 = c3 ^ ROTATE(c0, 1);                                                                 \
    T b0, b1, b2, b3, b4;                                                                            \
    b0 = A##00 ^ d0, b1 = ROTATE(A##11 ^ d1, 44), b2 = ROTATE(A##22 ^ d2, 43);                       \
    b3 = ROTATE(A##33 ^ d3, 21), b4 = ROTATE(A##44 ^ d4, 14);                                        \
    ROW(E, 0, b0, b1, b2, b3, b4)                                                                    \
    E##00 ^= (constant);                                                                             \
    b0 = ROTATE(A##03 ^ d3, 28), b1 = ROTATE(A##14 ^ d4, 20), b2 = ROTATE(A##20 ^ d0, 3);            \
    b3 = ROTATE(A##31 ^ d1, 45), b4 = ROTATE(A##42 ^ d2, 61);                                        \
    ROW(E, 1, b0, b1, b2, b3, b4)                                                                    \
    b0 = ROTATE(A##01 ^ d1, 1), b1 = ROTATE(A##12 ^ d2, 6), b2 = ROTATE(A##23 ^ d3, 25);             \
    b3 = ROTATE(A##34 ^ d4, 8), b4 = ROTATE(A##40 ^ d0, 18);                                         \
    ROW(E, 2, b0, b1, b2, b3, b4)                                                                    \
    b0 = ROTATE(A##04 ^ d4, 27), b1 = ROTATE(A##10 ^ d0, 36), b2 = ROTATE(A##21 ^ d1, 10);           \
    b3 = ROTATE(A##32 ^ d2, 15), b4 = ROTATE(A##43 ^ d3, 56);                                        \
    ROW(E, 3, b0, b1, b2, b3, b4)                                                                    \
    b0 = ROTATE(A##02 ^ d2, 62), b1 = ROTATE(A##13 ^ d3, 55), b2 = ROTATE(A##24 ^ d4, 39);           \
    b3 = ROTATE(A##30 ^ d0, 41), b4 = ROTATE(A##41 ^ d1, 2);                                         \
    ROW(E, 4, b0, b1, b2, b3, b4)                                                                    \
  }

#define LANES(T, X)                                                                                  \
  T X##00, X##01, X##02, X##03, X##04, X##10, X##11, X##12, X##13, X##14, X##20, X##21, X##22,       \
      X##23, X##24, X##30, X##31, X##32, X##33, X##34, X##40, X##41, X##42, X##43, X##44

#define EACH_LANE(DO)                                                                                \
  DO(00, 0) DO(01, 1) DO(02, 2) DO(03, 3) DO(04, 4) DO(10, 5) DO(11, 6) DO(12, 7) DO(13, 8)          \
  DO(14, 9) DO(20, 10) DO(21, 11) DO(22, 12) DO(23, 13) DO(24, 14) DO(30, 15) DO(31, 16) DO(32, 17)  \
  DO(33, 18) DO(34, 19) DO(40, 20) DO(41, 21) DO(42, 22) DO(43, 23) DO(44, 24)

#define LOAD_LANE(name, index) a##name = state[index];
#define STORE_LANE(name, index) state[index] = a##name;

// Defines `name(T state[25])`. The state stays in locals over two rounds per turn.
#define DEFINE_PERMUTATION(name, T, ATTRIBUTES)                                                      \
  ATTRIBUTES static void name(T *state) {                                                            \
    LANES(T, a);                                                                                     \
    LANES(T, e);                                                                                     \
    EACH_LANE(LOAD_LANE)                                                                             \
    for (int i = 0; i < 24; i += 2) {                                                                \
      ROUND(T, a, e, keccak_round_constants[i])                                                      \
      ROUND(T, e, a, keccak_round_constants[i + 1])                                                  \
    }                                                                                                \
    EACH_LANE(STORE_LANE)                                                                            \
  }

#endif
