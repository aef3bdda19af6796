//! Filler era: crates/vm/src/arch. Until 2025-09-06 the program counter is a field.

use crate::*;

struct PcEntry<F> {
    insn: Instruction<F>,
}

struct TracingMemory(u32);
impl TracingMemory {
    fn timestamp(&self) -> u32 {
        self.0
    }
}

struct StateWithField {
    pc: u32,
    memory: TracingMemory,
    exit_code: Option<u32>,
}

fn execute_with_field<F: PrimeField32>(state: &mut StateWithField, pc_entry: &PcEntry<F>) {
    let pc = state.pc;
    let opcode = pc_entry.insn.opcode;
    let c = pc_entry.insn.c;
    // edit: preflight-operands
    if opcode == VmOpcode(0) {
        // edit: preflight-terminate
        state.exit_code = Some(c.as_canonical_u32());
        return;
    }
    // edit: preflight-instruction-of-fields
}

struct StateWithGetter {
    counter: u32,
    memory: TracingMemory,
    exit_code: Option<u32>,
}
impl StateWithGetter {
    fn pc(&self) -> u32 {
        self.counter
    }
}

fn execute_with_first_getter<F: PrimeField32>(state: &mut StateWithGetter, pc_entry: &PcEntry<F>) {
    let pc = state.pc();
    let opcode = pc_entry.insn.opcode;
    // edit: preflight-operands
    // edit: preflight-instruction-of-first-getters
}

fn execute_with_getter<F: PrimeField32>(state: &mut StateWithGetter, pc_entry: &PcEntry<F>) {
    let pc = state.pc();
    let opcode = pc_entry.insn.opcode;
    let c = pc_entry.insn.c;
    // edit: preflight-operands
    if opcode == VmOpcode(0) {
        // edit: preflight-terminate
        state.exit_code = Some(c.as_canonical_u32());
        return;
    }
    // edit: preflight-instruction
}

struct MatrixRecordArena<F> {
    trace_buffer: Vec<F>,
    width: usize,
}
impl<F> MatrixRecordArena<F> {
    fn into_matrix(self, rows_used: usize) -> (Vec<F>, usize) {
        let width = self.width;
        // edit: arena-padding
        (self.trace_buffer, self.width)
    }
}
