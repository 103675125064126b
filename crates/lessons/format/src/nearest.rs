//! What somebody may have meant by a name that does not exist.

/// The candidate most like `word`, if one is so like it that a slip of the fingers explains the difference. Of names made of
/// parts, such as `event-loop`, one part is enough.
#[must_use]
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = word.to_ascii_lowercase();
    candidates
        .into_iter()
        .filter_map(|candidate| {
            let name = candidate.to_ascii_lowercase();
            let parts = name.split(['-', '_', '.']).filter(|part| part.chars().count() > 2);
            let distance = std::iter::once(name.as_str()).chain(parts).filter_map(|part| slip(&word, part)).min()?;
            Some((distance, candidate))
        })
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// How many slips lead from one word to the other, if they are few for the words' length.
fn slip(word: &str, name: &str) -> Option<usize> {
    let longer = word.chars().count().max(name.chars().count());
    let distance = strsim::osa_distance(word, name);
    (distance <= (longer / 3).max(1) && distance < longer).then_some(distance)
}

/// The end of a message about a name that does not exist: `; did you mean "sleep"? Regions are after, sleep`.
#[must_use]
pub fn did_you_mean<'a>(word: &str, plural: &str, candidates: impl IntoIterator<Item = &'a str> + Clone) -> String {
    let known = candidates.clone().into_iter().collect::<Vec<_>>().join(", ");
    let known = if known.is_empty() {
        format!("There are no {}", plural.to_ascii_lowercase())
    } else {
        format!("{plural} are {known}")
    };
    match nearest(word, candidates) {
        Some(name) => format!("; did you mean \"{name}\"? {known}"),
        None => format!(". {known}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAMES: [&str; 4] = ["sleep", "event-loop", "tasks", "a"];

    #[test]
    fn a_slip_is_recognised() {
        assert_eq!(nearest("slep", NAMES), Some("sleep"));
        assert_eq!(nearest("evnet-loop", NAMES), Some("event-loop"));
        assert_eq!(nearest("Tasks", NAMES), Some("tasks"));
        assert_eq!(nearest("evnt", NAMES), Some("event-loop"));
        assert_eq!(nearest("loops", NAMES), Some("event-loop"));
    }

    #[test]
    fn nothing_alike_is_no_suggestion() {
        assert_eq!(nearest("gather", NAMES), None);
        assert_eq!(nearest("b", NAMES), None);
        assert_eq!(nearest("", NAMES), None);
    }

    #[test]
    fn the_end_of_a_message() {
        assert_eq!(
            did_you_mean("slep", "Regions", ["sleep", "line"]),
            "; did you mean \"sleep\"? Regions are sleep, line"
        );
        assert_eq!(did_you_mean("x", "Regions", ["sleep", "line"]), ". Regions are sleep, line");
        assert_eq!(did_you_mean("x", "Regions", []), ". There are no regions");
    }
}
