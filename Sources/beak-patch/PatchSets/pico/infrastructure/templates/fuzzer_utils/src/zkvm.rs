//! The zkVM that this copy of the crate is injected into: the only file that differs between patch sets.

/// The zkVM's part of the environment's names, as in `BEAK_SP1_WITNESS_INJECT_KIND`.
pub const NAME: &str = "PICO";
