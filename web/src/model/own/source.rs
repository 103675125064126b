//! The page's program as text, with other values for its parameters.

use loopscope_protocol::Value;

/// What marks the line of a parameter, whose name begins it.
const MARK: &str = "  # @param";

/// The text of a lesson's program, with these values for its parameters. `names` and `values` belong together.
pub(crate) fn with_values(source: &str, names: &[String], values: &[Value]) -> String {
    let mut out = String::with_capacity(source.len());
    for line in source.split_inclusive('\n') {
        let set = line.split_once(" = ").and_then(|(name, rest)| {
            let place = names.iter().position(|known| known == name)?;
            let (_, after) = rest.split_once(MARK)?;
            Some([name, " = ", &values.get(place)?.literal(), MARK, after].concat())
        });
        out.push_str(set.as_deref().unwrap_or(line));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lines_of_parameters_have_their_values() {
        let source = "import asyncio\n\ndelay = 2  # @param\nforget = True  # @param\nmode = \"ring\"  # @param\nrest = 3\n\
                      # delay = 2\nprint(delay)\n";
        let names = ["delay", "forget", "mode", "rest"].map(str::to_owned);
        let values = [Value::Seconds(0.5), Value::Bool(false), Value::Choice("line".into()), Value::Int(7)];
        assert_eq!(
            with_values(source, &names, &values),
            "import asyncio\n\ndelay = 0.5  # @param\nforget = False  # @param\nmode = \"line\"  # @param\nrest = 3\n\
             # delay = 2\nprint(delay)\n"
        );
        assert_eq!(with_values(source, &[], &[]), source);
    }
}
