//! Filling a text's placeholders so that Chinese keeps its spacing: a space stands between Han and Latin, not between
//! Han and Han. Templates are written with a space on both sides of a placeholder; it goes where the value is Han too.

/// The template with each `{placeholder}` replaced by the value of that name.
pub(crate) fn phrase(template: &str, values: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(template.len() + 32);
    let mut rest = template;
    let mut after_value = false;
    loop {
        let (literal, tail) = rest.split_once('{').map_or((rest, None), |(literal, tail)| (literal, Some(tail)));
        let literal = if after_value { join(&out, literal) } else { literal };
        out.push_str(literal);
        let Some((name, after)) = tail.and_then(|tail| tail.split_once('}')) else { return out };
        let value = values.iter().find(|(known, _)| *known == name).map_or("", |(_, value)| *value);
        if let Some(shorter) = out.strip_suffix(' ')
            && shorter.chars().next_back().is_some_and(is_han)
            && value.chars().next().is_some_and(is_han)
        {
            out.pop();
        }
        out.push_str(value);
        rest = after;
        after_value = true;
    }
}

/// What follows `out`, without its first space if that would stand between Han and Han.
fn join<'a>(out: &str, literal: &'a str) -> &'a str {
    match literal.strip_prefix(' ') {
        Some(bare) if out.chars().next_back().is_some_and(is_han) && bare.chars().next().is_some_and(is_han) => bare,
        _ => literal,
    }
}

/// Whether it is as wide as a Han character: one itself, or Chinese punctuation.
fn is_han(char: char) -> bool {
    matches!(char, '\u{3400}'..='\u{9fff}' | '“' | '”' | '（' | '）')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spaces_stand_between_han_and_latin_only() {
        let said = |actor, task| phrase("{actor} 唤醒 {task} 一次。", &[("actor", actor), ("task", task)]);
        assert_eq!(said("main", "say"), "main 唤醒 say 一次。");
        assert_eq!(said("程序", "泡茶"), "程序唤醒泡茶一次。");
        assert_eq!(said("程序", "say"), "程序唤醒 say 一次。");
        assert_eq!(said("main（甲）", "泡茶"), "main（甲）唤醒泡茶一次。");
        assert_eq!(phrase("{a} prints: {b}", &[("a", "甲"), ("b", " 乙 {a}")]), "甲 prints:  乙 {a}");
        assert_eq!(phrase("a {", &[]), "a ");
    }
}
