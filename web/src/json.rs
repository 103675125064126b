//! The page's data, read with the browser's own JSON parser: a deserializer in wasm would weigh a tenth of the page.

use js_sys::{Array, JSON, Object, Reflect};
use wasm_bindgen::prelude::*;

/// A value of the data.
pub(crate) struct Json(JsValue);

impl Json {
    /// The value that a text stands for.
    pub(crate) fn parse(text: &str) -> Option<Json> {
        JSON::parse(text).ok().map(Json)
    }

    /// What scripts of the page have left for the application.
    pub(crate) fn global() -> Json {
        Json(js_sys::global().into())
    }

    /// A field of an object; `None` if it is missing or null.
    pub(crate) fn field(&self, name: &str) -> Option<Json> {
        let value = Reflect::get(&self.0, &name.into()).ok()?;
        (!value.is_null() && !value.is_undefined()).then_some(Json(value))
    }

    /// A text field.
    pub(crate) fn text(&self, name: &str) -> Option<String> {
        self.field(name)?.0.as_string()
    }

    /// A number field.
    pub(crate) fn number(&self, name: &str) -> Option<f64> {
        self.field(name)?.0.as_f64()
    }

    /// A yes-or-no field.
    pub(crate) fn flag(&self, name: &str) -> Option<bool> {
        self.field(name)?.0.as_bool()
    }

    /// A field that is a list.
    pub(crate) fn list(&self, name: &str) -> Option<Vec<Json>> {
        let list: Array = self.field(name)?.0.dyn_into().ok()?;
        Some(list.iter().map(Json).collect())
    }

    /// A field that is a list of whole numbers from 0.
    pub(crate) fn numbers(&self, name: &str) -> Option<Vec<u32>> {
        let mut numbers = Vec::new();
        for number in self.list(name)? {
            numbers.push(number.as_u32()?);
        }
        Some(numbers)
    }

    /// The names and values of a field that is an object.
    pub(crate) fn entries(&self, name: &str) -> Option<Vec<(String, Json)>> {
        let object: Object = self.field(name)?.0.dyn_into().ok()?;
        let mut entries = Vec::new();
        for entry in Object::entries(&object).iter() {
            let entry: Array = entry.dyn_into().ok()?;
            entries.push((entry.get(0).as_string()?, Json(entry.get(1))));
        }
        Some(entries)
    }

    /// A text.
    pub(crate) fn as_text(&self) -> Option<String> {
        self.0.as_string()
    }

    /// A whole number from 0.
    pub(crate) fn as_u32(&self) -> Option<u32> {
        // `as` saturates.
        self.0.as_f64().map(|number| number as u32)
    }
}
