//! What stands around the edits of the OpenVM set, with stand-ins for OpenVM's own types.
//!
//! `scripts/check-rust` puts the text of an edit in place of each line that ends in `edit: ID` and lets the
//! compiler check the result: that every call of the helper crate has the right arguments, and that an edit
//! uses no name which its function does not have. The names and types here are those of the functions that
//! the edits go into, from 2024-12-05 on.

#![allow(dead_code, unused_variables, unused_assignments, unused_must_use, clippy::all)]

use std::array;
use std::ops::{AddAssign, SubAssign};

const RV32_CELL_BITS: usize = 8;
const RV32_REGISTER_NUM_LIMBS: usize = 4;

trait PrimeField32: Copy + AddAssign + SubAssign {
    const ORDER_U32: u32;
    fn as_canonical_u32(&self) -> u32;
    fn from_canonical_u32(value: u32) -> Self;
    fn is_zero(&self) -> bool;
}

trait StarkGenericConfig {
    type Value;
}
type Val<SC> = <SC as StarkGenericConfig>::Value;

#[derive(Clone, Copy, PartialEq)]
struct VmOpcode(usize);
impl VmOpcode {
    fn as_usize(&self) -> usize {
        self.0
    }
}

#[derive(Clone, Copy)]
struct ExecutionState<T> {
    pc: T,
    timestamp: T,
}

struct Instruction<F> {
    opcode: VmOpcode,
    a: F,
    b: F,
    c: F,
    d: F,
    e: F,
    f: F,
    g: F,
}

#[derive(Clone, Copy, PartialEq)]
enum BaseAluOpcode {
    ADD,
    SUB,
    XOR,
    OR,
    AND,
}

/// An enum of local opcodes whose variants the edits do not name.
#[derive(Clone, Copy, PartialEq)]
#[repr(usize)]
enum LocalOpcode {
    FIRST,
    SECOND,
}

#[derive(Clone, Copy, PartialEq)]
#[repr(usize)]
enum Rv32LoadStoreOpcode {
    LOADW,
    LOADB,
    LOADH,
}
use Rv32LoadStoreOpcode::*;

#[derive(Clone, Copy, PartialEq)]
enum Rv32JalLuiOpcode {
    JAL,
    LUI,
}
use Rv32JalLuiOpcode::*;

#[derive(Debug, Eq, PartialEq)]
enum DivRemCoreSpecialCase {
    None,
    ZeroDivisor,
    SignedOverflow,
}

// Adapter era: crates/vm/src/arch/segment.rs. Until 2025-01-08 the instruction is moved when executed.
mod segment {
    use super::*;

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
}

// Adapter era: `execute_instruction` in the cores of extensions/rv32im/circuit.
mod cores {
    use super::*;

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

    fn mul<const NUM_LIMBS: usize>(
        a: [u32; NUM_LIMBS],
        b: [u32; NUM_LIMBS],
        c: [u32; NUM_LIMBS],
    ) {
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
}

// Adapter era: extensions/rv32im/circuit/src/adapters and the lookups that o1 needs.
mod adapters {
    use super::*;

    // edit: o1-alu-immediate-limbs

    fn alu_preprocess<F: PrimeField32>(
        rs1: ((), [F; RV32_REGISTER_NUM_LIMBS]),
        rs2_data: [F; RV32_REGISTER_NUM_LIMBS],
        e: F,
    ) -> ([[F; RV32_REGISTER_NUM_LIMBS]; 2], bool) {
        (
            [rs1.1
            , rs2_data], // edit: o1-alu-immediate
            true,
        )
    }

    struct Output<F> {
        writes: [[F; RV32_REGISTER_NUM_LIMBS]; 1],
    }

    fn alu_postprocess<F: PrimeField32>(d: &F, a: &F, output: Output<F>) {
        // edit: alu-adapter-write
    }

    struct Memory<F>(F);
    impl<F: PrimeField32> Memory<F> {
        fn unsafe_read_cell(&self, address_space: F, pointer: F) -> F {
            self.0
        }
    }

    struct ReadRecord<F> {
        mem_as: F,
    }

    struct Air {
        pointer_max_bits: usize,
    }

    struct LoadStore {
        air: Air,
    }
    impl LoadStore {
        fn preprocess_with_free_sign(&self, rs1_val: u32, imm: u32) -> u32 {
            let imm_sign = (imm & 0x8000) >> 15;
            // edit: o8-loadstore-immediate-sign
            let imm_extended = imm + imm_sign * 0xffff0000;
            imm_extended
        }

        fn preprocess<F: PrimeField32>(
            &self,
            memory: &mut Memory<F>,
            e: F,
            ptr_val: u32,
            shift_amount: u32,
        ) -> F {
            // edit: o51-loadstore-address-space
            let ptr_val = ptr_val - shift_amount;
            // edit: loadstore-adapter-access
            e
        }

        fn postprocess<F: PrimeField32>(&self, read_record: &ReadRecord<F>, e: F) -> F {
            // edit: o51-store-address-space
            e
        }
    }

    fn request_range<const NUM_BITS: usize>(counts: &mut [u32], x: u32, y: u32) {
        let upper_bound = 1 << NUM_BITS;
        // edit: o1-range-lookup
        counts[(x * upper_bound + y) as usize] += 1;
    }

    fn request_xor<const NUM_BITS: usize>(counts: &mut [u32], x: u32, y: u32) -> u32 {
        let upper_bound = 1 << NUM_BITS;
        // edit: o1-xor-lookup
        counts[(x * upper_bound + y) as usize] += 1;
        x ^ y
    }
}

// Both eras: crates/vm/src/system.
mod system {
    use super::*;

    struct VolatileBoundaryCols<T> {
        pointer: T,
    }

    fn boundary<SC: StarkGenericConfig>(row: &mut VolatileBoundaryCols<Val<SC>>, i: usize)
    where
        Val<SC>: PrimeField32,
    {
        // edit: o25-boundary-address
    }

    struct ConnectorCols<T> {
        pc: T,
        timestamp: T,
        is_terminate: T,
        exit_code: T,
    }

    fn connector_begin(state: ExecutionState<u32>) -> ConnectorCols<u32> {
        // edit: o26-start-timestamp
        ConnectorCols {
            pc: state.pc,
            timestamp: state.timestamp,
            is_terminate: 0,
            exit_code: 0,
        }
    }

    fn connector_trace<F: PrimeField32>(
        initial_state: ConnectorCols<F>,
        final_state: ConnectorCols<F>,
    ) -> [F; 2] {
        // edit: connector-rows
        [initial_state.pc, final_state.exit_code]
    }

    fn connector_limbs(state: ConnectorCols<u32>, timestamp_low_limb: u32, low_bits: usize) {
        // edit: connector-range-check
    }

    fn phantom_execute<F: PrimeField32>(from_state: ExecutionState<u32>, a: F, b: F, c: F) {
        // edit: phantom-row-of-executor
    }

    struct PhantomRecord {
        pc: u32,
        operands: [u32; 3],
        timestamp: u32,
    }

    fn phantom_fill(record: &PhantomRecord) {
        // edit: phantom-row
    }

    struct ProgramChipOfAdapters {
        execution_frequencies: Vec<usize>,
    }
    impl ProgramChipOfAdapters {
        fn generate_air_proof_input(self) -> Vec<usize> {
            // edit: program-row-of-chip
            self.execution_frequencies
        }
    }

    struct ProgramChip {
        filtered_exec_frequencies: Vec<u32>,
    }
    impl ProgramChip {
        fn generate_proving_ctx(&self) {
            // edit: program-row
        }
    }
}

// Filler era: crates/vm/src/arch. Until 2025-09-06 the program counter is a field.
mod preflight {
    use super::*;

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

    fn execute_with_first_getter<F: PrimeField32>(
        state: &mut StateWithGetter,
        pc_entry: &PcEntry<F>,
    ) {
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
}

// Filler era: `fill_trace_row` in the cores and an adapter of extensions/rv32im/circuit.
mod fillers {
    use super::*;

    /// Columns of all cores; each edit uses those of its own.
    struct CoreCols<T, const NUM_LIMBS: usize> {
        a: [T; NUM_LIMBS],
        b: [T; NUM_LIMBS],
        c: [T; NUM_LIMBS],
        q: [T; NUM_LIMBS],
        r: [T; NUM_LIMBS],
        b_sign: T,
        diff_val: T,
        b_ext: T,
        c_ext: T,
        imm: T,
        opcode_bne_flag: T,
        opcode_bltu_flag: T,
        opcode_bge_flag: T,
        opcode_bgeu_flag: T,
        is_jal: T,
        rd_data: [T; RV32_REGISTER_NUM_LIMBS],
        rs1_data: [T; RV32_REGISTER_NUM_LIMBS],
        to_pc_limbs: [T; 2],
        imm_sign: T,
        imm_limbs: [T; RV32_REGISTER_NUM_LIMBS - 1],
        pc_limbs: [T; RV32_REGISTER_NUM_LIMBS - 2],
        read_data: [T; NUM_LIMBS],
        prev_data: [T; NUM_LIMBS],
        write_data: [T; NUM_LIMBS],
        shifted_read_data: [T; NUM_LIMBS],
        opcode_loadh_flag: T,
        data_most_sig_bit: T,
    }

    struct Filler<F> {
        adapter: fn(&mut [F]),
    }

    impl<F: PrimeField32> Filler<F> {
        fn operands<const NUM_LIMBS: usize>(
            &self,
            adapter_row: &mut [F],
            core_row: &mut CoreCols<F, NUM_LIMBS>,
            local_opcode: BaseAluOpcode,
            opcode: LocalOpcode,
            is_slt: bool,
            cmp_result: bool,
            cmp_lt: bool,
        ) {
            (self.adapter)(adapter_row);
            // edit: base-alu-filler
            // edit: shift-filler
            // edit: less-than-filler
            // edit: mul-filler
            // edit: mul-h-filler
            // edit: branch-equal-filler
            // edit: branch-less-than-filler
        }

        fn division<const NUM_LIMBS: usize>(
            &self,
            adapter_row: &mut [F],
            core_row: &mut CoreCols<F, NUM_LIMBS>,
            opcode: LocalOpcode,
            (b_sign, c_sign, q_sign, case): (bool, bool, bool, DivRemCoreSpecialCase),
            r_zero: bool,
        ) {
            (self.adapter)(adapter_row);
            // edit: div-rem-filler
        }

        fn jumps<const NUM_LIMBS: usize>(
            &self,
            adapter_row: &mut [F],
            core_row: &mut CoreCols<F, NUM_LIMBS>,
        ) {
            (self.adapter)(adapter_row);
            // edit: jal-lui-filler
            // edit: jalr-filler
            // edit: auipc-filler
        }

        fn memory<const NUM_CELLS: usize>(
            &self,
            adapter_row: &mut [F],
            core_row: &mut CoreCols<F, NUM_CELLS>,
            opcode: Rv32LoadStoreOpcode,
            shift: u8,
        ) {
            (self.adapter)(adapter_row);
            // edit: load-store-filler
            // edit: load-sign-extend-filler
        }
    }

    struct LoadStoreAdapterCols<T> {
        from_state: ExecutionState<T>,
        mem_ptr_limbs: [T; 2],
        mem_as: T,
    }

    struct LoadStoreAdapterFiller {
        pointer_max_bits: usize,
    }
    impl LoadStoreAdapterFiller {
        fn fill<F: PrimeField32>(&self, adapter_row: &mut LoadStoreAdapterCols<F>) {
            // edit: loadstore-filler-access
        }
    }
}
