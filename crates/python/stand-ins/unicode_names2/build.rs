//! Writes the names as `src/list.rs` reads them, from the crate that this one stands in for.

#![forbid(unsafe_code)]

use std::fmt::Write as _;
use std::path::PathBuf;
use std::{env, fs, io};

/// How many names follow each other before one is written in full: a name is found in at most so many steps.
const BLOCK: usize = 256;

/// The aliases which version 3.1 finds: those of one word (and VS1 to VS256). It has the others as well, but asks for them without
/// their spaces.
const ALIASES: &str = "
    NULL NUL SOH STX ETX EOT ENQUIRY ENQ ACKNOWLEDGE ACK ALERT BEL BACKSPACE BS HT TAB LF NL EOL VT FF CR SO SI DLE DC1 DC2 DC3 DC4
    NAK SYN ETB CANCEL CAN EOM EM SUBSTITUTE SUB ESCAPE ESC FS GS RS US SP DELETE DEL PAD HOP BPH NBH INDEX IND NEL SSA ESA HTS HTJ
    VTS PLD PLU RI SS2 SS3 DCS PU1 PU2 STS CCH MW SPA EPA SOS SGC SCI CSI ST OSC PM APC NBSP SHY CGJ ALM FVS1 FVS2 FVS3 FVS4 MVS
    ZWSP ZWNJ ZWJ LRM RLM LRE RLE PDF LRO RLO NNBSP MMSP WJ LRI RLI FSI PDI BOM ZWNBSP";

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=build.rs");
    let folder = PathBuf::from(env::var_os("OUT_DIR").expect("cargo names OUT_DIR"));
    let (mut listed, mut by_code, mut longest) = (Vec::new(), Vec::<(String, u32, u32)>::new(), 0);
    for character in '\0'..=char::MAX {
        let Some(name) = original::name(character).map(|name| name.to_string()) else { continue };
        let code = u32::from(character);
        longest = longest.max(name.len());
        if name.starts_with("HANGUL SYLLABLE ") {
            continue;
        }
        match name.strip_suffix(&format!("-{code:X}")) {
            None => listed.push((code, name)),
            Some(prefix) => match by_code.last_mut() {
                Some((same, _, last)) if same == prefix && *last + 1 == code => *last = code,
                _ => by_code.push((prefix.into(), code, code)),
            },
        }
    }

    let mut tables =
        format!("pub(crate) const BLOCK: usize = {BLOCK};\npub(crate) const LONGEST: usize = {longest};\n");
    write_list(&listed, &folder, &mut tables)?;
    let _ = writeln!(tables, "pub(crate) static BY_CODE: &[(&str, u32, u32)] = &{by_code:?};");
    let mut aliases = Vec::new();
    for alias in ALIASES.split_whitespace().map(String::from).chain((1..=256).map(|number| format!("VS{number}"))) {
        let character =
            original::character(&alias).unwrap_or_else(|| panic!("Unicode has no alias {alias}: take it out here"));
        aliases.push((alias, character));
    }
    let _ = writeln!(tables, "pub(crate) static ALIASES: &[(&str, char)] = &{aliases:?};");
    fs::write(folder.join("tables.rs"), tables)
}

/// Writes the listed names, in the order of their code points: see `src/list.rs`.
fn write_list(listed: &[(u32, String)], folder: &std::path::Path, tables: &mut String) -> io::Result<()> {
    let (mut shared, mut rests, mut blocks) = (Vec::new(), Vec::new(), Vec::new());
    let mut before = "";
    for (index, (_, name)) in listed.iter().enumerate() {
        if index % BLOCK == 0 {
            blocks.push(rests.len());
            before = "";
        }
        let same = name.bytes().zip(before.bytes()).take_while(|(here, there)| here == there).count();
        shared.push(u8::try_from(same).expect("names are shorter than 256 bytes"));
        rests.extend_from_slice(&name.as_bytes()[same..]);
        rests.push(b'\n');
        before = name;
    }
    let (mut runs, mut end) = (Vec::new(), 0);
    for run in listed.chunk_by(|(code, _), (next, _)| code + 1 == *next) {
        let (first, count) = (run[0].0, run.len() as u32);
        write_number(first - end, &mut runs);
        write_number(count, &mut runs);
        end = first + count;
    }
    let _ = writeln!(tables, "pub(crate) static BLOCKS: &[u32] = &{blocks:?};");
    fs::write(folder.join("shared"), shared)?;
    fs::write(folder.join("rests"), rests)?;
    fs::write(folder.join("runs"), runs)
}

/// Seven bits in a byte, the lowest first; the eighth says that more follow.
fn write_number(mut number: u32, bytes: &mut Vec<u8>) {
    while number >= 128 {
        bytes.push(number as u8 | 128);
        number >>= 7;
    }
    bytes.push(number as u8);
}
