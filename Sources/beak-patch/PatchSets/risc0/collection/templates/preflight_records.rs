    /// The moment of the cycle at hand; there is none while pages move in and out.
    fn fuzzer_moment(&self) -> Option<u64> {
        self.fuzzer_in_body.then(|| {
            crate::execute::instruction_records::moment(self.segment.index, self.user_cycles)
        })
    }

    /// Tells the fuzzer of a row of the trace; lookup tables and padding are left out.
    fn emit_fuzzer_row(&self, cycle: &RawPreflightCycle) {
        if cycle.state == CycleState::ControlTable as u32
            || cycle.state == CycleState::ControlDone as u32
        {
            return;
        }
        let row = fuzzer_utils::Row::of(match cycle.major {
            major::MISC0 => "Misc0",
            major::MISC1 => "Misc1",
            major::MISC2 => "Misc2",
            major::MUL0 => "Mul0",
            major::DIV0 => "Div0",
            major::MEM0 => "Mem0",
            major::MEM1 => "Mem1",
            major::CONTROL0 => "Control0",
            major::ECALL0 => "ECall0",
            major::POSEIDON0 => "Poseidon0",
            major::POSEIDON1 => "Poseidon1",
            major::SHA0 => "Sha0",
            major::BIGINT0 => "BigInt0",
            _ => "Unknown",
        });
        let row = match self.fuzzer_moment() {
            Some(moment) => row.at(moment),
            None => row,
        };
        fuzzer_utils::emit_chip_row(
            row,
            "risc0_cycle",
            &[
                ("cycle", self.trace.cycles.len() as u64),
                ("next_pc", u64::from(cycle.pc)),
                ("next_state", u64::from(cycle.state)),
                ("major", u64::from(cycle.major)),
                ("minor", u64::from(cycle.minor)),
                ("machine_mode", u64::from(cycle.machine_mode)),
                ("txn_idx", u64::from(cycle.txn_idx)),
                ("paging_idx", u64::from(cycle.paging_idx)),
                ("bigint_idx", u64::from(cycle.bigint_idx)),
            ],
        );
    }

    /// Tells the fuzzer of an access to memory: what was there, and what is there now.
    ///
    /// The registers of both modes are address space 1, other memory is address space 2.
    fn emit_fuzzer_access(&self, txn: &RawMemoryTransaction) {
        let registers = MACHINE_REGS_ADDR.waddr().0..SAFE_WRITE_ADDR.waddr().0;
        let address_space = if registers.contains(&txn.addr) { 1 } else { 2 };
        for (direction, word) in [
            (fuzzer_utils::Direction::Receive, txn.prev_word),
            (fuzzer_utils::Direction::Send, txn.word),
        ] {
            fuzzer_utils::emit_memory_interaction(
                direction,
                self.fuzzer_moment(),
                address_space,
                4 * u64::from(txn.addr),
                &word.to_le_bytes().map(u64::from),
            );
        }
    }

