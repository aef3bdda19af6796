//! Faults for values of the usual types.
//!
//! The variant of the armed kind says how the value goes wrong: 0 (or none) flips the lowest bit, 1 all bits, 2 adds
//! one, 3 takes one away, 4 flips the highest bit, and any other number is a mask of bits to flip.

use crate::witness::{active_witness_variant_number, next_witness_step, should_inject_witness};

/// The value for the site `kind` where the honest one is `honest`, a number of `bits` bits.
fn value_at(kind: &str, honest: u64, bits: u32) -> u64 {
    if should_inject_witness(kind, next_witness_step()) {
        faulty(honest, bits, active_witness_variant_number(0))
    } else {
        honest
    }
}

/// Another number of `bits` bits than `honest`.
fn faulty(honest: u64, bits: u32, variant: u32) -> u64 {
    let mask = u64::MAX >> (64 - bits);
    let value = match variant {
        0 => honest ^ 1,
        1 => !honest,
        2 => honest.wrapping_add(1),
        3 => honest.wrapping_sub(1),
        4 => honest ^ (1 << (bits - 1)),
        flipped => honest ^ u64::from(flipped),
    };
    value & mask
}

/// The word that the site `kind` is to write where the honest one is `honest`.
pub fn injected_word(kind: &str, honest: u32) -> u32 {
    value_at(kind, u64::from(honest), 32) as u32
}

/// The double word that the site `kind` is to write where the honest one is `honest`.
pub fn injected_double_word(kind: &str, honest: u64) -> u64 {
    value_at(kind, honest, 64)
}

/// The flag that the site `kind` is to write where the honest one is `honest`.
pub fn injected_flag(kind: &str, honest: bool) -> bool {
    should_inject_witness(kind, next_witness_step()) != honest
}

#[cfg(test)]
mod tests {
    use super::faulty;

    #[test]
    fn each_variant_writes_another_value_than_the_honest_one() {
        let expected = [
            (0, 7),
            (1, 0xffff_fff9),
            (2, 7),
            (3, 5),
            (4, 0x8000_0006),
            (5, 3),
            (0x100, 0x106),
        ];
        for (variant, value) in expected {
            assert_eq!(faulty(6, 32, variant), value, "variant {variant}");
        }
    }

    #[test]
    fn a_fault_stays_within_its_type() {
        assert_eq!(faulty(u64::from(u32::MAX), 32, 2), 0);
        assert_eq!(faulty(0, 32, 3), u64::from(u32::MAX));
        assert_eq!(faulty(0, 64, 3), u64::MAX);
        assert_eq!(faulty(0, 64, 4), 1 << 63);
    }
}
