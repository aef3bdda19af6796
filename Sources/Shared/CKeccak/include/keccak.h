#ifndef KECCAK_H
#define KECCAK_H

#include <stdbool.h>
#include <stddef.h>

/// Writes the 32 bytes of Keccak-256 of `length` bytes at `data`, which may be null when `length` is 0.
void keccak256(const void *data, size_t length, void *output);

/// Writes the four Keccak-256 hashes of four inputs, 128 bytes, at `output`.
void keccak256_four(const void *data0, size_t length0, const void *data1, size_t length1,
                    const void *data2, size_t length2, const void *data3, size_t length3, void *output);

/// Whether `keccak256_four` computes four permutations at once on this machine.
bool keccak256_has_four_way(void);

#endif
