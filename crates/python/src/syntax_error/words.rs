//! The words in which CPython says what is wrong with a text.

use crate::version::since;

pub(super) const NO_ASSIGNMENT: &str = "expression cannot contain assignment, perhaps you meant \"==\"?";
pub(super) const COMMA: &str = "invalid syntax. Perhaps you forgot a comma?";

/// The parser's name for the head of a block, as CPython calls it.
pub(super) fn clause_of(clause: &str, head: &str) -> String {
    if clause == "`except` clause" && head.trim_start_matches("except").trim_start().starts_with('*') {
        return "'except*' statement".to_owned();
    }
    let quoted = clause.replace('`', "'");
    match quoted.strip_prefix("'class'") {
        Some(rest) => format!("class{rest}"),
        None => quoted.replace(" clause", " statement").replace("'case' block", "'case' statement"),
    }
}

/// What CPython says, where the compiler has other words: those of its parser, or a later Python's.
pub(super) fn in_cpythons_words(said: &str, statement: &str) -> Option<&'static str> {
    const EXPECTED: [&str; 5] = ["':'", "'('", "'else' after", "'except' or", "an indented block after"];
    let expected = said.strip_prefix("expected ").or_else(|| said.strip_prefix("Expected "));
    let head = statement.trim_start();
    let binds = ["for ", "async ", "with ", "del "].iter().any(|word| head.starts_with(word));
    Some(match said {
        "cannot assign to await expression" if !binds => {
            "cannot assign to await expression here. Maybe you meant '==' instead of '='?"
        }
        "cannot assign to list comprehension" if !binds => {
            "cannot assign to list comprehension here. Maybe you meant '==' instead of '='?"
        }
        "cannot assign to conditional expression" if !binds => {
            "cannot assign to conditional expression here. Maybe you meant '==' instead of '='?"
        }
        _ if head.starts_with("else if ") => "expected ':'",
        "unexpected indentation" => "unexpected indent",
        "parameter without a default follows parameter with a default" if !since(12) => {
            "non-default argument follows default argument"
        }
        "f-string: valid expression required before '}'" if !since(12) => "f-string: empty expression not allowed",
        "cannot assign to function call" if !binds => {
            "cannot assign to function call here. Maybe you meant '==' instead of '='?"
        }
        COMMA if is_function(statement) => "invalid syntax",
        _ if said.contains('`') || said.contains("must have at least one") => "invalid syntax",
        _ if expected.is_some_and(|what| !EXPECTED.iter().any(|known| what.starts_with(known))) => "invalid syntax",
        _ => return None,
    })
}

/// Whether the statement is the head of a function: what stands in its brackets is no expression.
pub(super) fn is_function(statement: &str) -> bool {
    statement.trim_start().trim_start_matches("async ").trim_start().starts_with("def ")
}
