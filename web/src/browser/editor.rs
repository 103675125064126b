//! The editor of Python programs (web/editor), typed: its module, what `open` of that gives, and what both take. The head of
//! editor.js says what each does.

use js_sys::{Array, JSON, Promise};
use loopscope_json::{Json, json};
use loopscope_protocol::Problem;
use loopscope_protocol::param::{self, Param, ParamKind};
use loopscope_strings::{Lang, editor_texts};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::Element;

use super::load::load;

#[wasm_bindgen]
extern "C" {
    /// What editor.js exports.
    #[derive(Clone)]
    pub(crate) type EditorModule;
    /// Settled when the editor's style sheet is there.
    #[wasm_bindgen(method, getter)]
    fn styled(this: &EditorModule) -> Promise;
    #[wasm_bindgen(method, js_name = open)]
    fn open_with(this: &EditorModule, options: &Options) -> Editor;

    /// What `open` takes.
    type Options;
    #[wasm_bindgen(method, setter)]
    fn set_parent(this: &Options, parent: &Element);
    #[wasm_bindgen(method, setter)]
    fn set_on(this: &Options, on: &Listeners);

    #[wasm_bindgen(extends = js_sys::Object)]
    type Listeners;
    #[wasm_bindgen(method, setter)]
    fn set_change(this: &Listeners, change: &Closure<dyn FnMut(String)>);
    #[wasm_bindgen(method, setter)]
    fn set_run(this: &Listeners, run: &Closure<dyn FnMut()>);

    /// An open editor.
    pub(crate) type Editor;
    /// Another text, as one step that "undo" takes back.
    #[wasm_bindgen(method)]
    pub(crate) fn replace(this: &Editor, text: &str);
    #[wasm_bindgen(method, js_name = replace)]
    fn replace_with(this: &Editor, text: &str, options: &JsValue);
    /// A run begins with the present text: the lines of looks and problems are this text's from now on.
    #[wasm_bindgen(method)]
    pub(crate) fn started(this: &Editor);
    #[wasm_bindgen(method, js_name = show)]
    fn show_list(this: &Editor, looks: &JsValue);
    #[wasm_bindgen(method, js_name = problems)]
    fn show_problems(this: &Editor, problems: &JsValue);
    /// Puts the cursor into the text.
    #[wasm_bindgen(method)]
    pub(crate) fn focus(this: &Editor);
    /// Takes the editor off the page.
    #[wasm_bindgen(method)]
    pub(crate) fn close(this: &Editor);
}

/// What a line of the program that runs looks like.
#[derive(Debug)]
pub(crate) enum Look {
    /// It runs.
    Running {
        /// The line, from 1.
        line: usize,
    },
    /// A task runs or blocks there.
    Active(Standing),
    /// A task is suspended there.
    Waiting(Standing),
    /// A task is suspended in another line, which this one awaits.
    Outer(Standing),
}

/// A task that stands at a line.
#[derive(Debug)]
pub(crate) struct Standing {
    /// The line, from 1.
    pub(crate) line: usize,
    /// The number of its colour, 0 to 6.
    pub(crate) hue: u32,
    /// What its mark says.
    pub(crate) mark: String,
    /// What it waits for.
    pub(crate) words: Option<String>,
}

/// An editor's text, its page, and who is told of it.
pub(crate) struct Opening<'a> {
    /// The element that it is put into.
    pub(crate) parent: &'a Element,
    /// The text to begin with.
    pub(crate) text: &'a str,
    /// The one that it is compared with.
    pub(crate) original: &'a str,
    /// The page's parameters.
    pub(crate) params: &'a [Param],
    /// The page's language.
    pub(crate) lang: Lang,
    /// Told of each edit of the reader's.
    pub(crate) change: &'a Closure<dyn FnMut(String)>,
    /// Told when it is to be run.
    pub(crate) run: &'a Closure<dyn FnMut()>,
}

/// The module at this address, with its style sheet.
///
/// # Errors
/// What the browser threw.
pub(crate) async fn load_editor(address: &str) -> Result<EditorModule, JsValue> {
    let module: EditorModule = load(address).await?.unchecked_into();
    JsFuture::from(module.styled()).await?;
    Ok(module)
}

impl EditorModule {
    /// Opens an editor.
    pub(crate) fn open(&self, opening: &Opening<'_>) -> Editor {
        let Opening { parent, text, original, params, lang, change, run } = *opening;
        let ranges: Json = params.iter().map(range).collect();
        let begin = json!({ "text": text, "original": original, "ranges": ranges, "words": words(lang) });
        let options: Options = value(&begin).unchecked_into();
        let on: Listeners = js_sys::Object::new().unchecked_into();
        on.set_change(change);
        on.set_run(run);
        options.set_on(&on);
        options.set_parent(parent);
        self.open_with(&options)
    }
}

impl Editor {
    /// Another text, as one step with the movement of the hand before.
    pub(crate) fn slide(&self, text: &str) {
        self.replace_with(text, &value(&json!({ "continues": true })));
    }

    /// Shows all that a run shows; takes the place of what was shown.
    pub(crate) fn show(&self, looks: &[Look]) {
        self.show_list(&value(&looks.iter().map(look).collect()));
    }

    /// Shows what is wrong; nothing clears it.
    pub(crate) fn problems(&self, problems: &[Problem]) {
        let wrong = |problem: &Problem| {
            let Problem { line, column, end_column, message, .. } = problem;
            value(&json!({ "line": *line, "column": *column, "endColumn": *end_column, "message": &**message }))
        };
        self.show_problems(&problems.iter().map(wrong).collect::<Array>());
    }
}

fn look(look: &Look) -> Json {
    let (kind, standing) = match look {
        Look::Running { line } => return json!({ "kind": "running", "line": *line }),
        Look::Active(standing) => ("active", standing),
        Look::Waiting(standing) => ("waiting", standing),
        Look::Outer(standing) => ("outer", standing),
    };
    let Standing { line, hue, mark, words } = standing;
    json!({ "kind": kind, "line": *line, "hue": *hue, "mark": &**mark, "words": words.as_deref() })
}

/// What is known of a parameter in the text's `# @param` lines, as numbers stand in a program.
fn range(param: &Param) -> Json {
    let Param { name, label, kind } = param;
    let named = json!({ "name": &**name, "label": &**label });
    named.and(match kind {
        ParamKind::Seconds(range) | ParamKind::Int(range) => {
            let [min, max, step] = [range.min, range.max, range.step].map(|number| Json::Number(number.to_string()));
            json!({ "min": min, "max": max, "step": step })
        }
        ParamKind::Bool { .. } => Json::Null,
        ParamKind::Choice { choices, .. } => {
            let choice = |choice: &param::Choice| {
                json!({ "value": ["\"", &choice.value, "\""].concat(), "label": &*choice.label })
            };
            json!({ "choices": choices.iter().map(choice).collect::<Json>() })
        }
    })
}

/// What the editor says: its texts, by key.
fn words(lang: Lang) -> Json {
    let texts = editor_texts(lang);
    json!({
        "label": texts.label,
        "hint": texts.hint,
        "free": texts.free,
        "problem": texts.problem,
        "same": texts.same,
        "differs": texts.differs,
        "changed": texts.changed,
        "added": texts.added,
        "removed": texts.removed,
        "list_comma": texts.list_comma,
        "selection_deleted": texts.selection_deleted,
        "control_character": texts.control_character,
    })
}

/// A value as JavaScript has it.
pub(super) fn value(value: &Json) -> JsValue {
    // What is written here is JSON, and JSON can be parsed.
    JSON::parse(&value.to_string()).unwrap_or_default()
}
