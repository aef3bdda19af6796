//! Assertions, relaxed and enabled.

use std::panic::catch_unwind;
use std::sync::{Mutex, MutexGuard, PoisonError};

use fuzzer_utils::*;

/// The mode is global: tests take turns, each with assertions as wanted and no failure counted.
fn turn(enabled: bool) -> MutexGuard<'static, ()> {
    static TURN: Mutex<()> = Mutex::new(());
    let guard = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    set_assertions_enabled(enabled);
    take_failed_assertions();
    guard
}

/// The message with which `work` panics.
fn panic_of(work: fn()) -> String {
    let payload = catch_unwind(work).expect_err("there is a panic");
    match payload.downcast::<String>() {
        Ok(message) => *message,
        Err(_) => panic!("the panic carries a formatted message"),
    }
}

#[test]
fn a_relaxed_assertion_is_counted_and_execution_goes_on() {
    let _turn = turn(false);
    assert!(!is_assertions_enabled());
    let limit = 3;
    fuzzer_assert!(limit > 3);
    fuzzer_assert!(limit > 3, "limit is {limit}, not above {}", 3);
    fuzzer_assert_eq!(limit, 4);
    fuzzer_assert_eq!(limit, 4, "limit is {limit}");
    fuzzer_assert_ne!(limit, 3);
    fuzzer_assert_ne!(limit, 3, "limit is {limit}",);
    assert_eq!(take_failed_assertions(), 6);
    assert_eq!(take_failed_assertions(), 0);
}

#[test]
fn an_assertion_that_holds_does_nothing() {
    for enabled in [false, true] {
        let _turn = turn(enabled);
        fuzzer_assert!(1 + 1 == 2,);
        fuzzer_assert_eq!(1 + 1, 2,);
        fuzzer_assert_ne!(1 + 1, 3, "sum");
        fuzzer_debug_assert!(1 + 1 == 2, "sum");
        fuzzer_debug_assert_eq!("a".to_string(), "a");
        fuzzer_debug_assert_ne!([1, 2], [2, 1]);
        assert_eq!(take_failed_assertions(), 0);
    }
}

#[test]
fn an_enabled_assertion_panics_as_the_standard_one_does() {
    let _turn = turn(true);
    assert_eq!(
        panic_of(|| fuzzer_assert!(1 > 2)),
        "assertion failed: 1 > 2"
    );
    assert_eq!(
        panic_of(|| fuzzer_assert!(1 > 2, "{} is less", 1)),
        "assertion failed: 1 is less"
    );
    assert_eq!(
        panic_of(|| fuzzer_assert_eq!(1, 2)),
        "assertion `left == right` failed, left: 1, right: 2"
    );
    assert_eq!(
        panic_of(|| fuzzer_assert_ne!(2, 2, "at {}", 7)),
        "assertion `left != right` failed: at 7, left: 2, right: 2"
    );
    assert_eq!(take_failed_assertions(), 4);
    set_assertions_enabled(false);
}

#[test]
fn a_debug_assertion_checks_where_the_standard_one_does() {
    let _turn = turn(false);
    let mut checks = 0;
    let mut check = || {
        checks += 1;
        false
    };
    fuzzer_debug_assert!(check());
    fuzzer_debug_assert_eq!(check(), true);
    fuzzer_debug_assert_ne!(check(), false);
    let expected = if cfg!(debug_assertions) { 3 } else { 0 };
    assert_eq!(checks, expected);
    assert_eq!(take_failed_assertions(), expected);
}

#[test]
fn an_assertion_is_an_expression_of_the_unit_type() {
    let _turn = turn(false);
    let work = |holds: bool| fuzzer_assert!(holds);
    let nothing: () = match 1 {
        1 => fuzzer_assert_eq!(1, 2),
        _ => work(true),
    };
    work(false);
    assert_eq!(nothing, ());
    assert_eq!(take_failed_assertions(), 2);
}
