//! What the executor tells the fuzzer.

use super::rv32im::{DecodedInstruction, Instruction};

/// The moment of a cycle, unlike those of all other segments.
pub(crate) fn moment(segment: u64, user_cycle: u32) -> u64 {
    (segment << 32) | u64::from(user_cycle)
}

/// Tells of an executed instruction, and with that begins its next step.
///
/// The operands are rd, rs1, rs2, funct3, funct7, the machine mode and the encoded instruction.
pub(crate) fn emit_instruction(
    pc: u32,
    next_pc: u32,
    moment: u64,
    machine_mode: u32,
    instruction: &Instruction,
    decoded: &DecodedInstruction,
) {
    let word = u64::from(decoded.insn);
    fuzzer_utils::emit_instruction(
        u64::from(pc),
        moment,
        u64::from(next_pc),
        moment + 1,
        instruction.kind as u32,
        [
            (word >> 7) & 0x1f,
            (word >> 15) & 0x1f,
            (word >> 20) & 0x1f,
            (word >> 12) & 0x7,
            word >> 25,
            u64::from(machine_mode),
            word,
        ],
    );
}
