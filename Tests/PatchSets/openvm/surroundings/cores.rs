//! Adapter era: `execute_instruction` in the cores of extensions/rv32im/circuit.

use crate::*;

fn base_alu<const NUM_LIMBS: usize>(
    local_opcode: BaseAluOpcode,
    a: [u32; NUM_LIMBS],
    b: [u32; NUM_LIMBS],
    c: [u32; NUM_LIMBS],
) {
    // edit: base-alu-row
}

fn shift<const NUM_LIMBS: usize>(
    shift_opcode: LocalOpcode,
    a: [u32; NUM_LIMBS],
    b: [u32; NUM_LIMBS],
    c: [u32; NUM_LIMBS],
) {
    let mut b_sign = 0;
    if shift_opcode == LocalOpcode::FIRST {
        b_sign = b[NUM_LIMBS - 1] >> 7;
    }
    // edit: shift-row
}

fn less_than<const NUM_LIMBS: usize>(
    less_than_opcode: LocalOpcode,
    b: [u32; NUM_LIMBS],
    c: [u32; NUM_LIMBS],
    cmp_result: bool,
    diff_val: u32,
) {
    // edit: less-than-row
}

fn mul<const NUM_LIMBS: usize>(a: [u32; NUM_LIMBS], b: [u32; NUM_LIMBS], c: [u32; NUM_LIMBS]) {
    // edit: mul-row
}

fn mul_h<const NUM_LIMBS: usize>(
    mulh_opcode: LocalOpcode,
    a: [u32; NUM_LIMBS],
    b: [u32; NUM_LIMBS],
    c: [u32; NUM_LIMBS],
    b_ext: u32,
    c_ext: u32,
) {
    // edit: mul-h-row
}

fn div_rem<const NUM_LIMBS: usize>(
    divrem_opcode: LocalOpcode,
    b: [u32; NUM_LIMBS],
    c: [u32; NUM_LIMBS],
    (q, r, b_sign, c_sign, q_sign, case): (
        [u32; NUM_LIMBS],
        [u32; NUM_LIMBS],
        bool,
        bool,
        bool,
        DivRemCoreSpecialCase,
    ),
) -> bool {
    // edit: o5-zero-by-zero
    let r_zero = r.iter().all(|&v| v == 0) && case != DivRemCoreSpecialCase::ZeroDivisor;
    // edit: o15-unmarked-zero-remainder
    // edit: div-rem-row
    case == DivRemCoreSpecialCase::None && !r_zero
}

fn branch_equal<F: PrimeField32, const NUM_LIMBS: usize>(
    branch_eq_opcode: LocalOpcode,
    x: [u32; NUM_LIMBS],
    y: [u32; NUM_LIMBS],
    imm: F,
    cmp_result: bool,
) {
    // edit: branch-equal-row
}

fn branch_less_than<F: PrimeField32, const NUM_LIMBS: usize>(
    blt_opcode: LocalOpcode,
    a: [u32; NUM_LIMBS],
    b: [u32; NUM_LIMBS],
    imm: F,
    cmp_result: bool,
    cmp_lt: bool,
) {
    // edit: branch-less-than-row
}

fn jal_lui<F: PrimeField32>(
    local_opcode: Rv32JalLuiOpcode,
    imm: F,
    (to_pc, rd_data): (u32, [u32; RV32_REGISTER_NUM_LIMBS]),
) {
    // edit: jal-lui-row
}

fn jalr<F: PrimeField32>(
    imm: u32,
    imm_sign: u32,
    rs1: [F; RV32_REGISTER_NUM_LIMBS],
    rd_data: [F; RV32_REGISTER_NUM_LIMBS],
    to_pc: u32,
) {
    // edit: jalr-row
}

fn auipc<F: PrimeField32>(imm: F, from_pc: u32) -> u32 {
    // edit: o7-auipc-pc-alias
    let imm = imm.as_canonical_u32();
    let rd_data: [u32; RV32_REGISTER_NUM_LIMBS] =
        from_pc.wrapping_add(imm).to_le_bytes().map(u32::from);
    // edit: auipc-row
    from_pc
}

fn load_store<F: PrimeField32, const NUM_CELLS: usize>(
    local_opcode: Rv32LoadStoreOpcode,
    shift: u32,
    read_data: [F; NUM_CELLS],
    prev_data: [F; NUM_CELLS],
    write_data: [F; NUM_CELLS],
) {
    // edit: load-store-row
}

fn load_sign_extend<F: PrimeField32, const NUM_CELLS: usize>(
    local_opcode: Rv32LoadStoreOpcode,
    data: [[F; NUM_CELLS]; 2],
    shift_amount: u32,
    write_data: [F; NUM_CELLS],
) {
    // edit: load-sign-extend-row
}
