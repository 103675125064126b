//! What lines a record may have: 0, or one of the program's own that has code on it; and where a task stands, one in the function
//! that stands on top of its await stack.

use std::collections::BTreeMap;

use loopscope_executor::text;
use loopscope_executor::trace::{Kind, PollEnding, Trace};

/// A function of the program's, by its lines.
struct Function<'a> {
    name: &'a str,
    first: usize,
    last: usize,
}

/// What is wrong with the lines of a trace, if something is.
pub(crate) fn wrong(source: &str, trace: &Trace) -> Option<String> {
    let lines: Vec<&str> = source.lines().collect();
    let functions = functions(&lines);
    let mut stacks: BTreeMap<u32, Vec<&str>> = BTreeMap::new();
    for record in &trace.records {
        let say = |what: String| Some(format!("record {}, {}: {what}", record.seq, text::what(trace, record)));
        if record.line != 0 {
            let code = lines.get(record.line as usize - 1).map(|line| line.trim()).unwrap_or_default();
            if code.is_empty() || code.starts_with('#') {
                return say(format!("line {} is {code:?}", record.line));
            }
        }
        let stack = stacks.entry(record.task).or_default();
        match record.kind {
            Kind::TaskCreated { coroutine, .. } => *stack = vec![trace.text(coroutine)],
            Kind::CoroutineEntered(name) => stack.push(trace.text(name)),
            Kind::CoroutineLeft(_) => drop(stack.pop()),
            Kind::PollBegin | Kind::PollEnd(PollEnding::Pending(_)) if record.line != 0 => {
                let top = *stack.last().unwrap_or(&"");
                let mut of_name = functions.iter().filter(|function| function.name == top).peekable();
                let line = record.line as usize;
                // A coroutine may be called otherwise than its function.
                if of_name.peek().is_some() && !of_name.any(|it| it.first <= line && line <= it.last) {
                    return say(format!("line {line} does not stand in {top}"));
                }
            }
            _ => {}
        }
    }
    None
}

/// The functions that the text defines, as far as their indentation goes.
fn functions<'a>(lines: &[&'a str]) -> Vec<Function<'a>> {
    let indent = |line: &str| line.len() - line.trim_start().len();
    let mut found = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let Some(rest) =
            line.trim_start().strip_prefix("async def ").or_else(|| line.trim_start().strip_prefix("def "))
        else {
            continue;
        };
        let name = rest.split(['(', '[']).next().unwrap_or_default().trim();
        let body = lines[at + 1..].iter().take_while(|next| {
            next.trim().is_empty() || indent(next) > indent(line) || next.trim_start().starts_with(')')
        });
        found.push(Function { name, first: at + 1, last: at + 1 + body.count() });
    }
    found
}
