//! An address's fragment: whatever was understood is written so that it is understood again; and what stands in a blog is read for what
//! is known of it.

use loopscope_protocol::address::{Address, embed::Embed};
use loopscope_protocol::number::Milli;
use loopscope_protocol::pane::{Pane, Panes};
use loopscope_protocol::param::{Choice, Param, ParamKind, Range};

/// Parses it, if it is text.
pub(crate) fn run(bytes: &[u8]) {
    let Ok(fragment) = std::str::from_utf8(bytes) else { return };
    let params = params();
    let moments = |name: &str| name == "first-step";
    if let Ok(address) = Address::parse(&params, fragment) {
        let again = address.write();
        assert_eq!(Address::parse(&params, &again).as_ref(), Ok(&address), "{fragment}: {again}");
        if address.moment.as_deref().is_none_or(moments) && !(address.at.is_some() && address.moment.is_some()) {
            assert_eq!(Address::known(&params, &moments, fragment), (address, Vec::new()), "{fragment}");
        }
    }
    let (known, _) = Address::known(&params, &moments, fragment);
    assert_eq!(Address::parse(&params, &known.write()).as_ref(), Ok(&known), "{fragment}");
    let open: Panes = [Pane::Code, Pane::Timeline].into_iter().collect();
    let (query, fragment) = fragment.split_once('#').unwrap_or((fragment, ""));
    let embed = Embed::read(&params, &moments, open, query, fragment);
    assert!(embed.view.params || !embed.view.panes.is_empty(), "{query}");
    assert_eq!(Address::parse(&params, &embed.address.write()).as_ref(), Ok(&embed.address), "{query}#{fragment}");
}

fn params() -> Vec<Param> {
    let range = |default, min, max, step| Range {
        default: Milli(default),
        min: Milli(min),
        max: Milli(max),
        step: Milli(step),
    };
    let choices = ["first", "先来 & 50%=?"].map(|word| Choice { value: word.to_owned(), label: String::new() });
    let kinds = [
        ("delay", ParamKind::Seconds(range(2000, 0, 5000, 100))),
        ("count", ParamKind::Int(range(2000, 1000, 3000, 1000))),
        ("forget", ParamKind::Bool { default: true }),
        ("order", ParamKind::Choice { default: "first".to_owned(), choices: choices.into() }),
    ];
    kinds.map(|(name, kind)| Param { name: name.to_owned(), label: String::new(), kind }).into()
}
