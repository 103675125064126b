//! The variables of a program of the reader's own at one record of its trace.

use loopscope_executor::trace::TaskNo;
use serde::{Deserialize, Serialize};

/// A function that runs or is suspended, with its variables. Those of one task follow each other, the outermost first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Frame {
    /// The task that it belongs to; 0 for the program's top level.
    pub task: TaskNo,
    /// The function's name; `<module>` for the program's top level.
    pub function: String,
    /// The line where it is, from 1.
    pub line: u32,
    /// Its variables, parameters first; without modules, functions and classes.
    pub variables: Vec<Variable>,
    /// How many more it has, which are not among them.
    pub more: u32,
}

/// A variable.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Variable {
    /// Its name.
    pub name: String,
    /// Its value, as `repr` shows it: on one line, cut where it is long.
    pub value: String,
}
