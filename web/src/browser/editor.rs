//! The editor of Python programs (web/editor), typed: its module, what `open` of that gives, and what both take. The head of
//! editor.js says what each does.

use js_sys::{Array, JSON, Promise};
use loopscope_protocol::Problem;
use loopscope_protocol::param::{self, Param, ParamKind};
use loopscope_strings::{Lang, editor_texts};
use serde::Serialize;
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
#[derive(Debug, Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
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
#[derive(Debug, Serialize)]
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

/// What `open` takes beside elements and functions.
#[derive(Serialize)]
struct Begin<'a> {
    text: &'a str,
    original: &'a str,
    ranges: Vec<Range<'a>>,
    words: Words,
}

/// What is known of a parameter in the text's `# @param` lines, as numbers stand in a program.
#[derive(Serialize)]
struct Range<'a> {
    name: &'a str,
    label: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    min: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    max: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    step: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    choices: Option<Vec<Choice<'a>>>,
}

/// A choice: its literal in the program, and what to call it.
#[derive(Serialize)]
struct Choice<'a> {
    value: String,
    label: &'a str,
}

/// What the editor says: its texts, by key.
#[derive(Serialize)]
struct Words {
    label: &'static str,
    hint: &'static str,
    free: &'static str,
    problem: &'static str,
    same: &'static str,
    differs: &'static str,
    changed: &'static str,
    added: &'static str,
    removed: &'static str,
    list_comma: &'static str,
    selection_deleted: &'static str,
    control_character: &'static str,
}

/// A problem as the editor takes it.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Wrong<'a> {
    line: u32,
    column: u32,
    end_column: u32,
    message: &'a str,
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
        let ranges = params.iter().map(range).collect();
        let begin = Begin { text, original, ranges, words: words(lang) };
        let options: Options = value(&begin).unchecked_into();
        let on: Listeners = js_sys::Object::new().unchecked_into();
        on.set_change(change);
        on.set_run(run);
        options.set_on(&on);
        options.set_parent(parent);
        self.open_with(&options)
    }
}

/// How a text is put in the place of another.
#[derive(Serialize)]
struct Replacing {
    continues: bool,
}

impl Editor {
    /// Another text, as one step with the movement of the hand before.
    pub(crate) fn slide(&self, text: &str) {
        self.replace_with(text, &value(&Replacing { continues: true }));
    }

    /// Shows all that a run shows; takes the place of what was shown.
    pub(crate) fn show(&self, looks: &[Look]) {
        self.show_list(&value(&looks));
    }

    /// Shows what is wrong; nothing clears it.
    pub(crate) fn problems(&self, problems: &[Problem]) {
        let wrong = |problem: &Problem| {
            let Problem { line, column, end_column, message, .. } = problem;
            value(&Wrong { line: *line, column: *column, end_column: *end_column, message })
        };
        self.show_problems(&problems.iter().map(wrong).collect::<Array>());
    }
}

fn range(param: &Param) -> Range<'_> {
    let Param { name, label, kind } = param;
    let plain = Range { name, label, min: None, max: None, step: None, choices: None };
    let [min, max, step] = match kind {
        ParamKind::Seconds(range) | ParamKind::Int(range) => {
            [range.min, range.max, range.step].map(|number| Some(number.as_f64()))
        }
        ParamKind::Bool { .. } => return plain,
        ParamKind::Choice { choices, .. } => {
            let choice = |choice: &'_ param::Choice| ["\"", &choice.value, "\""].concat();
            let choices = choices.iter().map(|one| Choice { value: choice(one), label: &one.label }).collect();
            return Range { choices: Some(choices), ..plain };
        }
    };
    Range { min, max, step, ..plain }
}

fn words(lang: Lang) -> Words {
    let texts = editor_texts(lang);
    Words {
        label: texts.label,
        hint: texts.hint,
        free: texts.free,
        problem: texts.problem,
        same: texts.same,
        differs: texts.differs,
        changed: texts.changed,
        added: texts.added,
        removed: texts.removed,
        list_comma: texts.list_comma,
        selection_deleted: texts.selection_deleted,
        control_character: texts.control_character,
    }
}

/// A value as JavaScript has it.
pub(super) fn value(value: &impl Serialize) -> JsValue {
    // What is serialized here is JSON, and JSON can be parsed.
    let json = serde_json::to_string(value).unwrap_or_default();
    JSON::parse(&json).unwrap_or_default()
}
