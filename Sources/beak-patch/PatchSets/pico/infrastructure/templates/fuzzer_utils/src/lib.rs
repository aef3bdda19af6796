//! What a patched zkVM tells its fuzzer, and what the fuzzer tells it.
//!
//! Three independent parts, each behind one lock, all without dependencies:
//!
//! - `trace`: records of instructions, chip rows and interactions, kept in memory as lines of JSON until a runner takes
//!   them with [`take_json_logs`].
//! - `witness`: one armed fault (a kind and a step) that the patched sites ask for and apply.
//! - `assertions`: macros that stand in for `assert!` and its kin; a failure is noted, and execution goes on.

mod assertions;
mod json;
mod trace;
mod witness;
mod zkvm;

pub use assertions::{
    is_assertions_enabled, note_failed_assertion, set_assertions_enabled, take_failed_assertions,
};
pub use trace::{
    emit_chip_row, emit_instruction, emit_interaction, get_last_row_id, is_trace_enabled,
    set_trace_enabled, step_at, take_json_logs, Direction, Instruction,
};
pub use witness::{
    active_witness_variant, configure_witness_injection, injected_flag, injected_long,
    injected_word, next_witness_step, should_inject_witness, take_applied_witness_sites,
    take_observed_witness_sites, WitnessSite, EVERY_STEP,
};
