//! One armed fault, and the places where it could go.
//!
//! Every patched site has a kind, such as `sp1.alu.result`, and takes the next step number each time it is passed. A
//! runner lets the program run once, takes the observed sites, arms one of them and runs again: the site whose kind and
//! step are armed then writes another value than the honest one. A kind may end in `@N`, the variant of the fault.
//!
//! Armed by `configure_witness_injection`, or before the first site by the environment:
//! `BEAK_<ZKVM>_WITNESS_INJECT_KIND` and `BEAK_<ZKVM>_WITNESS_INJECT_STEP` (a number, or `*` for every step).

use crate::zkvm;
use std::collections::HashSet;
use std::sync::{Mutex, MutexGuard};

/// The step that stands for all steps.
pub const EVERY_STEP: u64 = u64::MAX;

/// A place that a fault can go to: a kind of site, and the step at which it was passed.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct WitnessSite {
    pub kind: String,
    pub step: u64,
}

struct Armed {
    kind: String,
    step: u64,
    variant: u64,
}

#[derive(Default)]
struct Witness {
    armed: Option<Armed>,
    next_step: u64,
    observed: Vec<WitnessSite>,
    known: HashSet<WitnessSite>,
    applied: Vec<WitnessSite>,
}

static WITNESS: Mutex<Option<Witness>> = Mutex::new(None);

fn with_witness<R>(body: impl FnOnce(&mut Witness) -> R) -> R {
    let mut guard: MutexGuard<Option<Witness>> = WITNESS
        .lock()
        .unwrap_or_else(|poisoned| poisoned.into_inner());
    body(guard.get_or_insert_with(|| Witness {
        armed: armed_by_environment(),
        ..Witness::default()
    }))
}

fn armed_by_environment() -> Option<Armed> {
    let kind = std::env::var(format!("BEAK_{}_WITNESS_INJECT_KIND", zkvm::NAME)).ok()?;
    let step = std::env::var(format!("BEAK_{}_WITNESS_INJECT_STEP", zkvm::NAME)).ok();
    arm(&kind, step.as_deref().map_or(Some(0), parse_step)?)
}

fn parse_step(text: &str) -> Option<u64> {
    if text == "*" {
        Some(EVERY_STEP)
    } else {
        text.parse().ok()
    }
}

/// Splits the variant off a kind; nothing is armed by an empty kind.
fn arm(kind: &str, step: u64) -> Option<Armed> {
    let (kind, variant) = match kind.rsplit_once('@') {
        Some((kind, variant)) => (kind, variant.parse().ok()?),
        None => (kind, 0),
    };
    (!kind.is_empty()).then(|| Armed {
        kind: kind.to_string(),
        step,
        variant,
    })
}

impl Witness {
    fn takes(&mut self, kind: &str, step: u64) -> bool {
        let site = WitnessSite {
            kind: kind.to_string(),
            step,
        };
        let hit = self.armed.as_ref().is_some_and(|armed| {
            armed.kind == kind && (armed.step == step || armed.step == EVERY_STEP)
        });
        if hit {
            self.applied.push(site.clone());
        }
        if self.known.insert(site.clone()) {
            self.observed.push(site);
        }
        hit
    }

    fn variant(&self) -> u64 {
        self.armed.as_ref().map_or(0, |armed| armed.variant)
    }

    /// The value to write at a site: the honest one, or by variant one that differs from it.
    fn injected(&mut self, kind: &str, honest: u64, mask: u64) -> u64 {
        let step = self.next_step;
        self.next_step += 1;
        if !self.takes(kind, step) {
            return honest;
        }
        let value = match self.variant() {
            0 => honest ^ 1,
            1 => !honest & mask,
            2 => honest.wrapping_add(1) & mask,
            3 => honest.wrapping_sub(1) & mask,
            4 => honest ^ ((mask >> 1) + 1),
            other => (honest ^ other) & mask,
        };
        // A fault that changes nothing would be reported as applied.
        if value == honest {
            honest ^ 1
        } else {
            value
        }
    }
}

/// Arms the fault `kind` at `step` (`EVERY_STEP` for all), or disarms; forgets the sites seen so far and counts from zero.
pub fn configure_witness_injection(kind: Option<&str>, step: u64) {
    with_witness(|witness| {
        *witness = Witness {
            armed: kind.and_then(|kind| arm(kind, step)),
            ..Witness::default()
        };
    });
}

/// The number of the next site to be passed.
pub fn next_witness_step() -> u64 {
    with_witness(|witness| {
        witness.next_step += 1;
        witness.next_step - 1
    })
}

/// Whether the site `kind` at `step` is the armed one. It is noted as observed, and as applied when it is.
pub fn should_inject_witness(kind: &str, step: u64) -> bool {
    with_witness(|witness| witness.takes(kind, step))
}

/// The variant of the armed fault: the number after `@` in its kind, 0 when there is none.
pub fn active_witness_variant() -> u64 {
    with_witness(|witness| witness.variant())
}

/// The 32-bit value that the site `kind` is to write where the honest one is `honest`.
pub fn injected_word(kind: &str, honest: u32) -> u32 {
    with_witness(|witness| witness.injected(kind, u64::from(honest), u64::from(u32::MAX)) as u32)
}

/// The 64-bit value that the site `kind` is to write where the honest one is `honest`.
pub fn injected_long(kind: &str, honest: u64) -> u64 {
    with_witness(|witness| witness.injected(kind, honest, u64::MAX))
}

/// The flag that the site `kind` is to write where the honest one is `honest`.
pub fn injected_flag(kind: &str, honest: bool) -> bool {
    let step = next_witness_step();
    should_inject_witness(kind, step) != honest
}

/// Takes the sites that were passed, in order; one that was passed more than once is told once.
pub fn take_observed_witness_sites() -> Vec<WitnessSite> {
    with_witness(|witness| {
        witness.known.clear();
        std::mem::take(&mut witness.observed)
    })
}

/// Takes the sites at which the armed fault was applied, in order.
pub fn take_applied_witness_sites() -> Vec<WitnessSite> {
    with_witness(|witness| std::mem::take(&mut witness.applied))
}

/// Counts sites from zero again; what is armed stays armed.
pub(crate) fn restart_witness_steps() {
    with_witness(|witness| witness.next_step = 0);
}

#[cfg(test)]
mod tests {
    use super::{arm, parse_step, EVERY_STEP};

    #[test]
    fn a_kind_may_carry_a_variant() {
        let armed = arm("sp1.alu.result@3", 7).expect("armed");
        assert_eq!(
            (armed.kind.as_str(), armed.step, armed.variant),
            ("sp1.alu.result", 7, 3)
        );
        assert_eq!(arm("sp1.alu.result", 7).expect("armed").variant, 0);
    }

    #[test]
    fn nonsense_arms_nothing() {
        assert!(arm("", 0).is_none());
        assert!(arm("kind@x", 0).is_none());
        assert_eq!(parse_step("*"), Some(EVERY_STEP));
        assert_eq!(parse_step("12"), Some(12));
        assert_eq!(parse_step("-1"), None);
    }
}
