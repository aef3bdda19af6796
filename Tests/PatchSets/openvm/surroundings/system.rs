//! Both eras: crates/vm/src/system.

use crate::*;

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
