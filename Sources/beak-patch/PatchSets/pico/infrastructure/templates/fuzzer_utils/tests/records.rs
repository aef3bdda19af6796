//! The records that a runner takes, byte for byte.

use fuzzer_utils::{Direction, Instruction};
use std::sync::{Mutex, MutexGuard};

static SERIAL: Mutex<()> = Mutex::new(());

fn fresh() -> MutexGuard<'static, ()> {
    let guard = SERIAL
        .lock()
        .unwrap_or_else(|poisoned| poisoned.into_inner());
    fuzzer_utils::set_trace_enabled(true);
    fuzzer_utils::take_json_logs();
    guard
}

fn instruction(pc: u64, timestamp: u64) -> Instruction {
    Instruction {
        pc,
        timestamp,
        next_pc: pc + 4,
        next_timestamp: timestamp + 4,
        opcode: 7,
        operands: [1, 2, 3, 0, 0, 0, 0],
    }
}

#[test]
fn an_instruction_is_written_with_all_its_fields() {
    let _guard = fresh();
    fuzzer_utils::emit_instruction(instruction(0x1000, 16));
    assert_eq!(
        fuzzer_utils::take_json_logs(),
        [concat!(
            r#"{"type":"instruction","data":{"seq":0,"step_idx":0,"pc":4096,"timestamp":16,"next_pc":4100,"#,
            r#""next_timestamp":20,"opcode":7,"operands":[1,2,3,0,0,0,0]}}"#
        )]
    );
}

#[test]
fn rows_and_interactions_carry_base_and_payload() {
    let _guard = fresh();
    fuzzer_utils::emit_interaction("memory", Direction::Receive, None, &[("address", 5)]);
    fuzzer_utils::emit_chip_row("Lt", "less_than", true, Some(8), &[("a", 1), ("b", 2)]);
    fuzzer_utils::emit_interaction("bitwise", Direction::Send, Some(8), &[]);
    assert_eq!(fuzzer_utils::get_last_row_id(), "step0_row0");
    assert_eq!(
        fuzzer_utils::take_json_logs(),
        [
            concat!(
                r#"{"type":"interaction","data":{"base":{"seq":0,"step_idx":0,"op_idx":0,"row_id":"","#,
                r#""direction":"receive","kind":"memory","timestamp":null},"#,
                r#""payload":{"type":"memory","data":{"address":5}}}}"#
            ),
            concat!(
                r#"{"type":"chip_row","data":{"base":{"seq":1,"step_idx":0,"op_idx":0,"is_valid":true,"#,
                r#""timestamp":8,"chip_name":"Lt"},"kind":"less_than","#,
                r#""payload":{"type":"less_than","data":{"a":1,"b":2}}}}"#
            ),
            concat!(
                r#"{"type":"interaction","data":{"base":{"seq":2,"step_idx":0,"op_idx":1,"#,
                r#""row_id":"step0_row0","direction":"send","kind":"bitwise","timestamp":8},"#,
                r#""payload":{"type":"bitwise","data":{}}}}"#
            ),
        ]
    );
}

#[test]
fn late_rows_find_their_step_by_timestamp() {
    let _guard = fresh();
    for index in 0..3 {
        fuzzer_utils::emit_instruction(instruction(0x1000, 4 * index));
    }
    fuzzer_utils::emit_chip_row("Cpu", "cpu", true, Some(4), &[]);
    assert_eq!(fuzzer_utils::get_last_row_id(), "step1_row0");
    fuzzer_utils::emit_chip_row("Cpu", "cpu", true, Some(4), &[]);
    assert_eq!(fuzzer_utils::get_last_row_id(), "step1_row1");
    fuzzer_utils::emit_chip_row("Add", "base_alu", true, None, &[]);
    assert_eq!(fuzzer_utils::get_last_row_id(), "step3_row0");
    fuzzer_utils::emit_chip_row("Cpu", "cpu", true, Some(999), &[]);
    assert_eq!(fuzzer_utils::get_last_row_id(), "step3_row1");
    assert_eq!(fuzzer_utils::step_at(8), 2);
    assert_eq!(fuzzer_utils::step_at(999), 3);
    assert_eq!(fuzzer_utils::take_json_logs().len(), 7);
}

#[test]
fn taking_the_records_starts_all_counters_again() {
    let _guard = fresh();
    fuzzer_utils::emit_instruction(instruction(0, 0));
    let first = fuzzer_utils::take_json_logs();
    assert_eq!(fuzzer_utils::get_last_row_id(), "");
    fuzzer_utils::emit_instruction(instruction(0, 0));
    assert_eq!(first, fuzzer_utils::take_json_logs());
    assert!(fuzzer_utils::take_json_logs().is_empty());
}

#[test]
fn nothing_is_kept_while_the_trace_is_off() {
    let _guard = fresh();
    fuzzer_utils::set_trace_enabled(false);
    assert!(!fuzzer_utils::is_trace_enabled());
    fuzzer_utils::emit_instruction(instruction(0, 0));
    fuzzer_utils::emit_chip_row("Lt", "less_than", true, None, &[]);
    fuzzer_utils::emit_interaction("memory", Direction::Send, None, &[]);
    assert!(fuzzer_utils::take_json_logs().is_empty());
    assert!(!fuzzer_utils::is_trace_enabled());
    fuzzer_utils::set_trace_enabled(true);
    fuzzer_utils::emit_instruction(instruction(0, 0));
    assert_eq!(fuzzer_utils::take_json_logs().len(), 1);
}

#[test]
fn records_of_several_threads_have_each_a_number_of_their_own() {
    let _guard = fresh();
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                for _ in 0..100 {
                    fuzzer_utils::emit_chip_row("Lt", "less_than", true, None, &[]);
                }
            });
        }
    });
    let records = fuzzer_utils::take_json_logs();
    assert_eq!(records.len(), 400);
    for (index, record) in records.iter().enumerate() {
        assert!(record.contains(&format!(
            "\"seq\":{index},\"step_idx\":0,\"op_idx\":{index},"
        )));
    }
}
