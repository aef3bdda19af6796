//! The zkVM that this copy of the crate is injected into: the only file that differs between patch sets.

/// The zkVM's part of the names of environment variables, as in `BEAK_SP1_RECORDS`.
pub(crate) const NAME: &str = "SP1";

/// The value of `BEAK_<NAME>_<suffix>`.
pub(crate) fn variable(suffix: &str) -> Option<String> {
    std::env::var(format!("BEAK_{NAME}_{suffix}")).ok()
}
