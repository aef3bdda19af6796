//! Filler era: `fill_trace_row` in the cores and an adapter of extensions/rv32im/circuit.

use crate::*;

/// Columns of all cores; each edit uses those of its own.
struct CoreCols<T, const NUM_LIMBS: usize> {
    a: [T; NUM_LIMBS],
    b: [T; NUM_LIMBS],
    c: [T; NUM_LIMBS],
    q: [T; NUM_LIMBS],
    r: [T; NUM_LIMBS],
    b_sign: T,
    diff_val: T,
    b_ext: T,
    c_ext: T,
    imm: T,
    opcode_bne_flag: T,
    opcode_bltu_flag: T,
    opcode_bge_flag: T,
    opcode_bgeu_flag: T,
    is_jal: T,
    rd_data: [T; RV32_REGISTER_NUM_LIMBS],
    rs1_data: [T; RV32_REGISTER_NUM_LIMBS],
    to_pc_limbs: [T; 2],
    imm_sign: T,
    imm_limbs: [T; RV32_REGISTER_NUM_LIMBS - 1],
    pc_limbs: [T; RV32_REGISTER_NUM_LIMBS - 2],
    read_data: [T; NUM_LIMBS],
    prev_data: [T; NUM_LIMBS],
    write_data: [T; NUM_LIMBS],
    shifted_read_data: [T; NUM_LIMBS],
    opcode_loadh_flag: T,
    data_most_sig_bit: T,
}

struct Filler<F> {
    adapter: fn(&mut [F]),
}

impl<F: PrimeField32> Filler<F> {
    fn operands<const NUM_LIMBS: usize>(
        &self,
        adapter_row: &mut [F],
        core_row: &mut CoreCols<F, NUM_LIMBS>,
        local_opcode: BaseAluOpcode,
        opcode: LocalOpcode,
        is_slt: bool,
        cmp_result: bool,
        cmp_lt: bool,
    ) {
        (self.adapter)(adapter_row);
        // edit: base-alu-filler
        // edit: shift-filler
        // edit: less-than-filler
        // edit: mul-filler
        // edit: mul-h-filler
        // edit: branch-equal-filler
        // edit: branch-less-than-filler
    }

    fn division<const NUM_LIMBS: usize>(
        &self,
        adapter_row: &mut [F],
        core_row: &mut CoreCols<F, NUM_LIMBS>,
        opcode: LocalOpcode,
        (b_sign, c_sign, q_sign, case): (bool, bool, bool, DivRemCoreSpecialCase),
        r_zero: bool,
    ) {
        (self.adapter)(adapter_row);
        // edit: div-rem-filler
    }

    fn jumps<const NUM_LIMBS: usize>(
        &self,
        adapter_row: &mut [F],
        core_row: &mut CoreCols<F, NUM_LIMBS>,
    ) {
        (self.adapter)(adapter_row);
        // edit: jal-lui-filler
        // edit: jalr-filler
        // edit: auipc-filler
    }

    fn memory<const NUM_CELLS: usize>(
        &self,
        adapter_row: &mut [F],
        core_row: &mut CoreCols<F, NUM_CELLS>,
        opcode: Rv32LoadStoreOpcode,
        shift: u8,
    ) {
        (self.adapter)(adapter_row);
        // edit: load-store-filler
        // edit: load-sign-extend-filler
    }
}

struct LoadStoreAdapterCols<T> {
    from_state: ExecutionState<T>,
    mem_ptr_limbs: [T; 2],
    mem_as: T,
}

struct LoadStoreAdapterFiller {
    pointer_max_bits: usize,
}
impl LoadStoreAdapterFiller {
    fn fill<F: PrimeField32>(&self, adapter_row: &mut LoadStoreAdapterCols<F>) {
        // edit: loadstore-filler-access
    }
}
