//! HTML as text: templates whose values are escaped, and how a task shows, the same wherever it is named. What stands on the
//! page at first and what is loaded later are two programs, which make their HTML alike.
#![forbid(unsafe_code)]

use loopscope_executor::trace::{TaskNo, thread_of};
pub use loopscope_view::timeline::hue;

/// The template with its `{placeholders}` replaced, each value escaped.
#[must_use]
pub fn markup(template: &str, values: &[(&str, &str)]) -> String {
    let mut out = String::new();
    let mut parts = template.split('{');
    out.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let (name, after) = part.split_once('}').unwrap_or((part, ""));
        let value = values.iter().find(|(known, _)| *known == name);
        escape(value.map_or("", |(_, value)| value), &mut out);
        out.push_str(after);
    }
    out
}

/// Appends a text as HTML, for elements and for attributes in double quotes.
pub fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
}

/// What stands in a task's mark: its number, with a T that of a thread, a dot for the program's top level.
#[must_use]
pub fn number(task: TaskNo) -> String {
    match (task, thread_of(task)) {
        (0, _) => "·".to_owned(),
        (_, Some(thread)) => ["T", &thread.to_string()].concat(),
        _ => task.to_string(),
    }
}

/// A task's mark, an ornament beside its name, as HTML.
#[must_use]
pub fn mark(task: TaskNo, waiting: bool) -> String {
    let number = number(task);
    let waiting = if waiting { " waiting" } else { "" };
    ["<span class=\"mark ", &hue(task), waiting, "\" aria-hidden=\"true\">", &number, "</span>"].concat()
}

#[cfg(test)]
mod tests {
    use loopscope_executor::trace::thread_task;

    use super::{mark, markup};

    #[test]
    fn a_thread_has_its_own_number() {
        assert!(mark(3, false).contains(">3<"));
        assert!(mark(0, false).contains(">·<"));
        assert!(mark(thread_task(2), true).contains(">T2<"));
    }

    #[test]
    fn values_are_escaped_and_templates_are_not() {
        let html = markup("<p title=\"{a}\">{b}{none}</p>", &[("a", "\"&"), ("b", "<b>")]);
        assert_eq!(html, "<p title=\"&quot;&amp;\">&lt;b></p>");
    }
}
