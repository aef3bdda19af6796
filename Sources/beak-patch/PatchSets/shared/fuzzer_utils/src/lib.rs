//! Trace records, witness injection and relaxed assertions for a patched zkVM.
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
//! Environment: `BEAK_<NAME>_RECORDS` (types of records to keep, separated by commas; all when absent),
//! `BEAK_<NAME>_WITNESS_INJECT_KIND` and `_STEP` (see [`configure_witness_injection`]),
//! `BEAK_<NAME>_ASSERTIONS=1` (assertions panic as upstream's do), where `<NAME>` is the zkVM's, as `zkvm.rs` says.
//!
//! All state is global, because the snapshot has no place to carry it; every lock survives a panic of the
//! thread that held it, because provers panic as a matter of course when a fuzzer drives them.

mod assertions;
mod chip_rows;
mod faults;
mod interactions;
mod json;
mod locking;
mod trace;
mod witness;
mod zkvm;

pub use assertions::{
    assertion_failed, comparison_failed, is_assertions_enabled, set_assertions_enabled,
    take_failed_assertions,
};
pub use chip_rows::{emit_chip_row, Row};
pub use faults::{injected_double_word, injected_flag, injected_word};
pub use interactions::{
    emit_bitwise_interaction, emit_execution_interaction, emit_memory_interaction,
    emit_program_interaction, emit_range_check_interaction, Direction,
};
pub use trace::{emit_instruction, get_last_row_id, step_at, take_json_logs};
pub use witness::{
    active_witness_variant, active_witness_variant_number, configure_witness_injection,
    next_witness_step, should_inject_witness, take_applied_witness_sites,
    take_observed_witness_sites, WitnessSite, EVERY_STEP,
};
