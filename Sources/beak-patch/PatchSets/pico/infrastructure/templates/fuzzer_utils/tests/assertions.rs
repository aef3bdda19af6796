//! The macros behave like their models when enabled, and note a failure when not.

use std::panic::catch_unwind;
use std::sync::{Mutex, MutexGuard};

static SERIAL: Mutex<()> = Mutex::new(());

fn with_assertions(enabled: bool) -> MutexGuard<'static, ()> {
    let guard = SERIAL
        .lock()
        .unwrap_or_else(|poisoned| poisoned.into_inner());
    fuzzer_utils::set_assertions_enabled(enabled);
    fuzzer_utils::take_failed_assertions();
    guard
}

#[test]
fn true_assertions_say_nothing() {
    let _guard = with_assertions(false);
    fuzzer_utils::fuzzer_assert!(1 + 1 == 2);
    fuzzer_utils::fuzzer_assert!(true, "with a message {}", 1);
    fuzzer_utils::fuzzer_assert_eq!(2, 1 + 1, "sums");
    fuzzer_utils::fuzzer_assert_ne!("a", "b",);
    assert!(fuzzer_utils::take_failed_assertions().is_empty());
}

#[test]
fn disabled_assertions_note_their_failure_and_go_on() {
    let _guard = with_assertions(false);
    let bound = 3;
    fuzzer_utils::fuzzer_assert!(bound > 4);
    fuzzer_utils::fuzzer_assert!(bound > 4, "the bound is {bound}, {}", "small");
    fuzzer_utils::fuzzer_assert_eq!(bound, 4);
    fuzzer_utils::fuzzer_assert_eq!(vec![1], [2], "never {}", bound);
    fuzzer_utils::fuzzer_assert_ne!(bound, 3);
    let failures = fuzzer_utils::take_failed_assertions();
    let ends = [
        "assertion failed: bound > 4",
        "the bound is 3, small",
        "3 is not equal to 4",
        "[1] is not equal to [2]",
        "3 is equal to 3",
    ];
    assert_eq!(failures.len(), ends.len());
    for (failure, end) in failures.iter().zip(ends) {
        assert!(failure.ends_with(end), "{failure} does not end with {end}");
        assert!(
            failure.starts_with("tests/assertions.rs:"),
            "{failure} has no place"
        );
    }
    assert!(fuzzer_utils::take_failed_assertions().is_empty());
}

#[test]
fn enabled_assertions_panic() {
    let _guard = with_assertions(true);
    assert!(fuzzer_utils::is_assertions_enabled());
    assert!(catch_unwind(|| fuzzer_utils::fuzzer_assert!(1 > 2)).is_err());
    assert!(catch_unwind(|| fuzzer_utils::fuzzer_assert!(1 > 2, "no {}", 1)).is_err());
    assert!(catch_unwind(|| fuzzer_utils::fuzzer_assert_eq!(1, 2, "no")).is_err());
    assert!(catch_unwind(|| fuzzer_utils::fuzzer_assert_ne!(1, 1)).is_err());
    assert!(fuzzer_utils::take_failed_assertions().is_empty());
}

#[test]
fn debug_assertions_are_evaluated_in_debug_builds_only() {
    let _guard = with_assertions(false);
    fuzzer_utils::fuzzer_debug_assert!(1 > 2);
    fuzzer_utils::fuzzer_debug_assert_eq!(1, 2);
    fuzzer_utils::fuzzer_debug_assert_ne!(1, 1, "same");
    let expected = if cfg!(debug_assertions) { 3 } else { 0 };
    assert_eq!(fuzzer_utils::take_failed_assertions().len(), expected);
}

#[test]
fn a_broken_loop_does_not_fill_the_memory() {
    let _guard = with_assertions(false);
    for index in 0..10_000 {
        fuzzer_utils::fuzzer_assert!(index > 10_000);
    }
    assert_eq!(fuzzer_utils::take_failed_assertions().len(), 4096);
}
