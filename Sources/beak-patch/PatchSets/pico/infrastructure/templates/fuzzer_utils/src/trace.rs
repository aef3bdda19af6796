//! Records of what the zkVM did, in the order in which it did it.
//!
//! A record is one line of JSON, `{"type":"instruction"|"chip_row"|"interaction","data":{…}}`. `seq` counts all records;
//! `step_idx` counts instructions and advances when one has been emitted, so that what an instruction does while it runs
//! carries the index of that instruction; `op_idx` counts rows and interactions of one step, each for itself.
//!
//! Rows of tables are filled long after their instruction ran. Their timestamp leads back to its step.

use crate::json::Object;
use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard};

/// One executed instruction.
#[derive(Clone, Copy, Debug, Default)]
pub struct Instruction {
    pub pc: u64,
    pub timestamp: u64,
    pub next_pc: u64,
    pub next_timestamp: u64,
    pub opcode: u32,
    pub operands: [u64; 7],
}

/// Which side of a bus an interaction is on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    Send,
    Receive,
}

impl Direction {
    fn name(self) -> &'static str {
        match self {
            Direction::Send => "send",
            Direction::Receive => "receive",
        }
    }
}

#[derive(Default)]
struct Trace {
    disabled: bool,
    lines: Vec<String>,
    seq: u64,
    step: u64,
    last_row: Option<(u64, u64)>,
    rows_of_step: HashMap<u64, u64>,
    interactions_of_step: HashMap<u64, u64>,
    step_at_timestamp: HashMap<u64, u64>,
}

static TRACE: Mutex<Option<Trace>> = Mutex::new(None);

/// The trace, even when a thread panicked while it held it: records are complete lines at all times.
fn with_trace<R>(body: impl FnOnce(&mut Trace) -> R) -> R {
    let mut guard: MutexGuard<Option<Trace>> = TRACE
        .lock()
        .unwrap_or_else(|poisoned| poisoned.into_inner());
    body(guard.get_or_insert_with(Trace::default))
}

impl Trace {
    fn push(&mut self, kind: &str, data: Object) {
        let line = Object::new()
            .string("type", kind)
            .raw("data", &data.finish())
            .finish();
        self.lines.push(line);
        self.seq += 1;
    }

    /// The step of the instruction with this timestamp, or the current step when there is none.
    fn step_at(&self, timestamp: Option<u64>) -> u64 {
        timestamp
            .and_then(|at| self.step_at_timestamp.get(&at))
            .copied()
            .unwrap_or(self.step)
    }

    fn last_row_id(&self) -> String {
        self.last_row
            .map_or_else(String::new, |(step, row)| format!("step{step}_row{row}"))
    }
}

/// The present count of `step`, which is then raised by one.
fn count(counters: &mut HashMap<u64, u64>, step: u64) -> u64 {
    let counter = counters.entry(step).or_insert(0);
    *counter += 1;
    *counter - 1
}

/// Emits an instruction that has just been executed, and begins the next step.
pub fn emit_instruction(instruction: Instruction) {
    with_trace(|trace| {
        if trace.disabled {
            return;
        }
        let data = Object::new()
            .number("seq", trace.seq)
            .number("step_idx", trace.step)
            .number("pc", instruction.pc)
            .number("timestamp", instruction.timestamp)
            .number("next_pc", instruction.next_pc)
            .number("next_timestamp", instruction.next_timestamp)
            .number("opcode", u64::from(instruction.opcode))
            .numbers("operands", &instruction.operands);
        trace.push("instruction", data);
        trace
            .step_at_timestamp
            .insert(instruction.timestamp, trace.step);
        trace.step += 1;
    });
}

/// Emits one row of the table of `chip_name`: `kind` names the payload, `fields` are its numbers.
pub fn emit_chip_row(
    chip_name: &str,
    kind: &str,
    is_valid: bool,
    timestamp: Option<u64>,
    fields: &[(&str, u64)],
) {
    with_trace(|trace| {
        if trace.disabled {
            return;
        }
        let step = trace.step_at(timestamp);
        let row = count(&mut trace.rows_of_step, step);
        let mut base = Object::new()
            .number("seq", trace.seq)
            .number("step_idx", step)
            .number("op_idx", row)
            .boolean("is_valid", is_valid);
        if let Some(timestamp) = timestamp {
            base = base.number("timestamp", timestamp);
        }
        let base = base.string("chip_name", chip_name);
        let payload = Object::new().string("type", kind).fields("data", fields);
        let data = Object::new()
            .raw("base", &base.finish())
            .string("kind", kind)
            .raw("payload", &payload.finish());
        trace.push("chip_row", data);
        trace.last_row = Some((step, row));
    });
}

/// Emits one message on the bus `kind` (such as `memory` or `bitwise`), whose numbers are `fields`.
pub fn emit_interaction(
    kind: &str,
    direction: Direction,
    timestamp: Option<u64>,
    fields: &[(&str, u64)],
) {
    with_trace(|trace| {
        if trace.disabled {
            return;
        }
        let step = trace.step_at(timestamp);
        let index = count(&mut trace.interactions_of_step, step);
        let base = Object::new()
            .number("seq", trace.seq)
            .number("step_idx", step)
            .number("op_idx", index)
            .string("row_id", &trace.last_row_id())
            .string("direction", direction.name())
            .string("kind", kind)
            .optional("timestamp", timestamp);
        let payload = Object::new().string("type", kind).fields("data", fields);
        let data = Object::new()
            .raw("base", &base.finish())
            .raw("payload", &payload.finish());
        trace.push("interaction", data);
    });
}

/// The id of the row emitted last, as `stepN_rowM`; empty when there is none.
pub fn get_last_row_id() -> String {
    with_trace(|trace| trace.last_row_id())
}

/// The step of the instruction with this timestamp; the current step when none is known.
///
/// Rows that are filled in parallel, or more than once, have this as their step for the injection of faults.
pub fn step_at(timestamp: u64) -> u64 {
    with_trace(|trace| trace.step_at(Some(timestamp)))
}

/// Takes all records, one JSON object each, and begins to count from zero.
pub fn take_json_logs() -> Vec<String> {
    crate::witness::restart_witness_steps();
    with_trace(|trace| {
        let disabled = trace.disabled;
        let taken = std::mem::replace(
            trace,
            Trace {
                disabled,
                ..Trace::default()
            },
        );
        taken.lines
    })
}

/// Whether records are kept. They are, unless a runner says otherwise.
pub fn is_trace_enabled() -> bool {
    with_trace(|trace| !trace.disabled)
}

/// Turns the keeping of records on or off; those kept so far stay.
pub fn set_trace_enabled(enabled: bool) {
    with_trace(|trace| trace.disabled = !enabled);
}
