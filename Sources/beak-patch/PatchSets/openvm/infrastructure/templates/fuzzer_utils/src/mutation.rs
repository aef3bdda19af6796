//! Random mutations of witness values.

use std::sync::atomic::{AtomicU64, Ordering};

static STATE: AtomicU64 = AtomicU64::new(0);

/// Values at which arithmetic on bytes, words and the BabyBear field tends to go wrong.
const INTERESTING: [u32; 12] = [
    0,
    1,
    0x7f,
    0x80,
    0xff,
    0x100,
    0xffff,
    0x7800_0000,
    0x7800_0001,
    0x7fff_ffff,
    0x8000_0000,
    0xffff_ffff,
];

/// Starts the sequence of random numbers; equal seeds give equal sequences.
pub fn seed_mutations(seed: u64) {
    STATE.store(seed, Ordering::SeqCst);
}

/// The next number of the sequence (SplitMix64).
fn next() -> u64 {
    const INCREMENT: u64 = 0x9e37_79b9_7f4a_7c15;
    let state = STATE
        .fetch_add(INCREMENT, Ordering::SeqCst)
        .wrapping_add(INCREMENT);
    let mixed = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

/// A random word.
pub fn random_u32() -> u32 {
    (next() >> 32) as u32
}

/// A random choice of two.
pub fn random_bool() -> bool {
    next() >> 63 == 1
}

/// A random number from 0 to `bound` - 1; 0 when `bound` is 0.
pub fn random_below(bound: u32) -> u32 {
    ((u64::from(random_u32()) * u64::from(bound)) >> 32) as u32
}

/// Another value than `value`: a flipped bit, a neighbour, an interesting or a random value.
pub fn random_mutate_u32(value: u32) -> u32 {
    let mutated = match random_below(5) {
        0 => value ^ (1 << random_below(32)),
        1 => value.wrapping_add(1),
        2 => value.wrapping_sub(1),
        3 => INTERESTING[random_below(INTERESTING.len() as u32) as usize],
        _ => random_u32(),
    };
    if mutated == value {
        value ^ (1 << random_below(32))
    } else {
        mutated
    }
}

/// Changes one of `limbs`, which stays below 2^`bits`; does nothing when there is none.
pub fn random_mutate_limbs(limbs: &mut [u32], bits: u32) {
    let index = random_below(limbs.len() as u32) as usize;
    if let Some(limb) = limbs.get_mut(index) {
        let bits = bits.clamp(1, 32);
        let mask = u32::MAX >> (32 - bits);
        let mutated = random_mutate_u32(*limb) & mask;
        *limb = if mutated == *limb & mask {
            mutated ^ (1 << random_below(bits))
        } else {
            mutated
        };
    }
}

/// Changes one of `bytes`; does nothing when there is none.
pub fn random_mutate_bytes(bytes: &mut [u8]) {
    let index = random_below(bytes.len() as u32) as usize;
    if let Some(byte) = bytes.get_mut(index) {
        *byte ^= 1 + random_below(255) as u8;
    }
}
