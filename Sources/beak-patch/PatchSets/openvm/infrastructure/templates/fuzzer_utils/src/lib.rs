//! Trace records, witness injection and relaxed assertions for a patched OpenVM.
//!
//! A snapshot calls the `emit_*` functions where it executes instructions and fills traces; a runner
//! takes the records with [`take_json_logs`], one JSON object a string:
//!
//! ```text
//! {"type":"instruction","data":{"seq":…,"step_idx":…,"pc":…,"timestamp":…,"next_pc":…,
//!   "next_timestamp":…,"opcode":…,"operands":[a,b,c,d,e,f,g]}}
//! {"type":"chip_row","data":{"base":{"seq":…,"step_idx":…,"op_idx":…,"is_valid":…,
//!   "timestamp":…|null,"chip_name":…},"kind":K,"payload":{"type":K,"data":{…}}}}
//! {"type":"interaction","data":{"base":{"seq":…,"step_idx":…,"op_idx":…,"row_id":…,
//!   "direction":"send"|"receive","kind":K,"timestamp":…|null},"payload":{"type":K,"data":{…}}}}
//! ```
//!
//! `seq` counts all records; `op_idx` counts rows and interactions of a step, each for themselves; the
//! step advances with every instruction. A row or interaction with a timestamp belongs to the step of the
//! instruction that was running then, also when traces are filled afterwards and in parallel; one without
//! belongs to the step at hand.
//!
//! Environment: `BEAK_OPENVM_RECORDS` (types of records to keep, separated by commas; all when absent),
//! `BEAK_OPENVM_WITNESS_INJECT_KIND` and `_STEP` (see [`configure_witness_injection`]),
//! `BEAK_OPENVM_ASSERTIONS=1` (assertions panic as upstream's do).
//!
//! All state is global, because the snapshot has no place to carry it; every lock survives a panic of the
//! thread that held it, because provers panic as a matter of course when a fuzzer drives them.

mod assertions;
mod chip_rows;
mod interactions;
mod json;
mod locking;
mod mutation;
mod trace;
mod witness;

pub use assertions::{
    assertion_failed, comparison_failed, is_assertions_enabled, set_assertions_enabled,
    take_failed_assertions,
};
pub use chip_rows::{
    emit_auipc_chip_row, emit_base_alu_chip_row, emit_branch_equal_chip_row,
    emit_branch_less_than_chip_row, emit_connector_chip_row, emit_div_rem_chip_row,
    emit_jal_lui_chip_row, emit_jalr_chip_row, emit_less_than_chip_row,
    emit_load_sign_extend_chip_row, emit_load_store_chip_row, emit_mul_chip_row,
    emit_mul_h_chip_row, emit_padding_chip_row, emit_phantom_chip_row, emit_program_chip_row,
    emit_shift_chip_row, Row,
};
pub use interactions::{
    emit_bitwise_interaction, emit_execution_interaction, emit_memory_interaction,
    emit_program_interaction, emit_range_check_interaction, Direction,
};
pub use mutation::{
    random_below, random_bool, random_mutate_bytes, random_mutate_limbs, random_mutate_u32,
    random_u32, seed_mutations,
};
pub use trace::{emit_instruction, get_last_row_id, take_json_logs};
pub use witness::{
    active_witness_variant, active_witness_variant_number, configure_witness_injection,
    next_witness_step, should_inject_witness, take_applied_witness_sites,
    take_observed_witness_sites, WitnessSite, EVERY_STEP,
};
