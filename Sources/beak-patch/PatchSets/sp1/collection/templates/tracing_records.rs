    /// The operands of an instruction as records hold them.
    fn fuzzer_operands(instruction: &Instruction) -> [u64; 7] {
        [
            u64::from(instruction.op_a),
            instruction.op_b,
            instruction.op_c,
            u64::from(instruction.imm_b),
            u64::from(instruction.imm_c),
            0,
            0,
        ]
    }

    /// Tells the fuzzer which instruction was looked up, and what it read and wrote.
    ///
    /// Registers are address space 1, memory is address space 2.
    fn emit_fuzzer_accesses(&self, instruction: &Instruction, record: &MemoryAccessRecord) {
        let now = self.core.clk();
        fuzzer_utils::emit_program_interaction(
            fuzzer_utils::Direction::Send,
            now,
            self.core.pc(),
            instruction.opcode as u32,
            Self::fuzzer_operands(instruction),
        );
        let base = record.b.map_or(0, |access| access.current_record().value);
        let accesses = [
            (1, u64::from(instruction.op_a), record.a),
            (1, instruction.op_b, record.b),
            (1, instruction.op_c, record.c),
            (2, base.wrapping_add(instruction.op_c) & !0b111, record.memory),
        ];
        for (address_space, pointer, access) in accesses {
            let Some(access) = access else { continue };
            let messages = [
                (fuzzer_utils::Direction::Receive, access.previous_record()),
                (fuzzer_utils::Direction::Send, access.current_record()),
            ];
            for (direction, record) in messages {
                fuzzer_utils::emit_memory_interaction(
                    direction,
                    Some(now),
                    address_space,
                    pointer,
                    &record.value.to_le_bytes().map(u64::from),
                );
            }
        }
    }

    /// Tells the fuzzer of the row that an event of this instruction becomes.
    #[allow(clippy::too_many_arguments)]
    fn emit_fuzzer_row(
        &self,
        chip_name: &str,
        kind: &str,
        opcode: Opcode,
        a: u64,
        b: u64,
        c: u64,
        next_pc: u64,
    ) {
        fuzzer_utils::emit_chip_row(
            fuzzer_utils::Row::of(chip_name),
            kind,
            &[
                ("pc", self.core.pc()),
                ("next_pc", next_pc),
                ("opcode", opcode as u64),
                ("a", a),
                ("b", b),
                ("c", c),
            ],
        );
    }

    /// Tells the fuzzer of the row of an arithmetic or logical instruction, and of the bytes that it looks up.
    fn emit_fuzzer_alu_row(&self, opcode: Opcode, a: u64, b: u64, c: u64, op_a_0: bool) {
        let chip_name = match opcode {
            _ if op_a_0 => "AluX0",
            Opcode::ADD => "Add",
            Opcode::ADDW => "Addw",
            Opcode::ADDI => "Addi",
            Opcode::SUB => "Sub",
            Opcode::SUBW => "Subw",
            Opcode::XOR | Opcode::OR | Opcode::AND => "Bitwise",
            Opcode::SLL | Opcode::SLLW => "ShiftLeft",
            Opcode::SRL | Opcode::SRA | Opcode::SRLW | Opcode::SRAW => "ShiftRight",
            Opcode::SLT | Opcode::SLTU => "Lt",
            Opcode::MUL | Opcode::MULHU | Opcode::MULHSU | Opcode::MULH | Opcode::MULW => "Mul",
            _ => "DivRem",
        };
        self.emit_fuzzer_row(chip_name, "sp1_alu", opcode, a, b, c, self.core.next_pc());
        if opcode == Opcode::XOR && !op_a_0 {
            for ((a, b), c) in
                a.to_le_bytes().into_iter().zip(b.to_le_bytes()).zip(c.to_le_bytes())
            {
                fuzzer_utils::emit_bitwise_interaction(
                    fuzzer_utils::Direction::Send,
                    None,
                    u64::from(b),
                    u64::from(c),
                    Some(u64::from(a)),
                );
            }
        }
    }

    /// Tells the fuzzer of an executed instruction, and with that begins its next step.
    fn emit_fuzzer_instruction(&self, instruction: &Instruction, pc: u64) {
        fuzzer_utils::emit_instruction(
            pc,
            self.core.clk(),
            self.core.next_pc(),
            self.core.next_clk(),
            instruction.opcode as u32,
            Self::fuzzer_operands(instruction),
        );
    }

