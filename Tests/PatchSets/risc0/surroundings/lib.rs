//! What stands around the edits of the RISC Zero set, with stand-ins for RISC Zero's own types.
//!
//! `scripts/check-rust` puts the text of an edit in place of each line that ends in `edit: ID` and lets the
//! compiler check the result: that every call of the injected crate has the right arguments, and that an edit
//! uses no name which its function does not have. The names and types here are those of the functions that
//! the edits go into: the executor and preflight of version 2, and the preflight of version 5.

#![allow(
    dead_code,
    non_snake_case,
    unused_imports,
    unused_variables,
    unused_assignments,
    unused_mut,
    unused_must_use,
    clippy::all
)]

type Result<T> = std::result::Result<T, String>;

#[derive(Clone, Copy)]
struct ByteAddr(u32);
impl ByteAddr {
    fn is_aligned(&self) -> bool {
        self.0 % 4 == 0
    }
    fn waddr(self) -> WordAddr {
        WordAddr(self.0 / 4)
    }
}

#[derive(Clone, Copy)]
struct WordAddr(u32);

const MACHINE_REGS_ADDR: ByteAddr = ByteAddr(0xffff_0000);
const SAFE_WRITE_ADDR: ByteAddr = ByteAddr(0xffff_0100);

#[derive(Clone, Copy)]
struct Instruction;

struct DecodedInstruction;

// Both versions: execute/rv32im.rs and execute/r0vm.rs.
mod machine {
    use super::*;

    struct Context;
    impl Context {
        fn check_data_load(&self, addr: ByteAddr) -> bool {
            true
        }
        fn check_data_store(&self, addr: ByteAddr) -> bool {
            true
        }
        fn trap(&mut self) -> Result<bool> {
            Ok(false)
        }
    }

    fn step(ctx: &mut Context, addr: ByteAddr, new_pc: ByteAddr) -> Result<bool> {
        // edit: jump-alignment
            return ctx.trap();
        }
        // edit: halfword-alignment
            return ctx.trap();
        }
        // edit: word-alignment
            return ctx.trap();
        }
        // edit: load-permission
            return ctx.trap();
        }
        // edit: store-permission
            return ctx.trap();
        }
        Ok(true)
    }

    macro_rules! bail {
        ($message:literal) => {
            return Err($message.to_string())
        };
    }

    struct Risc0Machine;
    impl Risc0Machine {
        fn is_machine_mode(&self) -> bool {
            true
        }

        fn mret(&mut self) -> Result<bool> {
            // edit: user-mret
            }
            Ok(true)
        }

        fn enter_trap(&mut self) -> Result<()> {
            // edit: machine-trap
            }
            Ok(())
        }
    }
}

// Version 2: execute/executor.rs.
mod execute {
    use super::*;

    /// The functions of the module that the set creates.
    pub mod instruction_records {
        use super::*;

        pub fn moment(segment: u64, user_cycle: u32) -> u64 {
            (segment << 32) | u64::from(user_cycle)
        }

        pub(crate) fn emit_instruction(
            pc: u32,
            next_pc: u32,
            moment: u64,
            machine_mode: u32,
            instruction: &Instruction,
            decoded: &DecodedInstruction,
        ) {
        }
    }

    mod executor {
        use super::*;

        struct Executor {
            pc: ByteAddr,
            user_pc: ByteAddr,
            // edit: executor-fields
            machine_mode: u32,
            user_cycles: u32,
        }

        impl Executor {
            fn new() -> Self {
                Self {
                    pc: ByteAddr(0),
                    user_pc: ByteAddr(0),
                    // edit: executor-fields-set
                    machine_mode: 0,
                    user_cycles: 0,
                }
            }

            fn run(&mut self) -> u64 {
                let mut segment_counter = 0;
                while self.user_cycles > 0 {
                    segment_counter += 1;
                    // edit: executor-segment
                }
                segment_counter
            }

            fn reset(&mut self) {
                // edit: executor-fields-reset
            }

            fn on_insn_start(&mut self, _insn: &Instruction, _decoded: &DecodedInstruction) {
                // edit: instruction-begins
            }

            fn on_insn_end(&mut self, _insn: &Instruction, _decoded: &DecodedInstruction) {
                // edit: emit-instruction
            }
        }
    }
}

// Version 2: prove/witgen/preflight.rs and prove/witgen/mod.rs.
mod preflight {
    use super::*;

    mod major {
        pub const MISC0: u8 = 0;
        pub const MISC1: u8 = 1;
        pub const MISC2: u8 = 2;
        pub const MUL0: u8 = 3;
        pub const DIV0: u8 = 4;
        pub const MEM0: u8 = 5;
        pub const MEM1: u8 = 6;
        pub const CONTROL0: u8 = 7;
        pub const ECALL0: u8 = 8;
        pub const POSEIDON0: u8 = 9;
        pub const POSEIDON1: u8 = 10;
        pub const SHA0: u8 = 11;
        pub const BIGINT0: u8 = 12;
    }

    #[derive(Clone, Copy)]
    enum CycleState {
        ControlTable = 6,
        ControlDone = 7,
        Decode = 48,
    }

    struct InsnKind;
    impl InsnKind {
        fn major(&self) -> u8 {
            0
        }
        fn minor(&self) -> u8 {
            0
        }
    }

    enum Back {
        None,
        Ecall(u32, u32, u32),
    }

    struct RawPreflightCycle {
        state: u32,
        pc: u32,
        major: u8,
        minor: u8,
        machine_mode: u8,
        txn_idx: u32,
        paging_idx: u32,
        bigint_idx: u32,
    }

    struct RawMemoryTransaction {
        addr: u32,
        cycle: u32,
        word: u32,
        prev_cycle: u32,
        prev_word: u32,
    }

    struct PreflightTrace {
        cycles: Vec<RawPreflightCycle>,
        txns: Vec<RawMemoryTransaction>,
    }

    struct Segment {
        index: u64,
        segment_threshold: u32,
    }

    struct Preflight<'a> {
        trace: PreflightTrace,
        segment: &'a Segment,
        machine_mode: u32,
        user_cycles: u32,
        // edit: preflight-field
    }

    impl<'a> Preflight<'a> {
        // edit: preflight-records

        fn new(trace: PreflightTrace, segment: &'a Segment) -> Self {
            Self {
                trace,
                segment,
                machine_mode: 0,
                user_cycles: 0,
                // edit: preflight-field-set
            }
        }

        fn body(&mut self) {
            // edit: preflight-body-begins
        }

        fn write_pages(&mut self) {
            // edit: preflight-body-ends
        }

        fn wrap_memory_txns(&mut self) {
            for txn in self.trace.txns.iter_mut() {
                // edit: final-word-fault
            }
        }

        fn add_cycle(
            &mut self,
            state: CycleState,
            pc: u32,
            major: u8,
            minor: u8,
            paging_idx: u32,
            back: Back,
        ) {
            // edit: cycle-faults
            let cycle = RawPreflightCycle {
                // edit: cycle-state
                pc,
                major,
                minor,
                // edit: cycle-machine-mode
                txn_idx: 0,
                paging_idx,
                bigint_idx: 0,
            };
            // edit: emit-row
            self.trace.cycles.push(cycle);
        }

        fn add_cycle_insn(&mut self, state: CycleState, pc: u32, insn: InsnKind) {
            // edit: cycle-instruction
        }

        fn load_u32(&mut self, addr: WordAddr, cycle: u32, word: u32, prev_cycle: u32) {
            let txn = RawMemoryTransaction {
                addr: addr.0,
                cycle,
                // edit: load-fault
                prev_word: word,
            };
            // edit: emit-access
            self.trace.txns.push(txn);
        }

        fn store_u32(&mut self, addr: WordAddr, cycle: u32, word: u32, prev_cycle: u32) {
            let prev_word = 0;
            let txn = RawMemoryTransaction {
                addr: addr.0,
                cycle,
                // edit: store-fault
                // edit: overwritten-fault
            // edit: emit-access
            self.trace.txns.push(txn);
        }

        fn on_ecall_cycle(&mut self, s0: u32, s1: u32, s2: u32) -> Back {
            // edit: ecall-fault
            Back::Ecall(s0, s1, s2)
        }
    }

    #[derive(Clone, Copy)]
    struct Val(u32);
    impl From<u32> for Val {
        fn from(value: u32) -> Self {
            Self(value)
        }
    }

    fn globals(segment: &Segment, is_terminate: u32) -> [Val; 2] {
        let mut global = [Val(0); 2];
        // edit: terminate-fault
        global[0] = is_terminate.into();
        global[1] =
        // edit: shutdown-fault
        global
    }
}

// Version 5: prove/preflight/emu.rs and prove/preflight/trace.rs.
mod emulation {
    use super::*;
    use std::marker::PhantomData;

    const MODE_MACHINE: u32 = 3;
    const KERNEL_START_WORD: u32 = 0x3000_0000;

    /// Plain data; its bytes are those of the witness.
    trait Pod: Copy {}

    mod bytemuck {
        pub fn bytes_of<T: super::Pod>(value: &T) -> &[u8] {
            &[]
        }
    }

    #[derive(Clone, Copy, Debug, PartialEq)]
    enum BlockType {
        MakeTable,
        Decode,
    }

    trait HasBlockType {
        const BLOCK_TYPE: BlockType;
    }

    #[derive(Clone, Copy)]
    struct TraceIndex<WitnessT> {
        index: usize,
        witness: PhantomData<WitnessT>,
    }

    struct Trace;
    impl Trace {
        fn add_block<WitnessT: HasBlockType + Pod>(&mut self, wit: WitnessT) -> WitnessT {
            let block_type = WitnessT::BLOCK_TYPE;
            // edit: block-row
            wit
        }

        fn get_block<WitnessT: Pod>(&self, index: TraceIndex<WitnessT>) -> &WitnessT {
            unreachable!()
        }

        fn get_block_mut<WitnessT: Pod>(&mut self, index: TraceIndex<WitnessT>) -> &mut WitnessT {
            unreachable!()
        }
    }

    #[derive(Clone, Copy)]
    struct DecodeWitness {
        opcode: u8,
        rd: u8,
        rs1: u8,
        rs2: u8,
        imm: u32,
        inst: u32,
        count: u32,
    }
    impl Pod for DecodeWitness {}

    #[derive(Clone, Copy)]
    struct PhysMemReadWitness {
        wordAddr: u32,
        prevCycle: u32,
        value: u32,
    }

    #[derive(Clone, Copy)]
    struct PhysMemWriteWitness {
        wordAddr: u32,
        prevCycle: u32,
        prevValue: u32,
        value: u32,
    }

    #[derive(Clone, Copy)]
    struct UnitWitness {
        out0: u32,
        out1: u32,
    }
    impl Pod for UnitWitness {}
    impl HasBlockType for UnitWitness {
        const BLOCK_TYPE: BlockType = BlockType::Decode;
    }

    struct Emulator {
        user_cycles: u32,
        mode: u32,
        pc: u32,
        new_pc: u32,
    }

    impl Emulator {
        fn trap(&mut self) -> Result<()> {
            Ok(())
        }

        fn read_phys_memory(&mut self, word_addr: u32) -> Result<(u32, PhysMemReadWitness)> {
            let record = PhysMemReadWitness {
                wordAddr: word_addr,
                prevCycle: 0,
                value: 0,
            };
            // edit: memory-read
            Ok((record.value, record))
        }

        fn write_phys_memory(&mut self, word_addr: u32, value: u32) -> Result<PhysMemWriteWitness> {
            let wit = PhysMemWriteWitness {
                wordAddr: word_addr,
                prevCycle: 0,
                prevValue: 0,
                value,
            };
            // edit: memory-write
            Ok(wit)
        }

        fn read_reg(&mut self, reg: u32) -> (u32, PhysMemReadWitness) {
            let record = PhysMemReadWitness {
                wordAddr: reg,
                prevCycle: 0,
                value: 0,
            };
            let value = record.value;
            // edit: register-read
            (value, record)
        }

        fn write_reg(&mut self, reg: u32, value: u32) -> PhysMemWriteWitness {
            let record = PhysMemWriteWitness {
                wordAddr: reg,
                prevCycle: 0,
                prevValue: 0,
                value,
            };
            // edit: register-write
            record
        }

        fn unit(&mut self, trace: &mut Trace) -> UnitWitness {
            let unit = UnitWitness { out0: 0, out1: 0 };
            // edit: unit-faults
            trace.add_block(unit)
        }

        fn do_inst_load(&mut self, dinst: &mut DecodeWitness, addr: u32) -> Result<()> {
            let alignment_req = 4;
            // edit: preflight-alignment
                return self.trap();
            }
            // edit: preflight-permission
                return self.trap();
            }
            Ok(())
        }

        fn do_inst_mret(&mut self, dinst: &mut DecodeWitness) -> Result<()> {
            // edit: preflight-mret
                return self.trap();
            }
            Ok(())
        }

        fn run(&mut self, trace: &mut Trace, decode_wit_index: TraceIndex<DecodeWitness>) {
            let decode_wit = trace.get_block_mut(decode_wit_index);
            decode_wit.count += 1;
            // edit: emit-executed
            self.pc = self.new_pc;
        }
    }
}
