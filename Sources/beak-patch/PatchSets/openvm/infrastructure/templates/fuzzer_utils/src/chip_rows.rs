//! Rows of the traces of chips.
//!
//! Limbs are little-endian and canonical; `opcode` is the local opcode of the chip's own enum.

use crate::json::Object;
use crate::trace::push_chip_row;

/// What all rows have: the chip's name, whether the row is used, and when its instruction began.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row<'a> {
    chip_name: &'a str,
    is_valid: bool,
    timestamp: Option<u32>,
}

impl<'a> Row<'a> {
    /// A used row of the step at hand.
    pub const fn of(chip_name: &'a str) -> Self {
        Self {
            chip_name,
            is_valid: true,
            timestamp: None,
        }
    }

    /// The same row, of the instruction that began at `timestamp`.
    pub const fn at(self, timestamp: u32) -> Self {
        Self {
            timestamp: Some(timestamp),
            ..self
        }
    }

    /// The same row, unused.
    pub const fn unused(self) -> Self {
        Self {
            is_valid: false,
            ..self
        }
    }

    fn push(self, kind: &str, data: Object) {
        push_chip_row(self.chip_name, self.is_valid, self.timestamp, kind, data);
    }
}

/// ADD, SUB, XOR, OR, AND: `a = b op c`.
pub fn emit_base_alu_chip_row(row: Row<'_>, opcode: u32, a: &[u32], b: &[u32], c: &[u32]) {
    let data = three_operands(opcode, a, b, c);
    row.push("base_alu", data);
}

/// SLL, SRL, SRA: `a = b op c`; `b_sign` is the sign that SRA shifts in.
pub fn emit_shift_chip_row(
    row: Row<'_>,
    opcode: u32,
    a: &[u32],
    b: &[u32],
    c: &[u32],
    b_sign: u32,
) {
    let data = three_operands(opcode, a, b, c).number("b_sign", b_sign);
    row.push("shift", data);
}

/// SLT, SLTU: `cmp_result = b < c`.
pub fn emit_less_than_chip_row(
    row: Row<'_>,
    opcode: u32,
    b: &[u32],
    c: &[u32],
    cmp_result: bool,
    diff_val: u32,
) {
    let data = Object::new()
        .number("opcode", opcode)
        .numbers("b", b)
        .numbers("c", c)
        .boolean("cmp_result", cmp_result)
        .number("diff_val", diff_val);
    row.push("less_than", data);
}

/// MUL: `a = b * c`, lower half.
pub fn emit_mul_chip_row(row: Row<'_>, a: &[u32], b: &[u32], c: &[u32]) {
    let data = Object::new()
        .numbers("a", a)
        .numbers("b", b)
        .numbers("c", c);
    row.push("mul", data);
}

/// MULH, MULHSU, MULHU: `a = b * c`, upper half; `b_ext` and `c_ext` extend the signs.
pub fn emit_mul_h_chip_row(
    row: Row<'_>,
    opcode: u32,
    a: &[u32],
    b: &[u32],
    c: &[u32],
    b_ext: u32,
    c_ext: u32,
) {
    let data = three_operands(opcode, a, b, c)
        .number("b_ext", b_ext)
        .number("c_ext", c_ext);
    row.push("mul_h", data);
}

/// DIV, DIVU, REM, REMU: `b = c * q + r`.
///
/// `signs` are b_sign, c_sign and q_sign.
#[allow(clippy::too_many_arguments)]
pub fn emit_div_rem_chip_row(
    row: Row<'_>,
    opcode: u32,
    b: &[u32],
    c: &[u32],
    q: &[u32],
    r: &[u32],
    zero_divisor: bool,
    r_zero: bool,
    signs: [bool; 3],
) {
    let data = Object::new()
        .number("opcode", opcode)
        .numbers("b", b)
        .numbers("c", c)
        .numbers("q", q)
        .numbers("r", r)
        .boolean("zero_divisor", zero_divisor)
        .boolean("r_zero", r_zero)
        .boolean("b_sign", signs[0])
        .boolean("c_sign", signs[1])
        .boolean("q_sign", signs[2]);
    row.push("div_rem", data);
}

/// BEQ, BNE: `cmp_result` tells whether the branch is taken.
pub fn emit_branch_equal_chip_row(
    row: Row<'_>,
    opcode: u32,
    a: &[u32],
    b: &[u32],
    imm: u32,
    cmp_result: bool,
) {
    let data = branch(opcode, a, b, imm, cmp_result);
    row.push("branch_equal", data);
}

/// BLT, BLTU, BGE, BGEU: `cmp_result` tells whether the branch is taken, `cmp_lt` whether `a < b`.
pub fn emit_branch_less_than_chip_row(
    row: Row<'_>,
    opcode: u32,
    a: &[u32],
    b: &[u32],
    imm: u32,
    cmp_result: bool,
    cmp_lt: bool,
) {
    let data = branch(opcode, a, b, imm, cmp_result).boolean("cmp_lt", cmp_lt);
    row.push("branch_less_than", data);
}

/// JAL, LUI.
pub fn emit_jal_lui_chip_row(row: Row<'_>, is_jal: bool, imm: u32, rd_data: &[u32]) {
    let data = Object::new()
        .boolean("is_jal", is_jal)
        .number("imm", imm)
        .numbers("rd_data", rd_data);
    row.push("jal_lui", data);
}

/// JALR; `rd_data` without its least significant limb, which has no column.
pub fn emit_jalr_chip_row(
    row: Row<'_>,
    imm: u32,
    imm_sign: bool,
    rs1_data: &[u32],
    rd_data: &[u32],
    to_pc_limbs: &[u32],
) {
    let data = Object::new()
        .number("imm", imm)
        .boolean("imm_sign", imm_sign)
        .numbers("rs1_data", rs1_data)
        .numbers("rd_data", rd_data)
        .numbers("to_pc_limbs", to_pc_limbs);
    row.push("jalr", data);
}

/// AUIPC; how many limbs of the program counter have a column differs between releases.
pub fn emit_auipc_chip_row(row: Row<'_>, imm_limbs: &[u32], pc_limbs: &[u32], rd_data: &[u32]) {
    let data = Object::new()
        .numbers("imm_limbs", imm_limbs)
        .numbers("pc_limbs", pc_limbs)
        .numbers("rd_data", rd_data);
    row.push("auipc", data);
}

/// LOADW, LOADBU, LOADHU, STOREW, STOREH, STOREB; `shift` is the offset within the word.
pub fn emit_load_store_chip_row(
    row: Row<'_>,
    opcode: u32,
    shift: u32,
    read_data: &[u32],
    prev_data: &[u32],
    write_data: &[u32],
) {
    let data = Object::new()
        .number("opcode", opcode)
        .number("shift", shift)
        .numbers("read_data", read_data)
        .numbers("prev_data", prev_data)
        .numbers("write_data", write_data);
    row.push("load_store", data);
}

/// LOADB, LOADH; `shifted_read_data` is rotated by 2 when bit 1 of the offset is set.
pub fn emit_load_sign_extend_chip_row(
    row: Row<'_>,
    is_byte: bool,
    data_most_sig_bit: bool,
    shifted_read_data: &[u32],
    prev_data: &[u32],
) {
    let data = Object::new()
        .boolean("is_byte", is_byte)
        .boolean("data_most_sig_bit", data_most_sig_bit)
        .numbers("shifted_read_data", shifted_read_data)
        .numbers("prev_data", prev_data);
    row.push("load_sign_extend", data);
}

/// A phantom instruction: `operands` are a, b, c.
pub fn emit_phantom_chip_row(row: Row<'_>, pc: u32, operands: [u32; 3]) {
    let data = Object::new()
        .number("pc", pc)
        .numbers("operands", &operands);
    row.push("phantom", data);
}

/// The program's trace as a whole: how many instructions it has and how often all were executed.
pub fn emit_program_chip_row(row: Row<'_>, instructions: usize, executions: u64) {
    let data = Object::new()
        .number("instructions", instructions as u64)
        .number("executions", executions);
    row.push("program", data);
}

/// A boundary of a segment.
pub fn emit_connector_chip_row(
    row: Row<'_>,
    pc: u32,
    timestamp: u32,
    is_terminate: bool,
    exit_code: u32,
) {
    let data = Object::new()
        .number("pc", pc)
        .number("timestamp", timestamp)
        .boolean("is_terminate", is_terminate)
        .number("exit_code", exit_code);
    row.push("connector", data);
}

/// The unused rows of a trace as a whole: rows `rows_used` to `height` - 1 are padding.
///
/// One record stands for all of them, because a trace may have a million.
pub fn emit_padding_chip_row(row: Row<'_>, width: usize, rows_used: usize, height: usize) {
    let data = Object::new()
        .number("width", width as u64)
        .number("rows_used", rows_used as u64)
        .number("height", height as u64);
    row.unused().push("padding", data);
}

fn three_operands(opcode: u32, a: &[u32], b: &[u32], c: &[u32]) -> Object {
    Object::new()
        .number("opcode", opcode)
        .numbers("a", a)
        .numbers("b", b)
        .numbers("c", c)
}

fn branch(opcode: u32, a: &[u32], b: &[u32], imm: u32, cmp_result: bool) -> Object {
    Object::new()
        .number("opcode", opcode)
        .numbers("a", a)
        .numbers("b", b)
        .number("imm", imm)
        .boolean("cmp_result", cmp_result)
}
