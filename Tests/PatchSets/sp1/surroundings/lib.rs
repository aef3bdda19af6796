//! What stands around the edits of the SP1 set, with stand-ins for SP1's own types.
//!
//! `scripts/check-rust` puts the text of an edit in place of each line that ends in `edit: ID` and lets the
//! compiler check the result: that every call of the injected crate has the right arguments, and that an edit
//! uses no name which its function does not have. The names and types here are those of the functions that
//! the edits go into: the executor of version 4, and the tracing machine of version 6.

#![allow(
    dead_code,
    unused_variables,
    unused_assignments,
    unused_mut,
    unused_must_use,
    clippy::all
)]

use std::ops::{Add, Sub};

trait Field: Copy + Add<Output = Self> + Sub<Output = Self> {
    fn zero() -> Self;
    fn one() -> Self;
}

#[derive(Clone, Copy, PartialEq)]
#[repr(u8)]
enum Opcode {
    ADD,
    ADDI,
    ADDW,
    SUB,
    SUBW,
    XOR,
    OR,
    AND,
    SLL,
    SLLW,
    SRL,
    SRA,
    SRLW,
    SRAW,
    SLT,
    SLTU,
    MUL,
    MULH,
    MULHU,
    MULHSU,
    MULW,
    DIV,
    REM,
}

#[derive(Clone, Copy, PartialEq)]
enum Register {
    X0,
    X5,
}

#[derive(Debug)]
struct InvalidAccess;

// Version 4: crates/core/executor/src/executor.rs and the traces of crates/core/machine.
mod executor {
    use super::*;

    struct Instruction {
        opcode: Opcode,
        op_a: u8,
        op_b: u32,
        op_c: u32,
        imm_b: bool,
        imm_c: bool,
    }

    #[derive(Clone, Copy)]
    struct MemoryRecord {
        shard: u32,
        timestamp: u32,
        value: u32,
    }

    #[derive(Clone, Copy)]
    struct MemoryRecordEnum;
    impl MemoryRecordEnum {
        fn current_record(&self) -> MemoryRecord {
            unreachable!()
        }
        fn previous_record(&self) -> MemoryRecord {
            unreachable!()
        }
    }

    struct MemoryAccessRecord {
        a: Option<MemoryRecordEnum>,
        b: Option<MemoryRecordEnum>,
        c: Option<MemoryRecordEnum>,
        memory: Option<MemoryRecordEnum>,
    }

    #[derive(Clone, Copy, PartialEq)]
    enum SyscallCode {
        HALT,
        WRITE,
    }
    impl SyscallCode {
        fn syscall_id(self) -> u32 {
            0
        }
    }

    #[derive(Clone, Copy, PartialEq)]
    enum ExecutorMode {
        Simple,
        Checkpoint,
        Trace,
    }

    struct State {
        pc: u32,
        clk: u32,
    }

    struct SyscallContext {
        exit_code: u32,
    }

    struct Executor {
        state: State,
        executor_mode: ExecutorMode,
        unconstrained: bool,
        memory_accesses: MemoryAccessRecord,
    }

    impl Executor {
        fn shard(&self) -> u32 {
            1
        }

        // edit: executor-records

        fn execute_instruction(&mut self, instruction: &Instruction, next_pc: u32) {
            let mut clk = self.state.clk;
            let (mut a, b, c): (u32, u32, u32) = (0, 0, 0);
            // edit: emit-accesses
            // edit: emit-instruction
            self.state.pc = next_pc;
        }

        fn execute_load(&mut self, addr: u32) -> Result<u32, InvalidAccess> {
            // edit: halfword-alignment
                return Err(InvalidAccess);
            }
            // edit: word-alignment
                return Err(InvalidAccess);
            }
            Ok(addr)
        }

        fn execute_ecall(&self, syscall: SyscallCode, precompile_rt: &SyscallContext) -> Result<(), u32> {
            // edit: failed-guest
                return Err(precompile_rt.exit_code);
            }
            Ok(())
        }

        fn emit_cpu(&mut self, clk: u32, next_pc: u32, a: u32, b: u32, c: u32, exit_code: u32) {
            // edit: cpu-row
            let _ = (next_pc, a, exit_code);
        }

        fn emit_alu_event(&mut self, opcode: Opcode, a: u32, b: u32, c: u32) {
            // edit: alu-row
            let _ = a;
        }

        fn emit_mem_instr_event(&mut self, opcode: Opcode, a: u32, b: u32, c: u32, op_a_0: bool) {
            // edit: memory-row
            let _ = a;
        }

        fn emit_branch_event(&mut self, opcode: Opcode, a: u32, b: u32, c: u32, next_pc: u32) {
            // edit: branch-row
            let _ = next_pc;
        }

        fn emit_jump_event(&mut self, opcode: Opcode, a: u32, b: u32, c: u32, next_pc: u32) {
            // edit: jump-row
            let _ = (a, next_pc);
        }

        fn emit_auipc_event(&mut self, opcode: Opcode, a: u32, b: u32, c: u32) {
            // edit: auipc-row
            let _ = a;
        }

        fn emit_syscall_event(&mut self, clk: u32, syscall_code: SyscallCode, arg1: u32, arg2: u32, next_pc: u32) {
            // edit: ecall-row
        }

        fn rw_cpu(&mut self, register: Register, value: u32) -> u32 {
            // edit: x0-write
            value
        }

        fn rw(&mut self, register: Register, value: u32) -> u32 {
            // edit: x0-write-by-memory
                0
            } else {
                value
            }
        }

        fn hint_read(&mut self, memory: &mut std::collections::HashMap<u32, u32>) {
            memory.entry(0).and_modify(|_| {
                // edit: hint-over-initialized-memory
            });
        }
    }

    struct CpuEvent {
        clk: u32,
    }

    struct CpuCols<F> {
        is_syscall: F,
        is_halt: F,
        num_extra_cycles: F,
        is_memory: F,
        op_a_immutable: F,
        is_mem_store: F,
        is_branch: F,
    }

    fn cpu_event_to_row<F: Field>(event: &CpuEvent, cols: &mut CpuCols<F>, shard: u32) {
        // edit: cpu-row-flags
        // edit: cpu-row-memory-flags
    }

    fn first_cpu_event_to_row<F: Field>(event: &CpuEvent, cols: &mut CpuCols<F>, shard: u32) {
        // edit: cpu-row-flags
        // edit: cpu-row-kind-flags
    }

    struct MemInstrEvent {
        shard: u32,
        clk: u32,
    }

    struct MemoryInstructionsColumns<F> {
        mem_value_is_neg_not_x0: F,
        mem_value_is_pos_not_x0: F,
        op_a_0: F,
    }

    fn memory_event_to_row<F: Field>(event: &MemInstrEvent, cols: &mut MemoryInstructionsColumns<F>) {
        // edit: memory-row-flags
    }
}

// Version 6: crates/core/executor/src/vm.rs and tracing.rs.
mod tracing_machine {
    use super::*;

    struct Instruction {
        opcode: Opcode,
        op_a: u8,
        op_b: u64,
        op_c: u64,
        imm_b: bool,
        imm_c: bool,
    }

    #[derive(Clone, Copy)]
    struct MemoryRecord {
        timestamp: u64,
        value: u64,
    }

    #[derive(Clone, Copy)]
    struct MemoryRecordEnum;
    impl MemoryRecordEnum {
        fn current_record(&self) -> MemoryRecord {
            unreachable!()
        }
        fn previous_record(&self) -> MemoryRecord {
            unreachable!()
        }
    }

    struct MemoryAccessRecord {
        a: Option<MemoryRecordEnum>,
        b: Option<MemoryRecordEnum>,
        c: Option<MemoryRecordEnum>,
        memory: Option<MemoryRecordEnum>,
    }

    #[derive(Clone, Copy)]
    #[repr(u32)]
    enum SyscallCode {
        HALT,
        WRITE,
    }

    struct CoreVM;
    impl CoreVM {
        const fn clk(&self) -> u64 {
            0
        }
        const fn pc(&self) -> u64 {
            0
        }
        const fn next_pc(&self) -> u64 {
            4
        }
        const fn next_clk(&self) -> u64 {
            8
        }
        fn fetch(&mut self) -> Instruction {
            unreachable!()
        }
    }

    fn compute_load_value(addr: u64) -> Result<u64, InvalidAccess> {
        // edit: vm-halfword-alignment
            return Err(InvalidAccess);
        }
        // edit: vm-word-alignment
            return Err(InvalidAccess);
        }
        // edit: vm-doubleword-alignment
            return Err(InvalidAccess);
        }
        Ok(addr)
    }

    struct TracingVM {
        core: CoreVM,
    }

    impl TracingVM {
        // edit: tracing-records

        fn execute_instruction(&mut self) {
            let pc = self.core.pc();
            let instruction = self.core.fetch();
            // edit: tracing-instruction
        }

        fn emit_events(
            &mut self,
            clk: u64,
            next_pc: u64,
            instruction: &Instruction,
            record: &MemoryAccessRecord,
            exit_code: u32,
        ) {
            // edit: tracing-accesses
            let _ = (next_pc, exit_code);
        }

        fn emit_mem_instr_event(&mut self, instruction: &Instruction, a: u64, b: u64, c: u64) {
            let opcode = instruction.opcode;
            // edit: tracing-memory-row
            let _ = a;
        }

        fn emit_alu_event(&mut self, instruction: &Instruction, a: u64, b: u64, c: u64, op_a_0: bool) {
            let opcode = instruction.opcode;
            // edit: tracing-alu-row
            let _ = a;
        }

        fn emit_jump_event(&mut self, instruction: &Instruction, a: u64, b: u64, c: u64, next_pc: u64) {
            // edit: tracing-jump-row
            let _ = (a, next_pc);
        }

        fn emit_branch_event(&mut self, instruction: &Instruction, a: u64, b: u64, c: u64, next_pc: u64) {
            // edit: tracing-branch-row
            let _ = next_pc;
        }

        fn emit_utype_event(&mut self, instruction: &Instruction, a: u64, b: u64, c: u64) {
            // edit: tracing-upper-row
            let _ = a;
        }

        fn emit_syscall_event(
            &mut self,
            clk: u64,
            syscall_code: SyscallCode,
            arg1: u64,
            arg2: u64,
            next_pc: u64,
            exit_code: u32,
        ) {
            // edit: tracing-ecall-row
        }
    }
}

// All versions: memory/global.rs and memory/local.rs of crates/core/machine; addresses are words, then double words.
mod memory {
    use super::*;

    #[derive(Clone, Copy)]
    enum MemoryChipType {
        Initialize,
        Finalize,
    }

    #[derive(Clone)]
    struct MemoryEvent {
        addr: u32,
        value: u32,
        timestamp: u32,
    }

    #[derive(Clone)]
    struct LongMemoryEvent {
        addr: u64,
        value: u64,
        timestamp: u64,
    }

    struct MemoryGlobalChip {
        kind: MemoryChipType,
    }

    impl MemoryGlobalChip {
        fn generate_trace(&self, mut memory_events: Vec<MemoryEvent>) {
            // edit: memory-boundary
            // edit: memory-boundary-rows-in-trace
        }

        fn generate_dependencies(&self, mut memory_events: Vec<MemoryEvent>) {
            // edit: memory-boundary
            // edit: memory-boundary-rows
        }

        fn generate_long_dependencies(&self, mut memory_events: Vec<LongMemoryEvent>) {
            // edit: memory-boundary
            // edit: memory-boundary-rows
        }
    }

    struct SingleMemoryLocal<F> {
        is_real: F,
    }

    fn local_entry<F: Field>(event: &MemoryEvent, cols: &mut SingleMemoryLocal<F>) {
        cols.is_real = F::one();
        // edit: memory-local
    }

    fn long_local_entry<F: Field>(event: &LongMemoryEvent, cols: &mut SingleMemoryLocal<F>) {
        cols.is_real = F::one();
        // edit: memory-local
    }
}
