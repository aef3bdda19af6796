//! What stands around the edits of the Pico set, with stand-ins for Pico's own types.
//!
//! `scripts/check-rust` puts the text of an edit in place of each line that ends in `edit: ID` and lets the
//! compiler check the result: that every call of the injected crate has the right arguments, and that an edit
//! uses no name which its function does not have. The names and types here are those of the functions that
//! the edits go into: the emulator before and after its mode became a type, and the traces of the chips.

#![allow(
    dead_code,
    unused_variables,
    unused_assignments,
    unused_mut,
    unused_must_use,
    clippy::all
)]

use std::ops::{AddAssign, Sub};

trait Field: Copy + AddAssign + Sub<Output = Self> {
    const ZERO: Self;
    const ONE: Self;
}

#[derive(Clone, Copy, PartialEq)]
enum Opcode {
    ADD,
    LW,
}

#[derive(Clone, Copy)]
struct Instruction {
    opcode: Opcode,
    op_a: u32,
    op_b: u32,
    op_c: u32,
}

#[derive(Clone, Copy, PartialEq)]
enum Register {
    X0,
    X5,
}

#[derive(Clone, Copy)]
struct MemoryAccessRecord;

#[derive(Debug)]
struct InvalidAccess;

struct State {
    pc: u32,
    clk: u32,
}

/// The functions of the module that the set creates.
mod fuzzer_records {
    use super::*;

    pub fn timestamp(chunk: u32, clk: u32) -> u64 {
        (u64::from(chunk) << 32) | u64::from(clk)
    }

    pub fn emit_accesses(
        instruction: &Instruction,
        accesses: &MemoryAccessRecord,
        moment: u64,
        pc: u32,
        b: u32,
        c: u32,
    ) {
    }

    pub fn emit_cpu_row(
        instruction: &Instruction,
        moment: u64,
        pc: u32,
        next_pc: u32,
        a: u32,
        b: u32,
        c: u32,
        exit_code: u32,
    ) {
    }

    pub fn emit_alu_row(opcode: Opcode, a: u32, b: u32, c: u32) {}

    pub fn emit_instruction(
        instruction: &Instruction,
        moment: u64,
        pc: u32,
        next_pc: u32,
        next_moment: u64,
    ) {
    }
}

// Until the mode became a type: emulator/mod.rs and emulator/instruction.rs.
mod flagged_emulator {
    use super::*;

    #[derive(Clone, Copy, PartialEq)]
    enum EmulatorMode {
        Simple,
        Trace,
    }

    struct RiscvEmulator {
        state: State,
        unconstrained: Option<u32>,
        emulator_mode: EmulatorMode,
        memory_accesses: MemoryAccessRecord,
    }

    impl RiscvEmulator {
        fn chunk(&self) -> u32 {
            1
        }

        fn emulate_instruction(&mut self, instruction: &Instruction, next_pc: u32) {
            let mut clk = self.state.clk;
            let (a, b, c): (u32, u32, u32) = (0, 0, 0);
            // edit: emit-accesses
            // edit: emit-instruction
            self.state.pc = next_pc;
        }

        fn mw_cpu(&mut self, address: u32, value: u32) {}

        fn rw(&mut self, register: Register, value: u32) {
            // edit: x0-write
            as u32, 0);
            } else {
                self.mw_cpu(register as u32, value);
            }
        }
    }

    use super::fuzzer_records;

    impl RiscvEmulator {
        fn emit_cpu(
            &mut self,
            clk: u32,
            next_pc: u32,
            instruction: Instruction,
            a: u32,
            b: u32,
            c: u32,
            exit_code: u32,
        ) {
            // edit: cpu-row
            let _ = (next_pc, a, exit_code);
        }

        fn emit_alu(&mut self, clk: u32, opcode: Opcode, a: u32, b: u32, c: u32) {
            // edit: alu-row
            let _ = a;
        }
    }
}

// Since then: emulator/mode.rs beside the others.
mod emulator_with_modes {
    use super::*;

    enum RiscvEmulatorMode {
        Simple,
        Trace,
        Unconstrained(u32),
    }

    impl RiscvEmulatorMode {
        fn is_unconstrained(&self) -> bool {
            matches!(self, Self::Unconstrained(_))
        }

        fn emit_cpu(
            &self,
            chunk: u32,
            clk: u32,
            pc: u32,
            next_pc: u32,
            exit_code: u32,
            a: u32,
            b: u32,
            c: u32,
            instruction: Instruction,
        ) {
            // edit: cpu-row-by-mode
            let _ = (next_pc, a, exit_code);
        }

        fn emit_alu(&self, clk: u32, a: u32, b: u32, c: u32, opcode: Opcode) {
            // edit: alu-row-by-mode
            let _ = a;
        }
    }

    struct RiscvEmulator {
        state: State,
        mode: RiscvEmulatorMode,
        memory_accesses: MemoryAccessRecord,
    }

    impl RiscvEmulator {
        fn chunk(&self) -> u32 {
            1
        }

        fn emulate_instruction(&mut self, instruction: &Instruction, next_pc: u32) {
            let mut clk = self.state.clk;
            let (a, b, c): (u32, u32, u32) = (0, 0, 0);
            // edit: emit-accesses-by-mode
            // edit: emit-instruction-by-mode
            self.state.pc = next_pc;
        }

        fn mw_cpu(&mut self, address: u32, value: u32) {}

        fn rw(&mut self, register: Register, value: u32) {
            // edit: x0-write-by-mode
            as u32, 0);
            } else {
                self.mw_cpu(register as u32, value);
            }
        }
    }
}

mod checks {
    use super::*;

    #[derive(Clone, Copy, PartialEq)]
    enum SyscallCode {
        HALT,
        WRITE,
    }

    struct SyscallContext {
        exit_code: u32,
    }

    fn load(addr: u32) -> Result<u32, InvalidAccess> {
        // edit: halfword-alignment
            return Err(InvalidAccess);
        }
        // edit: word-alignment
            return Err(InvalidAccess);
        }
        Ok(addr)
    }

    fn ecall(syscall: SyscallCode, precompile_rt: &SyscallContext) -> Result<(), u32> {
        // edit: failed-guest
            return Err(precompile_rt.exit_code);
        }
        Ok(())
    }

    fn hint_read(memory: &mut std::collections::HashMap<u32, u32>) {
        memory.entry(0).and_modify(|_| {
            // edit: hint-over-initialized-memory
        });
    }

    fn enter_unconstrained(unconstrained: Option<u32>) -> Option<u32> {
        if unconstrained.is_some() {
            // edit: unconstrained-twice
        } else {
            Some(1)
        }
    }

    fn keccak_permute(arg2: u32) {
        if arg2 != 0 {
            // edit: keccak-second-argument
        }
    }
}

mod traces {
    use super::*;

    struct CpuEvent {
        chunk: u32,
        clk: u32,
    }

    struct CpuCols<F> {
        next_pc: F,
        is_sequential_instr: F,
    }

    fn cpu_event_to_row<F: Field>(event: &CpuEvent, cols: &mut CpuCols<F>) {
        // edit: cpu-row-flags
    }

    struct MemoryChipValueCols<F> {
        mem_value_is_neg_not_x0: F,
        mem_value_is_pos_not_x0: F,
        addr_offset: F,
    }

    fn memory_event_to_row<F: Field>(event: &CpuEvent, cols: &mut MemoryChipValueCols<F>) {
        // edit: memory-row-flags
    }

    #[derive(Clone, Copy)]
    enum MemoryChipType {
        Initialize,
        Finalize,
    }

    #[derive(Clone)]
    struct MemoryInitializeFinalizeEvent {
        addr: u32,
        value: u32,
        chunk: u32,
        timestamp: u32,
    }

    struct MemoryInitializeFinalizeChip {
        kind: MemoryChipType,
    }

    impl MemoryInitializeFinalizeChip {
        fn generate_main(&self, events: &Vec<MemoryInitializeFinalizeEvent>) {
            let mut memory_events = match self.kind {
                MemoryChipType::Initialize => events.clone(),
                MemoryChipType::Finalize => events.clone(),
            };
            // edit: memory-boundary
            // edit: memory-boundary-rows
        }
    }

    struct MemoryLocalEvent {
        addr: u32,
    }

    struct SingleMemoryLocal<F> {
        is_real: F,
    }

    fn local_entry<F: Field>(event: &MemoryLocalEvent, cols: &mut SingleMemoryLocal<F>) {
        cols.is_real = F::ONE;
        // edit: memory-local
    }
}
