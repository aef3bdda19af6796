//! What the emulator tells the fuzzer: the one place that knows how Pico's events map to records.

use crate::{
    chips::chips::riscv_memory::event::MemoryRecordEnum,
    compiler::riscv::{instruction::Instruction, opcode::Opcode},
    emulator::riscv::record::MemoryAccessRecord,
};
use fuzzer_utils::Direction;

/// The moment of a clock cycle, unlike those of all other chunks.
pub(crate) fn timestamp(chunk: u32, clk: u32) -> u64 {
    (u64::from(chunk) << 32) | u64::from(clk)
}

/// A value in memory, the chunk and the clock cycle of its access.
type Message = (u32, u32, u32);

/// What was in memory before an access, and what is there after it.
fn messages(access: &MemoryRecordEnum) -> (Message, Message) {
    match access {
        MemoryRecordEnum::Read(read) => (
            (read.value, read.prev_chunk, read.prev_timestamp),
            (read.value, read.chunk, read.timestamp),
        ),
        MemoryRecordEnum::Write(write) => (
            (write.prev_value, write.prev_chunk, write.prev_timestamp),
            (write.value, write.chunk, write.timestamp),
        ),
    }
}

/// Tells of the instruction that was looked up, and of what it read and wrote.
pub(crate) fn emit_accesses(
    instruction: &Instruction,
    accesses: &MemoryAccessRecord,
    moment: u64,
    pc: u32,
    b: u32,
    c: u32,
) {
    fuzzer_utils::emit_interaction(
        "program",
        Direction::Send,
        Some(moment),
        &[
            ("pc", u64::from(pc)),
            ("opcode", instruction.opcode as u64),
            ("op_a", u64::from(instruction.op_a)),
            ("op_b", u64::from(instruction.op_b)),
            ("op_c", u64::from(instruction.op_c)),
        ],
    );
    let address = b.wrapping_add(c);
    let places = [
        (instruction.op_a, accesses.a),
        (instruction.op_b, accesses.b),
        (instruction.op_c, accesses.c),
        (address - address % 4, accesses.memory),
    ];
    for (address, access) in places {
        let Some(access) = access else { continue };
        let (before, after) = messages(&access);
        for (direction, (value, chunk, clk)) in
            [(Direction::Receive, before), (Direction::Send, after)]
        {
            fuzzer_utils::emit_interaction(
                "memory",
                direction,
                Some(moment),
                &[
                    ("address", u64::from(address)),
                    ("value", u64::from(value)),
                    ("chunk", u64::from(chunk)),
                    ("clk", u64::from(clk)),
                ],
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
    let fields = [
        ("pc", u64::from(pc)),
        ("next_pc", u64::from(next_pc)),
        ("opcode", instruction.opcode as u64),
        ("a", u64::from(a)),
        ("b", u64::from(b)),
        ("c", u64::from(c)),
        ("exit_code", u64::from(exit_code)),
    ];
    fuzzer_utils::emit_chip_row("Cpu", "cpu", true, Some(moment), &fields);
    if instruction.is_memory_instruction() {
        let fields = &fields[..6];
        fuzzer_utils::emit_chip_row("MemoryReadWrite", "load_store", true, Some(moment), fields);
    }
}

/// Tells of the row of an arithmetic or logical instruction, and of the bytes that it looks up.
pub(crate) fn emit_alu_row(opcode: Opcode, a: u32, b: u32, c: u32) {
    let (chip_name, kind) = match opcode {
        Opcode::ADD | Opcode::SUB => ("AddSub", "base_alu"),
        Opcode::XOR | Opcode::OR | Opcode::AND => ("Bitwise", "base_alu"),
        Opcode::SLL => ("ShiftLeft", "shift"),
        Opcode::SRL | Opcode::SRA => ("ShiftRight", "shift"),
        Opcode::SLT | Opcode::SLTU => ("Lt", "less_than"),
        Opcode::MUL => ("Mul", "mul"),
        Opcode::MULH | Opcode::MULHU | Opcode::MULHSU => ("Mul", "mul_h"),
        _ => ("DivRem", "div_rem"),
    };
    let fields = [
        ("opcode", opcode as u64),
        ("a", u64::from(a)),
        ("b", u64::from(b)),
        ("c", u64::from(c)),
    ];
    fuzzer_utils::emit_chip_row(chip_name, kind, true, None, &fields);
    if chip_name != "Bitwise" {
        return;
    }
    for ((a, b), c) in a
        .to_le_bytes()
        .into_iter()
        .zip(b.to_le_bytes())
        .zip(c.to_le_bytes())
    {
        let fields = [
            ("opcode", opcode as u64),
            ("a", u64::from(a)),
            ("b", u64::from(b)),
            ("c", u64::from(c)),
        ];
        fuzzer_utils::emit_interaction("bitwise", Direction::Send, None, &fields);
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
    fuzzer_utils::emit_instruction(fuzzer_utils::Instruction {
        pc: u64::from(pc),
        timestamp: moment,
        next_pc: u64::from(next_pc),
        next_timestamp: next_moment,
        opcode: instruction.opcode as u32,
        operands: [
            u64::from(instruction.op_a),
            u64::from(instruction.op_b),
            u64::from(instruction.op_c),
            u64::from(instruction.imm_b),
            u64::from(instruction.imm_c),
            0,
            0,
        ],
    });
}
