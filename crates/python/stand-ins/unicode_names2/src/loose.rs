//! Names as they are compared: UAX #44's rule LM2 leaves case, white space, underscores and the hyphens within words to the asker.

/// The bytes of a name that count, in upper case, each with its place in the name.
fn counted(name: &[u8]) -> impl Iterator<Item = (usize, u8)> + '_ {
    let is_within_word =
        |place: Option<usize>| place.and_then(|place| name.get(place)).is_some_and(u8::is_ascii_alphanumeric);
    name.iter().enumerate().filter_map(move |(place, byte)| {
        let skipped = match byte {
            b'_' => true,
            b'-' => is_within_word(place.checked_sub(1)) && is_within_word(Some(place + 1)),
            _ => byte.is_ascii_whitespace(),
        };
        (!skipped).then(|| (place, byte.to_ascii_uppercase()))
    })
}

/// What counts of a name that someone asks for; `None` where no name has such characters or is as long.
pub(crate) fn normal<'bytes>(name: &str, bytes: &'bytes mut [u8]) -> Option<&'bytes [u8]> {
    let mut len = 0;
    for (_, byte) in counted(name.as_bytes()) {
        if !byte.is_ascii_alphanumeric() && byte != b'-' {
            return None;
        }
        *bytes.get_mut(len)? = byte;
        len += 1;
    }
    Some(&bytes[..len])
}

/// Where a name parts from one in the form of [`normal`]: the place in `name` of the first byte that is another there, or the
/// name's length if that one goes on. `None` if they are the same.
pub(crate) fn parting(name: &[u8], wanted: &[u8]) -> Option<usize> {
    let mut wanted = wanted.iter();
    counted(name)
        .find(|(_, byte)| wanted.next() != Some(byte))
        .map(|(place, _)| place)
        .or_else(|| wanted.next().map(|_| name.len()))
}

/// The last byte but one of a name, spaces at its end aside.
pub(crate) fn last_but_one(name: &str) -> Option<u8> {
    let is_space = |character: char| character.is_ascii_whitespace() || character == '_';
    name.trim_end_matches(is_space).bytes().nth_back(1)
}
