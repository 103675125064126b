//! JSON as a tree, read and written. It is what a reader downloads: serde_json, with the code that serde makes for each type
//! and the tables by which it reads and writes floating-point numbers, was a tenth of the whole application.
//!
//! Numbers stay as they are written, and who wants one says as what. Fields keep their order.
//!
//! ```
//! use loopscope_json::{Json, json};
//!
//! let lines: Json = ["one", "two"].into_iter().collect();
//! let told = json!({ "at": 3, "error": None::<&str>, "lines": lines });
//! assert_eq!(told.to_string(), r#"{"at":3,"error":null,"lines":["one","two"]}"#);
//! assert_eq!(Json::read(&told.to_string()), Some(told));
//! ```
#![forbid(unsafe_code)]

mod read;
mod write;

/// A value.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Json {
    /// `null`, and what is not there.
    #[default]
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number, as it is written.
    Number(String),
    /// A text.
    Text(String),
    /// A list.
    List(Vec<Json>),
    /// An object.
    Object(Vec<(String, Json)>),
}

/// The field that an object has not.
const NOTHING: &Json = &Json::Null;

impl Json {
    /// A field of an object; `null` where there is none.
    #[must_use]
    pub fn field(&self, name: &str) -> &Json {
        self.fields().iter().find(|(known, _)| known == name).map_or(NOTHING, |(_, value)| value)
    }

    /// An object's fields.
    #[must_use]
    pub fn fields(&self) -> &[(String, Json)] {
        match self {
            Json::Object(fields) => fields,
            _ => &[],
        }
    }

    /// A text's text.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        match self {
            Json::Text(text) => Some(text),
            _ => None,
        }
    }

    /// A number's digits.
    #[must_use]
    pub fn number(&self) -> Option<&str> {
        match self {
            Json::Number(digits) => Some(digits),
            _ => None,
        }
    }

    /// A list's entries.
    #[must_use]
    pub fn list(&self) -> Option<&[Json]> {
        match self {
            Json::List(list) => Some(list),
            _ => None,
        }
    }

    /// An object's fields and then these, which take the place of those of the same name.
    #[must_use]
    pub fn and(self, more: Json) -> Json {
        match (self, more) {
            (Json::Object(mut fields), Json::Object(more)) => {
                fields.retain(|(name, _)| more.iter().all(|(other, _)| other != name));
                fields.extend(more);
                Json::Object(fields)
            }
            (this, _) => this,
        }
    }

    /// An object of these fields, for [`json!`].
    #[doc(hidden)]
    #[must_use]
    pub fn object(fields: Vec<(&str, Json)>) -> Json {
        Json::Object(fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
    }
}

impl From<&str> for Json {
    fn from(text: &str) -> Json {
        Json::Text(text.to_owned())
    }
}

impl From<String> for Json {
    fn from(text: String) -> Json {
        Json::Text(text)
    }
}

impl From<bool> for Json {
    fn from(yes: bool) -> Json {
        Json::Bool(yes)
    }
}

macro_rules! whole_numbers {
    ($($number:ty)*) => {
        $(
            impl From<$number> for Json {
                fn from(number: $number) -> Json {
                    Json::Number(number.to_string())
                }
            }
        )*
    };
}

whole_numbers!(i32 u32 i64 u64 usize);

impl<T: Into<Json>> From<Option<T>> for Json {
    fn from(value: Option<T>) -> Json {
        value.map_or(Json::Null, Into::into)
    }
}

impl<T: Into<Json>> FromIterator<T> for Json {
    fn from_iter<I: IntoIterator<Item = T>>(list: I) -> Json {
        Json::List(list.into_iter().map(Into::into).collect())
    }
}

/// An object of named values, each of which is something that there is a [`Json`] of; or such a value.
#[macro_export]
macro_rules! json {
    ({ $($name:literal: $value:expr),* $(,)? }) => {
        $crate::Json::object(vec![$(($name, $crate::Json::from($value))),*])
    };
    ($value:expr) => {
        $crate::Json::from($value)
    };
}
