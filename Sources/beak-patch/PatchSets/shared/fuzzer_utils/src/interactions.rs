//! What chips send to buses and receive from them.

use crate::json::Object;
use crate::trace::push_interaction;

/// Which side of a bus a chip is on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    Send,
    Receive,
}

impl Direction {
    fn name(self) -> &'static str {
        match self {
            Direction::Send => "send",
            Direction::Receive => "receive",
        }
    }
}

/// Execution bus: the state in which an instruction begins (received) or ends (sent).
pub fn emit_execution_interaction(direction: Direction, pc: u64, timestamp: u64) {
    let data = Object::new()
        .number("pc", pc)
        .number("timestamp", timestamp);
    push_interaction(direction.name(), Some(timestamp), "execution", data);
}

/// Program bus: the instruction that stands at `pc`.
pub fn emit_program_interaction(
    direction: Direction,
    timestamp: u64,
    pc: u64,
    opcode: u32,
    operands: [u64; 7],
) {
    let data = Object::new()
        .number("pc", pc)
        .number("opcode", opcode)
        .numbers("operands", &operands);
    push_interaction(direction.name(), Some(timestamp), "program", data);
}

/// Memory bus: cells of an address space from `pointer` on.
///
/// `timestamp` is that of the access; `None` where the snapshot does not know it.
pub fn emit_memory_interaction(
    direction: Direction,
    timestamp: Option<u64>,
    address_space: u32,
    pointer: u64,
    cells: &[u64],
) {
    let data = Object::new()
        .number("address_space", address_space)
        .number("pointer", pointer)
        .numbers("cells", cells);
    push_interaction(direction.name(), timestamp, "memory", data);
}

/// Range checker: `value` shall have at most `bits` bits.
pub fn emit_range_check_interaction(
    direction: Direction,
    timestamp: Option<u64>,
    value: u64,
    bits: usize,
) {
    let data = Object::new()
        .number("value", value)
        .number("bits", bits as u64);
    push_interaction(direction.name(), timestamp, "range_check", data);
}

/// Bitwise lookup: `x` and `y` shall be bytes and, where `z` is given, `x ^ y == z`.
pub fn emit_bitwise_interaction(
    direction: Direction,
    timestamp: Option<u64>,
    x: u64,
    y: u64,
    z: Option<u64>,
) {
    let data = Object::new()
        .text("operation", if z.is_some() { "xor" } else { "range" })
        .number("x", x)
        .number("y", y)
        .optional_number("z", z);
    push_interaction(direction.name(), timestamp, "bitwise", data);
}
