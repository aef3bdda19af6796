//! The records of a run and their numbering.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::{Mutex, OnceLock};

use crate::json::Object;
use crate::locking::lock;
use crate::witness::restart_witness_steps;
use crate::zkvm;

/// What a record tells of.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum RecordType {
    Instruction,
    ChipRow,
    Interaction,
}

impl RecordType {
    const ALL: [RecordType; 3] = [
        RecordType::Instruction,
        RecordType::ChipRow,
        RecordType::Interaction,
    ];

    fn name(self) -> &'static str {
        match self {
            RecordType::Instruction => "instruction",
            RecordType::ChipRow => "chip_row",
            RecordType::Interaction => "interaction",
        }
    }

    fn is_selected(self) -> bool {
        static SELECTED: OnceLock<Vec<RecordType>> = OnceLock::new();
        SELECTED
            .get_or_init(|| selected_types(zkvm::variable("RECORDS").as_deref()))
            .contains(&self)
    }
}

/// The types that a list such as `instruction,chip_row` names; all when there is no list.
fn selected_types(list: Option<&str>) -> Vec<RecordType> {
    RecordType::ALL
        .into_iter()
        .filter(|record_type| {
            list.map_or(true, |list| {
                list.split(',')
                    .any(|name| name.trim() == record_type.name())
            })
        })
        .collect()
}

/// How many rows and interactions a step has had.
#[derive(Clone, Copy, Default)]
struct Operations {
    rows: u64,
    interactions: u64,
}

struct Trace {
    lines: Vec<String>,
    seq: u64,
    step_idx: u64,
    /// Steps by the timestamp at which their instruction began.
    steps: BTreeMap<u64, u64>,
    operations: BTreeMap<u64, Operations>,
}

impl Trace {
    const fn new() -> Self {
        Self {
            lines: Vec::new(),
            seq: 0,
            step_idx: 0,
            steps: BTreeMap::new(),
            operations: BTreeMap::new(),
        }
    }

    /// The step of the instruction that was running at `timestamp`; the one at hand when unknown.
    fn step_at(&self, timestamp: Option<u64>) -> u64 {
        timestamp
            .and_then(|timestamp| self.steps.range(..=timestamp).next_back())
            .map_or(self.step_idx, |(_, step)| *step)
    }

    fn push(&mut self, record_type: RecordType, data: Object) {
        let record = Object::new()
            .text("type", record_type.name())
            .object("data", data);
        self.lines.push(record.finish());
        self.seq += 1;
    }
}

static TRACE: Mutex<Trace> = Mutex::new(Trace::new());

thread_local! {
    // Per thread, because chips fill their traces in parallel: the interactions of a row follow it in
    // the same thread.
    static LAST_ROW_ID: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Records an executed instruction and advances the step.
///
/// `operands` are those of the decoded instruction, its flags included; unused ones are 0.
pub fn emit_instruction(
    pc: u64,
    timestamp: u64,
    next_pc: u64,
    next_timestamp: u64,
    opcode: u32,
    operands: [u64; 7],
) {
    let mut trace = lock(&TRACE);
    let step_idx = trace.step_idx;
    trace.steps.insert(timestamp, step_idx);
    trace.step_idx += 1;
    if RecordType::Instruction.is_selected() {
        let data = Object::new()
            .number("seq", trace.seq)
            .number("step_idx", step_idx)
            .number("pc", pc)
            .number("timestamp", timestamp)
            .number("next_pc", next_pc)
            .number("next_timestamp", next_timestamp)
            .number("opcode", opcode)
            .numbers("operands", &operands);
        trace.push(RecordType::Instruction, data);
    }
}

/// Records a row of a chip's trace.
pub(crate) fn push_chip_row(
    chip_name: &str,
    is_valid: bool,
    timestamp: Option<u64>,
    kind: &str,
    data: Object,
) {
    let mut trace = lock(&TRACE);
    let step_idx = trace.step_at(timestamp);
    let operations = trace.operations.entry(step_idx).or_default();
    let op_idx = operations.rows;
    operations.rows += 1;
    LAST_ROW_ID.with(|row_id| *row_id.borrow_mut() = format!("step{step_idx}_row{op_idx}"));
    if RecordType::ChipRow.is_selected() {
        let base = Object::new()
            .number("seq", trace.seq)
            .number("step_idx", step_idx)
            .number("op_idx", op_idx)
            .boolean("is_valid", is_valid)
            .optional_number("timestamp", timestamp)
            .text("chip_name", chip_name);
        let row = with_payload(
            Object::new().object("base", base).text("kind", kind),
            kind,
            data,
        );
        trace.push(RecordType::ChipRow, row);
    }
}

/// Records what a chip sends to a bus or receives from it.
pub(crate) fn push_interaction(direction: &str, timestamp: Option<u64>, kind: &str, data: Object) {
    let mut trace = lock(&TRACE);
    let step_idx = trace.step_at(timestamp);
    let operations = trace.operations.entry(step_idx).or_default();
    let op_idx = operations.interactions;
    operations.interactions += 1;
    if RecordType::Interaction.is_selected() {
        let base = Object::new()
            .number("seq", trace.seq)
            .number("step_idx", step_idx)
            .number("op_idx", op_idx)
            .text("row_id", &get_last_row_id())
            .text("direction", direction)
            .text("kind", kind)
            .optional_number("timestamp", timestamp);
        let interaction = with_payload(Object::new().object("base", base), kind, data);
        trace.push(RecordType::Interaction, interaction);
    }
}

fn with_payload(object: Object, kind: &str, data: Object) -> Object {
    let payload = Object::new().text("type", kind).object("data", data);
    object.object("payload", payload)
}

/// The identity `stepN_rowM` of the last row that this thread recorded; empty before the first.
pub fn get_last_row_id() -> String {
    LAST_ROW_ID.with(|row_id| row_id.borrow().clone())
}

/// The step of the instruction that was running at `timestamp`, as far as it is known; else the step at hand.
///
/// Rows that are filled in parallel or more than once have it as their step for the injection of faults.
pub fn step_at(timestamp: u64) -> u64 {
    lock(&TRACE).step_at(Some(timestamp))
}

/// Takes all records, one JSON object a string, in the order of their `seq`, and starts counting anew.
pub fn take_json_logs() -> Vec<String> {
    let trace = std::mem::replace(&mut *lock(&TRACE), Trace::new());
    LAST_ROW_ID.with(|row_id| row_id.borrow_mut().clear());
    restart_witness_steps();
    trace.lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(list: Option<&str>) -> Vec<&'static str> {
        selected_types(list)
            .into_iter()
            .map(RecordType::name)
            .collect()
    }

    #[test]
    fn a_list_selects_types_of_records() {
        assert_eq!(names(None), ["instruction", "chip_row", "interaction"]);
        assert_eq!(
            names(Some("interaction, instruction")),
            ["instruction", "interaction"]
        );
        assert_eq!(names(Some("")), Vec::<&str>::new());
        assert_eq!(names(Some("rows")), Vec::<&str>::new());
    }

    #[test]
    fn a_timestamp_belongs_to_the_instruction_that_was_running() {
        let mut trace = Trace::new();
        trace.steps.insert(1, 0);
        trace.steps.insert(4, 1);
        trace.step_idx = 2;
        assert_eq!(trace.step_at(Some(1)), 0);
        assert_eq!(trace.step_at(Some(3)), 0);
        assert_eq!(trace.step_at(Some(4)), 1);
        assert_eq!(trace.step_at(Some(9)), 1);
        assert_eq!(trace.step_at(Some(0)), 2);
        assert_eq!(trace.step_at(None), 2);
    }
}
