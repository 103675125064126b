//! Chrome's trace-event format, which Perfetto (ui.perfetto.dev) opens: a thread for each lane, a slice for each segment,
//! a flow for each wake-up. Format: "Trace Event Format", google/trace-viewer; times are in microseconds.

use loopscope_executor::Instant;
use loopscope_executor::trace::Kind;
use loopscope_strings::Lang;

use crate::lane::{Lane, LaneState, PROGRAM, Segment};
use crate::scope::Scope;
use crate::sentence::sentence;
use crate::words::{lane_name, state_words, wait_words};

/// The trace as a JSON document.
#[must_use]
pub fn perfetto(lang: Lang, scope: &Scope) -> String {
    let mut events = Events { json: String::from("{\"displayTimeUnit\":\"ms\",\"traceEvents\":["), any: false };
    for (at, lane) in scope.lanes().iter().enumerate() {
        events.begin("M", at, Instant::ZERO);
        events.text("name", "thread_name");
        events.json.push_str(",\"args\":{\"name\":");
        string(&mut events.json, &lane_name(lang, lane));
        events.json.push_str("}}");
        events.begin("M", at, Instant::ZERO);
        events.text("name", "thread_sort_index");
        events.json.push_str(",\"args\":{\"sort_index\":");
        events.json.push_str(&at.to_string());
        events.json.push_str("}}");
        for segment in &lane.segments {
            slice(&mut events, lang, at, lane, segment);
        }
    }
    for record in &scope.trace().records {
        if let Kind::Output { .. } = record.kind {
            let lane = scope.lane_of(record.task).or_else(|| scope.lane_of(PROGRAM)).unwrap_or(0);
            events.begin("i", lane, record.time);
            events.text("name", &sentence(lang, scope, record));
            events.json.push_str(",\"s\":\"t\"}");
        }
    }
    for arrow in scope.arrows(0..scope.len()) {
        let Some(from) = arrow.from.filter(|from| *from != arrow.to) else { continue };
        let name = scope.record(arrow.seq).map(|record| sentence(lang, scope, record)).unwrap_or_default();
        for (phase, lane, time) in [("s", from, arrow.from_time), ("f", arrow.to, arrow.time)] {
            events.begin(phase, lane, time);
            events.text("name", &name);
            events.text("cat", "wake");
            events.json.push_str(",\"bp\":\"e\",\"id\":");
            events.json.push_str(&arrow.seq.to_string());
            events.json.push('}');
        }
    }
    events.json.push_str("]}\n");
    events.json
}

fn slice(events: &mut Events, lang: Lang, at: usize, lane: &Lane, segment: &Segment) {
    let state = state_words(lang, segment.state);
    if segment.state.is_end() {
        events.begin("i", at, segment.start);
        events.text("name", state);
        events.json.push_str(",\"s\":\"t\"}");
        return;
    }
    let wait = segment.waiting.as_ref().map(|wait| wait_words(lang, wait));
    events.begin("X", at, segment.start);
    events.text(
        "name",
        match (&wait, segment.state) {
            (Some(wait), _) => wait,
            (None, LaneState::Running) if !lane.coroutine.is_empty() => &lane.coroutine,
            _ => state,
        },
    );
    events.text("cat", state);
    events.json.push_str(",\"dur\":");
    let length = segment.end.saturating_since(segment.start);
    micros(&mut events.json, Instant::ZERO.saturating_add(length));
    events.json.push_str(",\"args\":{\"from\":");
    events.json.push_str(&segment.from.to_string());
    if segment.line != 0 {
        events.json.push_str(",\"line\":");
        events.json.push_str(&segment.line.to_string());
    }
    events.json.push_str("}}");
}

struct Events {
    json: String,
    any: bool,
}

impl Events {
    /// Opens an event; whoever calls it closes the brace.
    fn begin(&mut self, phase: &str, lane: usize, time: Instant) {
        if std::mem::replace(&mut self.any, true) {
            self.json.push(',');
        }
        self.json.push_str("\n{\"ph\":\"");
        self.json.push_str(phase);
        self.json.push_str("\",\"pid\":1,\"tid\":");
        self.json.push_str(&(lane + 1).to_string());
        self.json.push_str(",\"ts\":");
        micros(&mut self.json, time);
    }

    fn text(&mut self, key: &str, value: &str) {
        self.json.push_str(",\"");
        self.json.push_str(key);
        self.json.push_str("\":");
        string(&mut self.json, value);
    }
}

/// A time in microseconds, exactly.
fn micros(out: &mut String, time: Instant) {
    let (whole, part) = (time.as_nanos() / 1000, time.as_nanos() % 1000);
    out.push_str(&whole.to_string());
    if part != 0 {
        out.push('.');
        let part = part.to_string();
        (part.len()..3).for_each(|_| out.push('0'));
        out.push_str(&part);
    }
}

/// A JSON string (RFC 8259).
fn string(out: &mut String, text: &str) {
    out.push('"');
    for char in text.chars() {
        match char {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            char if u32::from(char) < 0x20 => {
                let digit = |value: u32| char::from_digit(value & 15, 16).unwrap_or('0');
                out.push_str("\\u00");
                out.push(digit(u32::from(char) >> 4));
                out.push(digit(u32::from(char)));
            }
            char => out.push(char),
        }
    }
    out.push('"');
}
