//! Just enough JSON to write records: objects, strings, numbers, booleans, arrays and null.

use std::fmt::Write;

/// One object under construction.
pub(crate) struct Object {
    text: String,
}

impl Object {
    pub(crate) fn new() -> Self {
        Object {
            text: String::from("{"),
        }
    }

    /// Adds a member whose value is JSON text already.
    pub(crate) fn raw(mut self, name: &str, value: &str) -> Self {
        if self.text.len() > 1 {
            self.text.push(',');
        }
        push_string(&mut self.text, name);
        self.text.push(':');
        self.text.push_str(value);
        self
    }

    pub(crate) fn string(self, name: &str, value: &str) -> Self {
        let mut text = String::with_capacity(value.len() + 2);
        push_string(&mut text, value);
        self.raw(name, &text)
    }

    pub(crate) fn number(self, name: &str, value: u64) -> Self {
        self.raw(name, &value.to_string())
    }

    /// Adds a number, or null when there is none.
    pub(crate) fn optional(self, name: &str, value: Option<u64>) -> Self {
        match value {
            Some(value) => self.number(name, value),
            None => self.raw(name, "null"),
        }
    }

    pub(crate) fn boolean(self, name: &str, value: bool) -> Self {
        self.raw(name, if value { "true" } else { "false" })
    }

    pub(crate) fn numbers(self, name: &str, values: &[u64]) -> Self {
        let list: Vec<String> = values.iter().map(u64::to_string).collect();
        self.raw(name, &format!("[{}]", list.join(",")))
    }

    /// Adds an object of numbers.
    pub(crate) fn fields(self, name: &str, fields: &[(&str, u64)]) -> Self {
        let object = fields.iter().fold(Object::new(), |object, (name, value)| {
            object.number(name, *value)
        });
        self.raw(name, &object.finish())
    }

    pub(crate) fn finish(mut self) -> String {
        self.text.push('}');
        self.text
    }
}

/// Appends `value` as a JSON string.
fn push_string(text: &mut String, value: &str) {
    text.push('"');
    for character in value.chars() {
        match character {
            '"' => text.push_str("\\\""),
            '\\' => text.push_str("\\\\"),
            '\n' => text.push_str("\\n"),
            '\r' => text.push_str("\\r"),
            '\t' => text.push_str("\\t"),
            control if (control as u32) < 0x20 => {
                write!(text, "\\u{:04x}", control as u32).expect("a String takes every write");
            }
            other => text.push(other),
        }
    }
    text.push('"');
}

#[cfg(test)]
mod tests {
    use super::Object;

    #[test]
    fn an_object_has_commas_between_its_members_only() {
        assert_eq!(Object::new().finish(), "{}");
        let text = Object::new()
            .number("a", u64::MAX)
            .boolean("b", false)
            .optional("c", None);
        assert_eq!(
            text.finish(),
            r#"{"a":18446744073709551615,"b":false,"c":null}"#
        );
    }

    #[test]
    fn strings_are_escaped() {
        let text = Object::new().string("k\"", "a\\b\n\r\t\u{1}é").finish();
        assert_eq!(text, "{\"k\\\"\":\"a\\\\b\\n\\r\\t\\u0001é\"}");
    }

    #[test]
    fn lists_and_fields_nest() {
        let text = Object::new()
            .numbers("l", &[1, 2])
            .numbers("e", &[])
            .fields("f", &[("x", 3)]);
        assert_eq!(text.finish(), r#"{"l":[1,2],"e":[],"f":{"x":3}}"#);
    }
}
