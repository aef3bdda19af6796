//! Writing JSON objects, so that the crate needs no dependency.

use std::fmt::Write;

/// A JSON object under construction; members keep the order in which they are added.
pub(crate) struct Object {
    text: String,
}

impl Object {
    pub(crate) fn new() -> Self {
        Self {
            text: String::from("{"),
        }
    }

    pub(crate) fn number(mut self, name: &str, value: impl Into<u64>) -> Self {
        self.name(name);
        let _ = write!(self.text, "{}", value.into());
        self
    }

    pub(crate) fn optional_number(self, name: &str, value: Option<u64>) -> Self {
        match value {
            Some(value) => self.number(name, value),
            None => self.raw(name, "null"),
        }
    }

    pub(crate) fn numbers(mut self, name: &str, values: &[u64]) -> Self {
        self.name(name);
        self.text.push('[');
        for (index, value) in values.iter().enumerate() {
            let comma = if index == 0 { "" } else { "," };
            let _ = write!(self.text, "{comma}{value}");
        }
        self.text.push(']');
        self
    }

    pub(crate) fn boolean(self, name: &str, value: bool) -> Self {
        self.raw(name, if value { "true" } else { "false" })
    }

    pub(crate) fn text(mut self, name: &str, value: &str) -> Self {
        self.name(name);
        self.string(value);
        self
    }

    pub(crate) fn object(self, name: &str, value: Object) -> Self {
        let value = value.finish();
        self.raw(name, &value)
    }

    pub(crate) fn finish(mut self) -> String {
        self.text.push('}');
        self.text
    }

    fn raw(mut self, name: &str, value: &str) -> Self {
        self.name(name);
        self.text.push_str(value);
        self
    }

    fn name(&mut self, name: &str) {
        if self.text.len() > 1 {
            self.text.push(',');
        }
        self.string(name);
        self.text.push(':');
    }

    /// Appends a string with the escapes of RFC 8259.
    fn string(&mut self, value: &str) {
        self.text.push('"');
        for character in value.chars() {
            match character {
                '"' => self.text.push_str("\\\""),
                '\\' => self.text.push_str("\\\\"),
                '\u{0}'..='\u{1f}' => {
                    let _ = write!(self.text, "\\u{:04x}", character as u32);
                }
                _ => self.text.push(character),
            }
        }
        self.text.push('"');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_keep_their_order() {
        let inner = Object::new().numbers("limbs", &[1, 0, 255]);
        let object = Object::new()
            .number("seq", 3u32)
            .boolean("is_valid", true)
            .object("data", inner)
            .optional_number("timestamp", None)
            .optional_number("next_timestamp", Some(4));
        assert_eq!(
            object.finish(),
            r#"{"seq":3,"is_valid":true,"data":{"limbs":[1,0,255]},"timestamp":null,"next_timestamp":4}"#
        );
    }

    #[test]
    fn an_empty_object_and_an_empty_list_are_written() {
        assert_eq!(Object::new().finish(), "{}");
        assert_eq!(
            Object::new().numbers("limbs", &[]).finish(),
            r#"{"limbs":[]}"#
        );
    }

    #[test]
    fn strings_are_escaped() {
        let object = Object::new().text("name", "a\"b\\c\n\u{1}é");
        assert_eq!(object.finish(), "{\"name\":\"a\\\"b\\\\c\\u000a\\u0001é\"}");
    }

    #[test]
    fn the_greatest_number_is_written_in_full() {
        assert_eq!(
            Object::new().number("step", u64::MAX).finish(),
            r#"{"step":18446744073709551615}"#
        );
    }
}
