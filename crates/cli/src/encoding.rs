//! A Python file's text: what encoding its bytes are in, by its mark or by what it declares (PEP 263), and what `python3` says of bytes that
//! are not in it.

use encoding_rs::Encoding;
use loopscope_python::Version;
use loopscope_python::encoding::{MARK, declared, normal, unknown};

/// The text of a file's bytes; what it is called is for the error, which is what `python3` prints.
pub(crate) fn decode(bytes: Vec<u8>, file: &str, version: Version) -> Result<String, String> {
    let earlier = version.minor() < 12;
    let declared = declared(&bytes);
    // Later ones say where it is: nowhere, as the text was not read yet.
    let problem = |line: usize, said: String| {
        let place = if earlier { String::new() } else { format!("  File \"{file}\", line {line}\n") };
        Err(format!("{place}SyntaxError: {said}"))
    };
    let name = declared.as_deref().unwrap_or_default();
    match declared.as_deref().map(normal).as_deref() {
        None | Some("utf-8") => {}
        Some(known) if bytes.starts_with(MARK) => {
            return problem(1, format!("encoding problem: {known} with BOM"));
        }
        Some("iso-8859-1") => return Ok(bytes.into_iter().map(char::from).collect()),
        Some("ascii" | "us-ascii") => {
            let Some(at) = bytes.iter().position(|byte| !byte.is_ascii()) else {
                return Ok(bytes.into_iter().map(char::from).collect());
            };
            return problem(0, undecodable(&bytes, at, name, "ascii", "ordinal not in range(128)", earlier));
        }
        Some(known) => {
            let Some(encoding) = encoding(known) else { return problem(0, unknown(name, version)) };
            return match read(encoding, &bytes) {
                Ok(text) => Ok(text),
                Err(at) if encoding.is_single_byte() => {
                    let why = "character maps to <undefined>";
                    problem(0, undecodable(&bytes, at, name, "charmap", why, earlier))
                }
                Err(at) => problem(0, undecodable(&bytes, at, name, known, "illegal multibyte sequence", earlier)),
            };
        }
    }
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let bytes = error.as_bytes();
        let line = bytes[..at].iter().filter(|byte| **byte == b'\n').count() + 1;
        let said = format!(
            "SyntaxError: Non-UTF-8 code starting with '\\x{:02x}' in file {file} on line {line}, but no encoding declared; see \
             https://peps.python.org/pep-0263/ for details",
            bytes[at]
        );
        if earlier {
            return said;
        }
        let shown = bytes.split(|byte| *byte == b'\n').nth(line - 1).map(String::from_utf8_lossy).unwrap_or_default();
        let column = shown.find('\u{fffd}').map_or(0, |at| shown[..at].trim_start().chars().count());
        format!("  File \"{file}\", line {line}\n    {}\n    {}^\n{said}", shown.trim(), " ".repeat(column))
    })
}

/// What Python calls otherwise than the web does, and the rest, by their names.
fn encoding(name: &str) -> Option<&'static Encoding> {
    let label = match name {
        "cp936" | "936" | "ms936" => "gbk",
        "cp950" | "950" | "ms950" => "big5",
        "cp932" | "932" | "ms932" => "shift_jis",
        "cp949" | "949" | "ms949" => "euc-kr",
        "1252" => "cp1252",
        _ => name,
    };
    Encoding::for_label(label.as_bytes())
}

/// The text, or where its first byte stands that means nothing.
fn read(encoding: &'static Encoding, bytes: &[u8]) -> Result<String, usize> {
    let means = |bytes: &[u8]| {
        let text = encoding.decode_without_bom_handling_and_without_replacement(bytes)?;
        // The web gives a meaning to bytes that have none.
        let control = |char| ('\u{80}'..='\u{9f}').contains(&char);
        (!encoding.is_single_byte() || !text.contains(control)).then(|| text.into_owned())
    };
    means(bytes).ok_or_else(|| {
        let lines = bytes.split_inclusive(|byte| *byte == b'\n');
        let start: usize = lines.take_while(|line| means(line).is_some()).map(<[u8]>::len).sum();
        let wrong = (start..bytes.len())
            .find(|end| means(&bytes[start..*end]).is_some() && means(&bytes[start..=*end]).is_none());
        wrong.unwrap_or(start)
    })
}

/// What is said of a byte that the declared encoding has no character for.
fn undecodable(bytes: &[u8], at: usize, name: &str, codec: &str, why: &str, earlier: bool) -> String {
    if earlier {
        return format!("encoding problem: {name}");
    }
    // It is read from the end of the first line on.
    let from = bytes.iter().position(|byte| *byte == b'\n').filter(|newline| *newline < at).unwrap_or(0);
    format!("'{codec}' codec can't decode byte {:#x} in position {}: {why}", bytes[at], at - from)
}

#[cfg(test)]
mod tests {
    use loopscope_python::Version;

    use super::decode;

    fn said(bytes: &[u8]) -> String {
        decode(bytes.to_vec(), "p.py", Version::default()).unwrap_or_else(|error| error)
    }

    fn said_by_311(bytes: &[u8]) -> String {
        let version = Version::ALL.into_iter().find(|version| version.minor() == 11).unwrap_or_default();
        decode(bytes.to_vec(), "p.py", version).unwrap_or_else(|error| error)
    }

    #[test]
    fn the_encoding_is_the_declared_one() {
        assert_eq!(said("print('é')\n".as_bytes()), "print('é')\n");
        assert_eq!(said(b"# -*- coding: latin-1 -*-\nprint('\xe9')\n"), "# -*- coding: latin-1 -*-\nprint('é')\n");
        assert_eq!(said(b"#!/usr/bin/python3\n# vim: set fileencoding=cp1252 :\n'\x93'\n").lines().last(), Some("'“'"));
        assert_eq!(said("x = 1\n# coding: latin-1\n'é'\n".as_bytes()).lines().last(), Some("'é'"));
        assert_eq!(said("# coding: UTF8\n'é'\n".as_bytes()).lines().last(), Some("'é'"));
        for name in ["gbk", "GB2312", "gb18030", "cp936"] {
            let text = [format!("# coding: {name}\n").as_bytes(), b"'\xc4\xe3\xba\xc3'\n"].concat();
            assert_eq!(said(&text).lines().last(), Some("'你好'"), "{name}");
        }
    }

    #[test]
    fn what_is_in_no_known_encoding_is_refused_as_in_cpython() {
        let not_utf8 = "SyntaxError: Non-UTF-8 code starting with '\\xff' in file p.py on line 3, but no encoding declared; see \
                        https://peps.python.org/pep-0263/ for details";
        assert_eq!(said(b"x = 1\n\n# \xff\n"), format!("  File \"p.py\", line 3\n    # \u{fffd}\n      ^\n{not_utf8}"));
        assert_eq!(said_by_311(b"x = 1\n\n# \xff\n"), not_utf8);
        let klingon = b"# -*- coding: klingon -*-\n";
        assert_eq!(said(klingon), "  File \"p.py\", line 0\nSyntaxError: unknown encoding: klingon");
        assert_eq!(said_by_311(klingon), "SyntaxError: encoding problem: klingon");
        assert_eq!(
            said(b"# coding: ascii\nx = 1\n'\xe9'\n"),
            "  File \"p.py\", line 0\nSyntaxError: 'ascii' codec can't decode byte 0xe9 in position 8: ordinal not in range(128)"
        );
        assert_eq!(
            said(b"# coding: cp1252\nx = 1\nprint('\x81')\n"),
            "  File \"p.py\", line 0\nSyntaxError: 'charmap' codec can't decode byte 0x81 in position 14: character maps to <undefined>"
        );
        assert_eq!(
            said(b"# coding: gbk\nx = 1\nprint('\xc4\xff')\n"),
            "  File \"p.py\", line 0\nSyntaxError: 'gbk' codec can't decode byte 0xc4 in position 14: illegal multibyte sequence"
        );
        assert_eq!(said_by_311(b"# coding: ascii\n'\xe9'\n"), "SyntaxError: encoding problem: ascii");
        assert_eq!(
            said_by_311(b"\xef\xbb\xbf# coding: latin-1\n"),
            "SyntaxError: encoding problem: iso-8859-1 with BOM"
        );
    }
}
