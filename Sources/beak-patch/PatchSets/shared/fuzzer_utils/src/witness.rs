//! Injection of wrong values into the witness.
//!
//! A snapshot has numbered sites at which a wrong value may be put in. A site asks
//! `should_inject_witness(kind, next_witness_step())` and changes its value when the answer is yes.

use std::sync::Mutex;

use crate::locking::lock;
use crate::zkvm;

/// As the step of an injection: at every step.
pub const EVERY_STEP: u64 = u64::MAX;

const KIND_VARIABLE: &str = "WITNESS_INJECT_KIND";
const STEP_VARIABLE: &str = "WITNESS_INJECT_STEP";

/// A place and moment at which a wrong value may be, or was, put into the witness.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct WitnessSite {
    pub kind: String,
    pub step: u64,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Injection {
    kind: String,
    variant: Option<String>,
    step: u64,
}

impl Injection {
    /// `KIND` or `KIND:VARIANT`.
    fn new(kind: &str, step: u64) -> Self {
        let (kind, variant) = match kind.split_once(':') {
            Some((kind, variant)) => (kind, Some(variant.to_string())),
            None => (kind, None),
        };
        Self {
            kind: kind.to_string(),
            variant,
            step,
        }
    }

    fn from_variables(kind: Option<String>, step: Option<String>) -> Option<Self> {
        let kind = kind.filter(|kind| !kind.is_empty())?;
        let step = match step {
            Some(step) => match step.trim().parse() {
                Ok(step) => step,
                Err(_) => panic!(
                    "BEAK_{}_{STEP_VARIABLE} is not a number: {step}",
                    zkvm::NAME
                ),
            },
            None => EVERY_STEP,
        };
        Some(Self::new(&kind, step))
    }

    fn applies(&self, kind: &str, step: u64) -> bool {
        self.kind == kind && (self.step == step || self.step == EVERY_STEP)
    }
}

struct Witness {
    /// `None` until the environment was read or an injection configured.
    armed: Option<Option<Injection>>,
    next_step: u64,
    observed: Vec<WitnessSite>,
    applied: Vec<WitnessSite>,
}

impl Witness {
    fn injection(&mut self) -> Option<&Injection> {
        self.armed
            .get_or_insert_with(|| {
                Injection::from_variables(
                    zkvm::variable(KIND_VARIABLE),
                    zkvm::variable(STEP_VARIABLE),
                )
            })
            .as_ref()
    }
}

static WITNESS: Mutex<Witness> = Mutex::new(Witness {
    armed: None,
    next_step: 0,
    observed: Vec::new(),
    applied: Vec::new(),
});

/// Arms the injection of `kind` at `step`, or disarms it when `kind` is `None`; counts steps from 0 again.
///
/// `kind` may carry a variant, as in `o1:2`. A step of [`EVERY_STEP`] means each site of the kind. What is
/// configured here takes precedence over the environment.
pub fn configure_witness_injection(kind: Option<&str>, step: u64) {
    let mut witness = lock(&WITNESS);
    witness.armed = Some(kind.map(|kind| Injection::new(kind, step)));
    witness.next_step = 0;
    witness.observed.clear();
    witness.applied.clear();
}

/// The number of the site that is being visited; counts the visits of all kinds together.
pub fn next_witness_step() -> u64 {
    let mut witness = lock(&WITNESS);
    let step = witness.next_step;
    witness.next_step += 1;
    step
}

pub(crate) fn restart_witness_steps() {
    lock(&WITNESS).next_step = 0;
}

/// Whether a wrong value is to be put in at this site; remembers the visit and the answer.
pub fn should_inject_witness(kind: &str, step: u64) -> bool {
    let mut witness = lock(&WITNESS);
    let site = WitnessSite {
        kind: kind.to_string(),
        step,
    };
    let applies = witness
        .injection()
        .is_some_and(|injection| injection.applies(kind, step));
    if applies {
        witness.applied.push(site.clone());
    }
    witness.observed.push(site);
    applies
}

/// The variant that the armed kind carries, such as `2` in `o1:2`.
pub fn active_witness_variant() -> Option<String> {
    lock(&WITNESS)
        .injection()
        .and_then(|injection| injection.variant.clone())
}

/// The variant as a number, or `absent` when there is none or it is no number.
pub fn active_witness_variant_number(absent: u32) -> u32 {
    active_witness_variant()
        .and_then(|variant| variant.parse().ok())
        .unwrap_or(absent)
}

/// Takes the sites that were visited since the last call.
pub fn take_observed_witness_sites() -> Vec<WitnessSite> {
    std::mem::take(&mut lock(&WITNESS).observed)
}

/// Takes the sites at which a wrong value was put in since the last call.
pub fn take_applied_witness_sites() -> Vec<WitnessSite> {
    std::mem::take(&mut lock(&WITNESS).applied)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn injection(kind: &str, step: Option<&str>) -> Option<Injection> {
        Injection::from_variables(Some(kind.to_string()), step.map(str::to_string))
    }

    #[test]
    fn the_environment_arms_an_injection() {
        assert_eq!(injection("o5", Some("3")), Some(Injection::new("o5", 3)));
        assert_eq!(
            injection("o5", None),
            Some(Injection::new("o5", EVERY_STEP))
        );
        assert_eq!(
            injection("o5", Some("18446744073709551615")),
            Some(Injection::new("o5", EVERY_STEP))
        );
        assert_eq!(injection("", Some("3")), None);
        assert_eq!(Injection::from_variables(None, Some("3".to_string())), None);
    }

    #[test]
    #[should_panic(expected = "_WITNESS_INJECT_STEP is not a number: soon")]
    fn a_step_that_is_no_number_is_refused() {
        injection("o5", Some("soon"));
    }

    #[test]
    fn an_injection_applies_to_its_kind_and_step_only() {
        let once = Injection::new("o1:2", 3);
        assert_eq!(once.variant.as_deref(), Some("2"));
        assert!(once.applies("o1", 3));
        assert!(!once.applies("o1", 4));
        assert!(!once.applies("o15", 3));
        let always = Injection::new("o1", EVERY_STEP);
        assert!(always.applies("o1", 0) && always.applies("o1", 4));
        assert!(!always.applies("o5", 4));
    }
}
