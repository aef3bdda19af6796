    /// The moment of a clock cycle, unlike those of all other shards.
    fn fuzzer_timestamp(&self, clk: u32) -> u64 {
        (u64::from(self.shard()) << 32) | u64::from(clk)
    }

    /// Tells the fuzzer what one traced instruction read and wrote, and which instruction was looked up.
    fn emit_fuzzer_accesses(&self, instruction: &Instruction, clk: u32, b: u32, c: u32) {
        let now = Some(self.fuzzer_timestamp(clk));
        let send = fuzzer_utils::Direction::Send;
        fuzzer_utils::emit_interaction(
            "program",
            send,
            now,
            &[
                ("pc", u64::from(self.state.pc)),
                ("opcode", instruction.opcode as u64),
                ("op_a", u64::from(instruction.op_a)),
                ("op_b", u64::from(instruction.op_b)),
                ("op_c", u64::from(instruction.op_c)),
            ],
        );
        let address = b.wrapping_add(c);
        let accesses = [
            (u32::from(instruction.op_a), self.memory_accesses.a),
            (instruction.op_b, self.memory_accesses.b),
            (instruction.op_c, self.memory_accesses.c),
            (address - address % 4, self.memory_accesses.memory),
        ];
        for (address, access) in accesses {
            let Some(access) = access else { continue };
            let messages = [
                (fuzzer_utils::Direction::Receive, access.previous_record()),
                (fuzzer_utils::Direction::Send, access.current_record()),
            ];
            for (direction, record) in messages {
                fuzzer_utils::emit_interaction(
                    "memory",
                    direction,
                    now,
                    &[
                        ("address", u64::from(address)),
                        ("value", u64::from(record.value)),
                        ("shard", u64::from(record.shard)),
                        ("clk", u64::from(record.timestamp)),
                    ],
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
            chip_name,
            kind,
            true,
            None,
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
        self.emit_fuzzer_row(chip_name, kind, opcode, a, b, c, self.state.pc.wrapping_add(4));
        if chip_name != "Bitwise" {
            return;
        }
        for ((a, b), c) in a.to_le_bytes().into_iter().zip(b.to_le_bytes()).zip(c.to_le_bytes()) {
            fuzzer_utils::emit_interaction(
                "bitwise",
                fuzzer_utils::Direction::Send,
                None,
                &[
                    ("opcode", opcode as u64),
                    ("a", u64::from(a)),
                    ("b", u64::from(b)),
                    ("c", u64::from(c)),
                ],
            );
        }
    }

    /// Tells the fuzzer of an executed instruction, and with that begins its next step.
    fn emit_fuzzer_instruction(&self, instruction: &Instruction, clk: u32, next_pc: u32) {
        fuzzer_utils::emit_instruction(fuzzer_utils::Instruction {
            pc: u64::from(self.state.pc),
            timestamp: self.fuzzer_timestamp(clk),
            next_pc: u64::from(next_pc),
            next_timestamp: self.fuzzer_timestamp(self.state.clk) + 4,
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

