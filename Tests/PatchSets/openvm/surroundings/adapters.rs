//! Adapter era: extensions/rv32im/circuit/src/adapters and the lookups that o1 needs.

use crate::*;

// edit: o1-alu-immediate-limbs

#[rustfmt::skip] // The edit is the line that ends the list.
fn alu_preprocess<F: PrimeField32>(
    rs1: ((), [F; RV32_REGISTER_NUM_LIMBS]),
    rs2_data: [F; RV32_REGISTER_NUM_LIMBS],
    e: F,
) -> ([[F; RV32_REGISTER_NUM_LIMBS]; 2], bool) {
    (
        [rs1.1
        , rs2_data], // edit: o1-alu-immediate
        true,
    )
}

struct Output<F> {
    writes: [[F; RV32_REGISTER_NUM_LIMBS]; 1],
}

fn alu_postprocess<F: PrimeField32>(d: &F, a: &F, output: Output<F>) {
    // edit: alu-adapter-write
}

struct Memory<F>(F);
impl<F: PrimeField32> Memory<F> {
    fn unsafe_read_cell(&self, address_space: F, pointer: F) -> F {
        self.0
    }
}

struct ReadRecord<F> {
    mem_as: F,
}

struct Air {
    pointer_max_bits: usize,
}

struct LoadStore {
    air: Air,
}
impl LoadStore {
    fn preprocess_with_free_sign(&self, rs1_val: u32, imm: u32) -> u32 {
        let imm_sign = (imm & 0x8000) >> 15;
        // edit: o8-loadstore-immediate-sign
        let imm_extended = imm + imm_sign * 0xffff0000;
        imm_extended
    }

    fn preprocess<F: PrimeField32>(
        &self,
        memory: &mut Memory<F>,
        e: F,
        ptr_val: u32,
        shift_amount: u32,
    ) -> F {
        // edit: o51-loadstore-address-space
        let ptr_val = ptr_val - shift_amount;
        // edit: loadstore-adapter-access
        e
    }

    fn postprocess<F: PrimeField32>(&self, read_record: &ReadRecord<F>, e: F) -> F {
        // edit: o51-store-address-space
        e
    }
}

fn request_range<const NUM_BITS: usize>(counts: &mut [u32], x: u32, y: u32) {
    let upper_bound = 1 << NUM_BITS;
    // edit: o1-range-lookup
    counts[(x * upper_bound + y) as usize] += 1;
}

fn request_xor<const NUM_BITS: usize>(counts: &mut [u32], x: u32, y: u32) -> u32 {
    let upper_bound = 1 << NUM_BITS;
    // edit: o1-xor-lookup
    counts[(x * upper_bound + y) as usize] += 1;
    x ^ y
}
