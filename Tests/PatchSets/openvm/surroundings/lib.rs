//! What stands around the edits of the OpenVM set, with stand-ins for OpenVM's own types.
//!
//! `scripts/check-rust` puts the text of an edit in place of each line that ends in `edit: ID` and lets the
//! compiler check the result: that every call of the helper crate has the right arguments, and that an edit
//! uses no name which its function does not have. The names and types here are those of the functions that
//! the edits go into, from 2024-12-05 on.

#![allow(
    dead_code,
    unused_variables,
    unused_assignments,
    unused_must_use,
    clippy::all
)]

mod adapters;
mod cores;
mod fillers;
mod preflight;
mod segment;
mod system;

use std::array;
use std::ops::{AddAssign, SubAssign};

const RV32_CELL_BITS: usize = 8;
const RV32_REGISTER_NUM_LIMBS: usize = 4;

trait PrimeField32: Copy + AddAssign + SubAssign {
    const ORDER_U32: u32;
    fn as_canonical_u32(&self) -> u32;
    fn from_canonical_u32(value: u32) -> Self;
    fn is_zero(&self) -> bool;
}

trait StarkGenericConfig {
    type Value;
}
type Val<SC> = <SC as StarkGenericConfig>::Value;

#[derive(Clone, Copy, PartialEq)]
struct VmOpcode(usize);
impl VmOpcode {
    fn as_usize(&self) -> usize {
        self.0
    }
}

#[derive(Clone, Copy)]
struct ExecutionState<T> {
    pc: T,
    timestamp: T,
}

struct Instruction<F> {
    opcode: VmOpcode,
    a: F,
    b: F,
    c: F,
    d: F,
    e: F,
    f: F,
    g: F,
}

#[derive(Clone, Copy, PartialEq)]
enum BaseAluOpcode {
    ADD,
    SUB,
    XOR,
    OR,
    AND,
}

/// An enum of local opcodes whose variants the edits do not name.
#[derive(Clone, Copy, PartialEq)]
#[repr(usize)]
enum LocalOpcode {
    FIRST,
    SECOND,
}

#[derive(Clone, Copy, PartialEq)]
#[repr(usize)]
enum Rv32LoadStoreOpcode {
    LOADW,
    LOADB,
    LOADH,
}
use Rv32LoadStoreOpcode::*;

#[derive(Clone, Copy, PartialEq)]
enum Rv32JalLuiOpcode {
    JAL,
    LUI,
}
use Rv32JalLuiOpcode::*;

#[derive(Debug, Eq, PartialEq)]
enum DivRemCoreSpecialCase {
    None,
    ZeroDivisor,
    SignedOverflow,
}
