//! Rows of the traces of chips.

use crate::json::Object;
use crate::trace::push_chip_row;

/// What all rows have: the chip's name, whether the row is used, and when its instruction began.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row<'a> {
    chip_name: &'a str,
    is_valid: bool,
    timestamp: Option<u64>,
}

impl<'a> Row<'a> {
    /// A used row of the step at hand.
    pub const fn of(chip_name: &'a str) -> Self {
        Self {
            chip_name,
            is_valid: true,
            timestamp: None,
        }
    }

    /// The same row, of the instruction that began at `timestamp`.
    pub const fn at(self, timestamp: u64) -> Self {
        Self {
            timestamp: Some(timestamp),
            ..self
        }
    }

    /// The same row, unused.
    pub const fn unused(self) -> Self {
        Self {
            is_valid: false,
            ..self
        }
    }
}

/// Records a row whose payload is of the type `kind` and holds `numbers`.
///
/// Kinds begin with the zkVM's name, as in `sp1_cpu`, because columns differ from one zkVM to the next.
pub fn emit_chip_row(row: Row<'_>, kind: &str, numbers: &[(&str, u64)]) {
    let data = numbers.iter().fold(Object::new(), |data, (name, value)| {
        data.number(name, *value)
    });
    push_chip_row(row.chip_name, row.is_valid, row.timestamp, kind, data);
}
