//! Witness injection as a runner arms it and a snapshot asks for it.

use std::sync::{Mutex, MutexGuard, PoisonError};

use fuzzer_utils::*;

/// The injection is global: tests take turns.
fn turn() -> MutexGuard<'static, ()> {
    static TURN: Mutex<()> = Mutex::new(());
    TURN.lock().unwrap_or_else(PoisonError::into_inner)
}

fn site(kind: &str, step: u64) -> WitnessSite {
    WitnessSite {
        kind: kind.to_string(),
        step,
    }
}

/// What the sites of one run answer.
fn visit(kinds: &[&str]) -> Vec<bool> {
    kinds
        .iter()
        .map(|kind| should_inject_witness(kind, next_witness_step()))
        .collect()
}

#[test]
fn one_step_of_one_kind_is_injected() {
    let _turn = turn();
    configure_witness_injection(Some("o5"), 2);
    assert_eq!(
        visit(&["o5", "o1", "o5", "o5"]),
        [false, false, true, false]
    );
    assert_eq!(take_applied_witness_sites(), [site("o5", 2)]);
    let observed = [site("o5", 0), site("o1", 1), site("o5", 2), site("o5", 3)];
    assert_eq!(take_observed_witness_sites(), observed);
    assert_eq!(take_applied_witness_sites(), []);
    assert_eq!(take_observed_witness_sites(), []);
}

#[test]
fn every_step_of_a_kind_is_injected() {
    let _turn = turn();
    configure_witness_injection(Some("o1"), EVERY_STEP);
    assert_eq!(visit(&["o1", "o5", "o1"]), [true, false, true]);
    assert_eq!(take_applied_witness_sites(), [site("o1", 0), site("o1", 2)]);
}

#[test]
fn nothing_is_injected_when_disarmed() {
    let _turn = turn();
    configure_witness_injection(Some("o1"), EVERY_STEP);
    configure_witness_injection(None, 0);
    assert_eq!(visit(&["o1", "o5"]), [false, false]);
    assert_eq!(take_applied_witness_sites(), []);
    assert_eq!(take_observed_witness_sites().len(), 2);
}

#[test]
fn a_kind_carries_a_variant() {
    let _turn = turn();
    configure_witness_injection(Some("o1:2"), 0);
    assert_eq!(active_witness_variant().as_deref(), Some("2"));
    assert_eq!(active_witness_variant_number(7), 2);
    assert_eq!(visit(&["o1"]), [true]);
    configure_witness_injection(Some("o1"), 0);
    assert_eq!(active_witness_variant(), None);
    assert_eq!(active_witness_variant_number(7), 7);
}

#[test]
fn steps_start_again_with_each_run() {
    let _turn = turn();
    configure_witness_injection(None, 0);
    visit(&["o1", "o1"]);
    take_json_logs();
    assert_eq!(next_witness_step(), 0);
    assert_eq!(next_witness_step(), 1);
    configure_witness_injection(None, 0);
    assert_eq!(next_witness_step(), 0);
}

#[test]
fn a_site_writes_the_honest_value_unless_armed() {
    let _turn = turn();
    configure_witness_injection(Some("word:4"), 1);
    assert_eq!(injected_word("word", 5), 5);
    assert_eq!(injected_word("word", 5), 0x8000_0005);
    assert_eq!(injected_word("word", 5), 5);
    assert_eq!(injected_double_word("long", 1 << 40), 1 << 40);
    configure_witness_injection(Some("long"), EVERY_STEP);
    assert_eq!(injected_double_word("long", 1 << 40), (1 << 40) + 1);
    configure_witness_injection(Some("flag"), 1);
    assert!(injected_flag("flag", true));
    assert!(!injected_flag("flag", true));
    assert!(!injected_flag("flag", false));
    assert_eq!(take_applied_witness_sites(), [site("flag", 1)]);
}
