//! The parameters of a program, as its reader sets them.

use loopscope_asyncio::{Exception, Result, float, truth};
use loopscope_protocol::Value;

/// Values by name.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Params {
    values: Vec<(String, Value)>,
}

impl Params {
    /// Parameters with these values.
    #[must_use]
    pub fn new(values: Vec<(String, Value)>) -> Self {
        Params { values }
    }

    fn get(&self, name: &str) -> Result<&Value> {
        self.values
            .iter()
            .find_map(|(n, value)| (n == name).then_some(value))
            .ok_or_else(|| Exception::new("NameError", format!("name '{name}' is not defined")))
    }

    /// A length of time, in seconds.
    ///
    /// # Errors
    /// `NameError` when there is no such parameter, `TypeError` when it is of another kind; likewise below.
    pub fn seconds(&self, name: &str) -> Result<f64> {
        match self.get(name)? {
            Value::Seconds(seconds) => Ok(*seconds),
            other => Err(mismatch(name, other, "seconds")),
        }
    }

    /// A whole number.
    ///
    /// # Errors
    /// See [`Params::seconds`].
    pub fn int(&self, name: &str) -> Result<i64> {
        match self.get(name)? {
            Value::Int(int) => Ok(*int),
            other => Err(mismatch(name, other, "an int")),
        }
    }

    /// Yes or no.
    ///
    /// # Errors
    /// See [`Params::seconds`].
    pub fn bool(&self, name: &str) -> Result<bool> {
        match self.get(name)? {
            Value::Bool(bool) => Ok(*bool),
            other => Err(mismatch(name, other, "a bool")),
        }
    }

    /// One of the named choices.
    ///
    /// # Errors
    /// See [`Params::seconds`].
    pub fn choice(&self, name: &str) -> Result<String> {
        match self.get(name)? {
            Value::Choice(choice) => Ok(choice.clone()),
            other => Err(mismatch(name, other, "a choice")),
        }
    }
}

fn mismatch(name: &str, value: &Value, wanted: &str) -> Exception {
    let value = match value {
        Value::Seconds(seconds) => float(*seconds),
        Value::Int(int) => int.to_string(),
        Value::Bool(bool) => truth(*bool).to_owned(),
        Value::Choice(choice) => format!("'{choice}'"),
    };
    Exception::new("TypeError", format!("parameter '{name}' is {value}, not {wanted}"))
}
