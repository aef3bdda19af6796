//! Adapter era: crates/vm/src/arch/segment.rs. Until 2025-01-08 the instruction is moved when executed.

use crate::*;

fn execute_by_value<F: PrimeField32>(
    instruction: Instruction<F>,
    mut pc: u32,
    mut timestamp: u32,
    next_state: ExecutionState<u32>,
) {
    let mut did_terminate = false;
    // edit: segment-operands
    let opcode = instruction.opcode;
    if opcode == VmOpcode(0) {
        // edit: segment-terminate
        did_terminate = true;
    }
    drop(instruction);
    // edit: segment-instruction
    pc = next_state.pc;
    timestamp = next_state.timestamp;
}

fn execute_by_reference<F: PrimeField32>(
    instruction: &Instruction<F>,
    mut pc: u32,
    mut timestamp: u32,
    next_state: ExecutionState<u32>,
) {
    let mut did_terminate = false;
    // edit: segment-operands
    let &Instruction { opcode, c, .. } = instruction;
    if opcode == VmOpcode(0) {
        // edit: segment-terminate
        did_terminate = true;
    }
    // edit: segment-instruction
    pc = next_state.pc;
    timestamp = next_state.timestamp;
}
