    /// The moment of a clock cycle, unlike those of all other shards.
    fn fuzzer_timestamp(&self, clk: u32) -> u64 {
        (u64::from(self.shard()) << 32) | u64::from(clk)
    }

    /// The operands of an instruction as records hold them.
    fn fuzzer_operands(instruction: &Instruction) -> [u64; 7] {
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

    /// Tells the fuzzer which instruction was looked up, and what it read and wrote.
    ///
    /// Registers are address space 1, memory is address space 2.
    fn emit_fuzzer_accesses(&self, instruction: &Instruction, clk: u32, b: u32, c: u32) {
        let now = self.fuzzer_timestamp(clk);
        fuzzer_utils::emit_program_interaction(
            fuzzer_utils::Direction::Send,
            now,
            u64::from(self.state.pc),
            instruction.opcode as u32,
            Self::fuzzer_operands(instruction),
        );
        let address = b.wrapping_add(c);
        let accesses = [
            (1, u32::from(instruction.op_a), self.memory_accesses.a),
            (1, instruction.op_b, self.memory_accesses.b),
            (1, instruction.op_c, self.memory_accesses.c),
            (2, address - address % 4, self.memory_accesses.memory),
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
                    u64::from(pointer),
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
        a: u32,
        b: u32,
        c: u32,
        next_pc: u32,
    ) {
        fuzzer_utils::emit_chip_row(
            fuzzer_utils::Row::of(chip_name),
            kind,
            &[
                ("pc", u64::from(self.state.pc)),
                ("next_pc", u64::from(next_pc)),
                ("opcode", opcode as u64),
                ("a", u64::from(a)),
                ("b", u64::from(b)),
                ("c", u64::from(c)),
            ],
        );
    }

    /// Tells the fuzzer of the row of an arithmetic or logical instruction, and of the bytes that it looks up.
    fn emit_fuzzer_alu_row(&self, opcode: Opcode, a: u32, b: u32, c: u32) {
        let chip_name = match opcode {
            Opcode::ADD | Opcode::SUB => "AddSub",
            Opcode::XOR | Opcode::OR | Opcode::AND => "Bitwise",
            Opcode::SLL => "ShiftLeft",
            Opcode::SRL | Opcode::SRA => "ShiftRight",
            Opcode::SLT | Opcode::SLTU => "Lt",
            Opcode::MUL | Opcode::MULH | Opcode::MULHU | Opcode::MULHSU => "Mul",
            _ => "DivRem",
        };
        let next_pc = self.state.pc.wrapping_add(4);
        self.emit_fuzzer_row(chip_name, "sp1_alu", opcode, a, b, c, next_pc);
        if opcode == Opcode::XOR {
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
    fn emit_fuzzer_instruction(&self, instruction: &Instruction, clk: u32, next_pc: u32) {
        fuzzer_utils::emit_instruction(
            u64::from(self.state.pc),
            self.fuzzer_timestamp(clk),
            u64::from(next_pc),
            self.fuzzer_timestamp(self.state.clk) + 4,
            instruction.opcode as u32,
            Self::fuzzer_operands(instruction),
        );
    }

