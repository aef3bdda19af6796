//! The records that a run leaves, as a runner sees them.

use std::sync::{Mutex, MutexGuard, PoisonError};

use fuzzer_utils::*;

/// The trace is global: tests take turns, each with an empty one.
fn turn() -> MutexGuard<'static, ()> {
    static TURN: Mutex<()> = Mutex::new(());
    let guard = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    take_json_logs();
    guard
}

#[test]
fn an_instruction_has_all_fields() {
    let _turn = turn();
    emit_instruction(4, 1, 8, 4, 0x200, [1, 2, 3, 4, 5, 6, 7]);
    assert_eq!(
        take_json_logs(),
        [concat!(
            r#"{"type":"instruction","data":{"seq":0,"step_idx":0,"pc":4,"timestamp":1,"next_pc":8,"#,
            r#""next_timestamp":4,"opcode":512,"operands":[1,2,3,4,5,6,7]}}"#
        )]
    );
}

#[test]
fn a_chip_row_has_a_base_a_kind_and_a_payload() {
    let _turn = turn();
    emit_chip_row(Row::of("AddSub"), "sp1_alu", &[("opcode", 1), ("a", 2)]);
    assert_eq!(
        take_json_logs(),
        [concat!(
            r#"{"type":"chip_row","data":{"base":{"seq":0,"step_idx":0,"op_idx":0,"is_valid":true,"#,
            r#""timestamp":null,"chip_name":"AddSub"},"kind":"sp1_alu","payload":{"type":"sp1_alu","#,
            r#""data":{"opcode":1,"a":2}}}}"#
        )]
    );
}

#[test]
fn an_interaction_names_the_row_before_it() {
    let _turn = turn();
    emit_bitwise_interaction(Direction::Send, None, 5, 6, Some(3));
    emit_chip_row(Row::of("Mul"), "sp1_alu", &[]);
    emit_memory_interaction(Direction::Receive, Some(9), 2, 64, &[1, 2, 3, 4]);
    let records = take_json_logs();
    assert_eq!(
        records[0],
        concat!(
            r#"{"type":"interaction","data":{"base":{"seq":0,"step_idx":0,"op_idx":0,"row_id":"","#,
            r#""direction":"send","kind":"bitwise","timestamp":null},"payload":{"type":"bitwise","#,
            r#""data":{"operation":"xor","x":5,"y":6,"z":3}}}}"#
        )
    );
    assert_eq!(
        records[2],
        concat!(
            r#"{"type":"interaction","data":{"base":{"seq":2,"step_idx":0,"op_idx":1,"#,
            r#""row_id":"step0_row0","direction":"receive","kind":"memory","timestamp":9},"#,
            r#""payload":{"type":"memory","data":{"address_space":2,"pointer":64,"cells":[1,2,3,4]}}}}"#
        )
    );
    assert_eq!(records.len(), 3);
}

#[test]
fn rows_count_per_step_and_an_instruction_ends_the_step() {
    let _turn = turn();
    emit_chip_row(Row::of("Mul"), "sp1_alu", &[]);
    assert_eq!(get_last_row_id(), "step0_row0");
    emit_chip_row(Row::of("Mul"), "sp1_alu", &[]);
    assert_eq!(get_last_row_id(), "step0_row1");
    emit_instruction(0, 1, 4, 4, 0, [0; 7]);
    emit_chip_row(Row::of("Mul"), "sp1_alu", &[]);
    assert_eq!(get_last_row_id(), "step1_row0");
    take_json_logs();
    assert_eq!(get_last_row_id(), "");
}

#[test]
fn a_row_that_is_filled_later_belongs_to_the_step_of_its_timestamp() {
    let _turn = turn();
    emit_instruction(0, 1, 4, 4, 0, [0; 7]);
    emit_instruction(4, 4, 8, 7, 0, [0; 7]);
    emit_instruction(8, 7, 12, 10, 0, [0; 7]);
    let filler = std::thread::spawn(|| {
        emit_chip_row(Row::of("Mul").at(4), "sp1_alu", &[]);
        get_last_row_id()
    });
    assert_eq!(filler.join().unwrap(), "step1_row0");
    emit_chip_row(Row::of("Mul").at(4), "sp1_alu", &[]);
    assert_eq!(get_last_row_id(), "step1_row1");
    let records = take_json_logs();
    assert_eq!(matching(&records, "\"step_idx\":1,\"op_idx\":1"), 1);
}

/// How many records contain `text`.
fn matching(records: &[String], text: &str) -> usize {
    records
        .iter()
        .filter(|record| record.contains(text))
        .count()
}

#[test]
fn every_kind_of_interaction_is_named_twice() {
    let _turn = turn();
    emit_execution_interaction(Direction::Send, 8, 3);
    emit_program_interaction(Direction::Send, 3, 8, 0, [0; 7]);
    emit_memory_interaction(Direction::Send, None, 1, 4, &[1, 2, 3, 4]);
    emit_range_check_interaction(Direction::Send, None, 5, 17);
    emit_bitwise_interaction(Direction::Receive, None, 1, 2, None);
    let kinds = ["execution", "program", "memory", "range_check", "bitwise"];
    let records = take_json_logs();
    assert_eq!(records.len(), kinds.len());
    for (seq, (record, kind)) in records.iter().zip(kinds).enumerate() {
        assert!(record.contains(&format!("\"seq\":{seq},")), "{record}");
        assert!(record.contains(&format!("\"kind\":\"{kind}\"")), "{record}");
        let payload = format!("\"payload\":{{\"type\":\"{kind}\",\"data\":{{");
        assert!(record.contains(&payload), "{record}");
    }
}

#[test]
fn an_unused_row_says_so() {
    let _turn = turn();
    emit_chip_row(Row::of("Mul").unused(), "sp1_alu", &[]);
    assert_eq!(matching(&take_json_logs(), "\"is_valid\":false"), 1);
}

#[test]
fn the_step_of_a_timestamp_can_be_asked_for() {
    let _turn = turn();
    emit_instruction(0, 1 << 32, 4, (1 << 32) + 4, 0, [0; 7]);
    emit_instruction(4, (1 << 32) + 4, 8, (1 << 32) + 8, 0, [0; 7]);
    assert_eq!(step_at(1 << 32), 0);
    assert_eq!(step_at((1 << 32) + 5), 1);
    assert_eq!(step_at(0), 2);
}
