//! Arming a fault, passing sites, and what is told of them afterwards.

use fuzzer_utils::{WitnessSite, EVERY_STEP};
use std::sync::{Mutex, MutexGuard};

static SERIAL: Mutex<()> = Mutex::new(());

fn armed(kind: Option<&str>, step: u64) -> MutexGuard<'static, ()> {
    let guard = SERIAL
        .lock()
        .unwrap_or_else(|poisoned| poisoned.into_inner());
    fuzzer_utils::configure_witness_injection(kind, step);
    guard
}

fn site(kind: &str, step: u64) -> WitnessSite {
    WitnessSite {
        kind: kind.to_string(),
        step,
    }
}

#[test]
fn without_an_armed_fault_sites_are_observed_and_honest() {
    let _guard = armed(None, 0);
    assert_eq!(fuzzer_utils::injected_word("a", 5), 5);
    assert_eq!(fuzzer_utils::injected_long("b", 1 << 40), 1 << 40);
    assert!(fuzzer_utils::injected_flag("c", true));
    assert!(!fuzzer_utils::injected_flag("c", false));
    assert_eq!(
        fuzzer_utils::take_observed_witness_sites(),
        [site("a", 0), site("b", 1), site("c", 2), site("c", 3)]
    );
    assert!(fuzzer_utils::take_observed_witness_sites().is_empty());
    assert!(fuzzer_utils::take_applied_witness_sites().is_empty());
}

#[test]
fn the_armed_site_and_no_other_gets_the_fault() {
    let _guard = armed(Some("a"), 2);
    let values: Vec<u32> = (0..4)
        .map(|_| fuzzer_utils::injected_word("a", 8))
        .collect();
    assert_eq!(values, [8, 8, 9, 8]);
    assert_eq!(fuzzer_utils::take_applied_witness_sites(), [site("a", 2)]);
    assert_eq!(fuzzer_utils::take_observed_witness_sites().len(), 4);
}

#[test]
fn another_kind_at_the_armed_step_is_left_alone() {
    let _guard = armed(Some("a"), 0);
    assert_eq!(fuzzer_utils::injected_word("b", 8), 8);
    assert!(fuzzer_utils::take_applied_witness_sites().is_empty());
}

#[test]
fn every_step_means_every_step() {
    let _guard = armed(Some("a"), EVERY_STEP);
    assert!(!fuzzer_utils::injected_flag("a", true));
    assert!(fuzzer_utils::injected_flag("a", false));
    assert_eq!(
        fuzzer_utils::take_applied_witness_sites(),
        [site("a", 0), site("a", 1)]
    );
}

#[test]
fn each_variant_writes_another_value_than_the_honest_one() {
    let expected: [(u64, u32); 8] = [
        (0, 7),
        (1, 0xffff_fff9),
        (2, 7),
        (3, 5),
        (4, 0x8000_0006),
        (5, 3),
        (0x1_0000_0010, 0x16),
        (0x1_0000_0000, 7),
    ];
    for (variant, value) in expected {
        let _guard = armed(Some(&format!("a@{variant}")), 0);
        assert_eq!(fuzzer_utils::active_witness_variant(), variant);
        assert_eq!(
            fuzzer_utils::injected_word("a", 6),
            value,
            "variant {variant}"
        );
    }
    let _guard = armed(Some("a@4"), 0);
    assert_eq!(fuzzer_utils::injected_long("a", 0), 1 << 63);
}

#[test]
fn a_site_may_ask_by_hand() {
    let _guard = armed(Some("a@9"), 1);
    let steps: Vec<u64> = (0..3).map(|_| fuzzer_utils::next_witness_step()).collect();
    assert_eq!(steps, [0, 1, 2]);
    let hits: Vec<bool> = steps
        .iter()
        .map(|step| fuzzer_utils::should_inject_witness("a", *step))
        .collect();
    assert_eq!(hits, [false, true, false]);
    assert_eq!(fuzzer_utils::active_witness_variant(), 9);
}

#[test]
fn taking_the_records_counts_sites_from_zero_and_stays_armed() {
    let _guard = armed(Some("a"), 0);
    assert_eq!(fuzzer_utils::injected_word("a", 0), 1);
    assert_eq!(fuzzer_utils::injected_word("a", 0), 0);
    fuzzer_utils::take_json_logs();
    assert_eq!(fuzzer_utils::injected_word("a", 0), 1);
}

#[test]
fn a_site_passed_twice_is_observed_once_and_applied_twice() {
    let _guard = armed(Some("row"), 5);
    assert!(fuzzer_utils::should_inject_witness("row", 5));
    assert!(fuzzer_utils::should_inject_witness("row", 5));
    assert_eq!(
        fuzzer_utils::take_observed_witness_sites(),
        [site("row", 5)]
    );
    assert_eq!(
        fuzzer_utils::take_applied_witness_sites(),
        [site("row", 5), site("row", 5)]
    );
    assert!(fuzzer_utils::should_inject_witness("row", 5));
    assert_eq!(
        fuzzer_utils::take_observed_witness_sites(),
        [site("row", 5)]
    );
}
