//! What the emulator tells the fuzzer: the one place that knows how Pico's events map to records.

use crate::{
    chips::chips::riscv_memory::event::MemoryRecordEnum,
    compiler::riscv::{instruction::Instruction, opcode::Opcode},
    emulator::riscv::record::MemoryAccessRecord,
};
use fuzzer_utils::{Direction, Row};

/// The moment of a clock cycle, unlike those of all other chunks.
pub(crate) fn timestamp(chunk: u32, clk: u32) -> u64 {
    (u64::from(chunk) << 32) | u64::from(clk)
}

/// The operands of an instruction as records hold them.
fn operands(instruction: &Instruction) -> [u64; 7] {
    [
        u64::from(instruction.op_a),
        u64::from(instruction.op_b),
        u64::from(instruction.op_c),
        u64::from(instruction.imm_b),
        u64::from(instruction.imm_c),
        0,
        0,
    ]
}

/// Tells which instruction was looked up, and what it read and wrote.
///
/// Registers are address space 1, memory is address space 2.
pub(crate) fn emit_accesses(
    instruction: &Instruction,
    accesses: &MemoryAccessRecord,
    moment: u64,
    pc: u32,
    b: u32,
    c: u32,
) {
    fuzzer_utils::emit_program_interaction(
        Direction::Send,
        moment,
        u64::from(pc),
        instruction.opcode as u32,
        operands(instruction),
    );
    let address = b.wrapping_add(c);
    let places = [
        (1, instruction.op_a, accesses.a),
        (1, instruction.op_b, accesses.b),
        (1, instruction.op_c, accesses.c),
        (2, address - address % 4, accesses.memory),
    ];
    for (address_space, pointer, access) in places {
        let Some(access) = access else { continue };
        let (before, after) = match access {
            MemoryRecordEnum::Read(read) => (read.value, read.value),
            MemoryRecordEnum::Write(write) => (write.prev_value, write.value),
        };
        for (direction, value) in [(Direction::Receive, before), (Direction::Send, after)] {
            fuzzer_utils::emit_memory_interaction(
                direction,
                Some(moment),
                address_space,
                u64::from(pointer),
                &value.to_le_bytes().map(u64::from),
            );
        }
    }
}

/// Tells of the row of the CPU table, and of the row of the memory table that a load or a store has beside it.
#[allow(clippy::too_many_arguments)]
pub(crate) fn emit_cpu_row(
    instruction: &Instruction,
    moment: u64,
    pc: u32,
    next_pc: u32,
    a: u32,
    b: u32,
    c: u32,
    exit_code: u32,
) {
    let numbers = [
        ("pc", u64::from(pc)),
        ("next_pc", u64::from(next_pc)),
        ("opcode", instruction.opcode as u64),
        ("a", u64::from(a)),
        ("b", u64::from(b)),
        ("c", u64::from(c)),
        ("exit_code", u64::from(exit_code)),
    ];
    fuzzer_utils::emit_chip_row(Row::of("Cpu").at(moment), "pico_cpu", &numbers);
    if instruction.is_memory_instruction() {
        let row = Row::of("MemoryReadWrite").at(moment);
        fuzzer_utils::emit_chip_row(row, "pico_memory", &numbers[..6]);
    }
}

/// Tells of the row of an arithmetic or logical instruction, and of the bytes that it looks up.
pub(crate) fn emit_alu_row(opcode: Opcode, a: u32, b: u32, c: u32) {
    let chip_name = match opcode {
        Opcode::ADD | Opcode::SUB => "AddSub",
        Opcode::XOR | Opcode::OR | Opcode::AND => "Bitwise",
        Opcode::SLL => "ShiftLeft",
        Opcode::SRL | Opcode::SRA => "ShiftRight",
        Opcode::SLT | Opcode::SLTU => "Lt",
        Opcode::MUL | Opcode::MULH | Opcode::MULHU | Opcode::MULHSU => "Mul",
        _ => "DivRem",
    };
    let numbers = [
        ("opcode", opcode as u64),
        ("a", u64::from(a)),
        ("b", u64::from(b)),
        ("c", u64::from(c)),
    ];
    fuzzer_utils::emit_chip_row(Row::of(chip_name), "pico_alu", &numbers);
    if matches!(opcode, Opcode::XOR) {
        let bytes = a.to_le_bytes().into_iter();
        for ((a, b), c) in bytes.zip(b.to_le_bytes()).zip(c.to_le_bytes()) {
            fuzzer_utils::emit_bitwise_interaction(
                Direction::Send,
                None,
                u64::from(b),
                u64::from(c),
                Some(u64::from(a)),
            );
        }
    }
}

/// Tells of an executed instruction, and with that begins its next step.
pub(crate) fn emit_instruction(
    instruction: &Instruction,
    moment: u64,
    pc: u32,
    next_pc: u32,
    next_moment: u64,
) {
    fuzzer_utils::emit_instruction(
        u64::from(pc),
        moment,
        u64::from(next_pc),
        next_moment,
        instruction.opcode as u32,
        operands(instruction),
    );
}
