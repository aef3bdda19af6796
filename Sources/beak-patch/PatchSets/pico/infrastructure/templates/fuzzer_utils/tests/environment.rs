//! The environment arms a fault when no runner has. One test only: the environment belongs to the process.

#[test]
fn the_environment_arms_a_fault_for_every_step() {
    // The name holds for the one patch set that this copy of the crate belongs to; the others are set without effect.
    for zkvm in ["SP1", "PICO", "RISC0", "OPENVM"] {
        std::env::set_var(format!("BEAK_{zkvm}_WITNESS_INJECT_KIND"), "site@3");
        std::env::set_var(format!("BEAK_{zkvm}_WITNESS_INJECT_STEP"), "*");
        std::env::set_var(format!("BEAK_{zkvm}_ASSERTIONS"), "1");
    }
    assert_eq!(fuzzer_utils::injected_word("site", 9), 8);
    assert_eq!(fuzzer_utils::injected_word("site", 9), 8);
    assert_eq!(fuzzer_utils::active_witness_variant(), 3);
    assert!(fuzzer_utils::is_assertions_enabled());
    fuzzer_utils::configure_witness_injection(None, 0);
    assert_eq!(fuzzer_utils::injected_word("site", 9), 9);
}
