//! Assertions that let an unsound program run on.
//!
//! The patched snapshot uses `fuzzer_assert!` and its kin instead of the standard macros. As long as
//! assertions are not enabled, a failed one is reported to stderr and counted, and execution goes on.

use std::fmt::{Arguments, Debug};
use std::panic::Location;
use std::sync::atomic::{AtomicU64, AtomicU8, Ordering};

use crate::zkvm;

const UNKNOWN: u8 = 0;
const RELAXED: u8 = 1;
const ENABLED: u8 = 2;

static MODE: AtomicU8 = AtomicU8::new(UNKNOWN);
static FAILED: AtomicU64 = AtomicU64::new(0);

/// Whether a failed assertion panics, as upstream's do.
///
/// Until [`set_assertions_enabled`] is called, `BEAK_<NAME>_ASSERTIONS=1` decides.
pub fn is_assertions_enabled() -> bool {
    if MODE.load(Ordering::Relaxed) == UNKNOWN {
        let enabled = zkvm::variable("ASSERTIONS").is_some_and(|value| value == "1");
        let mode = if enabled { ENABLED } else { RELAXED };
        let _ = MODE.compare_exchange(UNKNOWN, mode, Ordering::Relaxed, Ordering::Relaxed);
    }
    MODE.load(Ordering::Relaxed) == ENABLED
}

/// Decides whether a failed assertion panics.
pub fn set_assertions_enabled(enabled: bool) {
    let mode = if enabled { ENABLED } else { RELAXED };
    MODE.store(mode, Ordering::Relaxed);
}

/// How many assertions failed since the last call.
pub fn take_failed_assertions() -> u64 {
    FAILED.swap(0, Ordering::Relaxed)
}

/// Reports a failed assertion, for the macros.
#[track_caller]
#[cold]
pub fn assertion_failed(message: Arguments<'_>) {
    FAILED.fetch_add(1, Ordering::Relaxed);
    if is_assertions_enabled() {
        panic!("{message}");
    }
    eprintln!("relaxed {message} at {}", Location::caller());
}

/// Reports a failed comparison, for the macros.
#[track_caller]
#[cold]
pub fn comparison_failed<Left, Right>(
    operator: &str,
    left: &Left,
    right: &Right,
    message: Option<Arguments<'_>>,
) where
    Left: Debug + ?Sized,
    Right: Debug + ?Sized,
{
    match message {
        Some(message) => assertion_failed(format_args!(
            "assertion `left {operator} right` failed: {message}, left: {left:?}, right: {right:?}"
        )),
        None => assertion_failed(format_args!(
            "assertion `left {operator} right` failed, left: {left:?}, right: {right:?}"
        )),
    }
}

/// `assert!` that can be relaxed.
#[macro_export]
macro_rules! fuzzer_assert {
    ($condition:expr $(,)?) => {
        if !$condition {
            $crate::assertion_failed(format_args!("assertion failed: {}", stringify!($condition)))
        }
    };
    ($condition:expr, $($message:tt)+) => {
        if !$condition {
            $crate::assertion_failed(format_args!("assertion failed: {}", format_args!($($message)+)))
        }
    };
}

/// `assert_eq!` that can be relaxed.
#[macro_export]
macro_rules! fuzzer_assert_eq {
    ($left:expr, $right:expr $(,)?) => {
        match (&$left, &$right) {
            (left, right) => {
                if !(*left == *right) {
                    $crate::comparison_failed("==", left, right, None)
                }
            }
        }
    };
    ($left:expr, $right:expr, $($message:tt)+) => {
        match (&$left, &$right) {
            (left, right) => {
                if !(*left == *right) {
                    $crate::comparison_failed("==", left, right, Some(format_args!($($message)+)))
                }
            }
        }
    };
}

/// `assert_ne!` that can be relaxed.
#[macro_export]
macro_rules! fuzzer_assert_ne {
    ($left:expr, $right:expr $(,)?) => {
        match (&$left, &$right) {
            (left, right) => {
                if *left == *right {
                    $crate::comparison_failed("!=", left, right, None)
                }
            }
        }
    };
    ($left:expr, $right:expr, $($message:tt)+) => {
        match (&$left, &$right) {
            (left, right) => {
                if *left == *right {
                    $crate::comparison_failed("!=", left, right, Some(format_args!($($message)+)))
                }
            }
        }
    };
}

/// `debug_assert!` that can be relaxed; checks nothing where the standard macro would not.
#[macro_export]
macro_rules! fuzzer_debug_assert {
    ($($arguments:tt)*) => {
        if cfg!(debug_assertions) {
            $crate::fuzzer_assert!($($arguments)*)
        }
    };
}

/// `debug_assert_eq!` that can be relaxed; checks nothing where the standard macro would not.
#[macro_export]
macro_rules! fuzzer_debug_assert_eq {
    ($($arguments:tt)*) => {
        if cfg!(debug_assertions) {
            $crate::fuzzer_assert_eq!($($arguments)*)
        }
    };
}

/// `debug_assert_ne!` that can be relaxed; checks nothing where the standard macro would not.
#[macro_export]
macro_rules! fuzzer_debug_assert_ne {
    ($($arguments:tt)*) => {
        if cfg!(debug_assertions) {
            $crate::fuzzer_assert_ne!($($arguments)*)
        }
    };
}
