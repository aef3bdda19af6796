//! Assertions that let an unsound program run on.
//!
//! The macros take the arguments of their models. With assertions enabled they are their models; else a failure is noted
//! with its place and execution goes on. `BEAK_<ZKVM>_ASSERTIONS=1` enables them, `set_assertions_enabled` overrides it.

use crate::zkvm;
use std::fmt;
use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::Mutex;

/// How many failures are kept: a broken loop must not fill the memory.
const KEPT_FAILURES: usize = 4096;

const UNDECIDED: u8 = 0;
const DISABLED: u8 = 1;
const ENABLED: u8 = 2;

static MODE: AtomicU8 = AtomicU8::new(UNDECIDED);
static FAILURES: Mutex<Vec<String>> = Mutex::new(Vec::new());

/// Whether a failed assertion panics.
pub fn is_assertions_enabled() -> bool {
    match MODE.load(Ordering::Relaxed) {
        UNDECIDED => {
            let asked = std::env::var(format!("BEAK_{}_ASSERTIONS", zkvm::NAME));
            let enabled = asked.is_ok_and(|value| value == "1");
            set_assertions_enabled(enabled);
            enabled
        }
        mode => mode == ENABLED,
    }
}

/// Says whether a failed assertion panics.
pub fn set_assertions_enabled(enabled: bool) {
    MODE.store(if enabled { ENABLED } else { DISABLED }, Ordering::Relaxed);
}

/// Notes a failure; called by the macros.
pub fn note_failed_assertion(file: &str, line: u32, what: fmt::Arguments<'_>) {
    let mut failures = FAILURES
        .lock()
        .unwrap_or_else(|poisoned| poisoned.into_inner());
    if failures.len() < KEPT_FAILURES {
        failures.push(format!("{file}:{line}: {what}"));
    }
}

/// Takes the failures noted so far: the place, then what was asserted.
pub fn take_failed_assertions() -> Vec<String> {
    let mut failures = FAILURES
        .lock()
        .unwrap_or_else(|poisoned| poisoned.into_inner());
    std::mem::take(&mut *failures)
}

/// Stands in for `assert!`.
#[macro_export]
macro_rules! fuzzer_assert {
    ($condition:expr $(,)?) => {
        if !$condition {
            if $crate::is_assertions_enabled() {
                ::std::panic!("assertion failed: {}", ::std::stringify!($condition));
            }
            $crate::note_failed_assertion(
                ::std::file!(),
                ::std::line!(),
                ::std::format_args!("assertion failed: {}", ::std::stringify!($condition)),
            );
        }
    };
    ($condition:expr, $($message:tt)+) => {
        if !$condition {
            if $crate::is_assertions_enabled() {
                ::std::panic!($($message)+);
            }
            $crate::note_failed_assertion(
                ::std::file!(),
                ::std::line!(),
                ::std::format_args!($($message)+),
            );
        }
    };
}

/// Stands in for `assert_eq!`.
#[macro_export]
macro_rules! fuzzer_assert_eq {
    ($left:expr, $right:expr $(, $($message:tt)*)?) => {
        match (&$left, &$right) {
            (left, right) => {
                if !(*left == *right) {
                    if $crate::is_assertions_enabled() {
                        ::std::assert_eq!(*left, *right $(, $($message)*)?);
                    }
                    $crate::note_failed_assertion(
                        ::std::file!(),
                        ::std::line!(),
                        ::std::format_args!("{:?} is not equal to {:?}", left, right),
                    );
                }
            }
        }
    };
}

/// Stands in for `assert_ne!`.
#[macro_export]
macro_rules! fuzzer_assert_ne {
    ($left:expr, $right:expr $(, $($message:tt)*)?) => {
        match (&$left, &$right) {
            (left, right) => {
                if *left == *right {
                    if $crate::is_assertions_enabled() {
                        ::std::assert_ne!(*left, *right $(, $($message)*)?);
                    }
                    $crate::note_failed_assertion(
                        ::std::file!(),
                        ::std::line!(),
                        ::std::format_args!("{:?} is equal to {:?}", left, right),
                    );
                }
            }
        }
    };
}

/// Stands in for `debug_assert!`: evaluated in debug builds only.
#[macro_export]
macro_rules! fuzzer_debug_assert {
    ($($argument:tt)*) => {
        if ::std::cfg!(debug_assertions) {
            $crate::fuzzer_assert!($($argument)*);
        }
    };
}

/// Stands in for `debug_assert_eq!`: evaluated in debug builds only.
#[macro_export]
macro_rules! fuzzer_debug_assert_eq {
    ($($argument:tt)*) => {
        if ::std::cfg!(debug_assertions) {
            $crate::fuzzer_assert_eq!($($argument)*);
        }
    };
}

/// Stands in for `debug_assert_ne!`: evaluated in debug builds only.
#[macro_export]
macro_rules! fuzzer_debug_assert_ne {
    ($($argument:tt)*) => {
        if ::std::cfg!(debug_assertions) {
            $crate::fuzzer_assert_ne!($($argument)*);
        }
    };
}
