// Controls at the ends of the lines that are marked `# @param`: a slider, a switch or a list, whose value is the literal that
// stands in the line. What they write is an edit like any other; a drag is one step for "undo".

import { isolateHistory, redo, undo } from "@codemirror/commands";
import { syntaxTree } from "@codemirror/language";
import { Annotation, StateField } from "@codemirror/state";
import { Decoration, EditorView, WidgetType } from "@codemirror/view";
import { number, params, write } from "./params.js";
import { quoted } from "./python.js";

/** On edits that go on with the one before, however long that takes. */
export const continues = Annotation.define();

class Control extends WidgetType {
  /**
   * @param {import("./params.js").Param} param
   * @param {number} nth of the parameters with its name
   * @param {(state: import("@codemirror/state").EditorState) => {param: import("./params.js").Param, nth: number}[]} all
   * @param {() => void} run
   */
  constructor(param, nth, all, run) {
    super();
    Object.assign(this, { param, nth, all, run });
    this.key = JSON.stringify([param.name, nth, param.kind, param.spec, param.label, param.choices]);
  }

  // One control stays in place whatever the value: it may be under a finger.
  eq(other) {
    return this.key === other.key;
  }

  toDOM(view) {
    const around = document.createElement("span");
    around.className = "param-control";
    const control = around.appendChild(element(this.param));
    control.setAttribute("aria-label", this.param.label);
    controls.set(control, this);
    sync(control, this.param);

    let dragged = false;
    control.addEventListener("input", () => {
      const param = this.now(view.state);
      const insert = param && literalOf(control, param);
      if (!param || insert === param.literal) return;
      const from = view.state.doc.line(param.line).from;
      view.dispatch({
        changes: { from: from + param.from, to: from + param.to, insert },
        annotations: dragged ? continues.of(true) : isolateHistory.of("before"),
      });
      dragged = true;
    });
    control.addEventListener("change", () => {
      dragged = false;
      view.dispatch({ annotations: isolateHistory.of("after") });
    });
    control.addEventListener("keydown", (event) => {
      if (!event.ctrlKey && !event.metaKey) return;
      const key = event.key.toLowerCase();
      if (key === "enter") this.run();
      else if (key === "y" || (key === "z" && event.shiftKey)) redo(view);
      else if (key === "z") undo(view);
      else return;
      event.preventDefault();
    });
    return around;
  }

  /** The parameter as it stands in the text, if it still does. */
  now(state) {
    return this.all(state).find(({ param, nth }) => param.name === this.param.name && nth === this.nth)?.param;
  }

  ignoreEvent() {
    return true;
  }
}

/** What each control on a page is of. */
const controls = new WeakMap();

function element({ kind, choices }) {
  if (kind === "choice") {
    const select = document.createElement("select");
    for (const { value, label } of choices) select.add(new Option(label, value));
    return select;
  }
  const input = document.createElement("input");
  input.type = kind === "number" ? "range" : "checkbox";
  return input;
}

/** Shows a parameter's present value on its control. */
function sync(control, { kind, literal, range }) {
  if (kind === "switch") control.checked = literal === "True";
  else if (kind === "choice") control.value = literal;
  else {
    const value = number(literal);
    // A derived range grows with what is typed and does not shrink under the finger.
    const had = control.min === "" ? range : { min: Number(control.min), max: Number(control.max) };
    control.min = String(Math.min(range.min, had.min));
    control.max = String(Math.max(range.max, had.max));
    control.step = String(range.step);
    if (Number(control.value) !== value) control.value = String(value);
    control.setAttribute("aria-valuetext", literal);
  }
}

function literalOf(control, { kind, range }) {
  if (kind === "switch") return control.checked ? "True" : "False";
  if (kind === "choice") return control.value;
  return write(Number(control.value), { ...range, min: Number(control.min), max: Number(control.max) });
}

/**
 * The extension.
 *
 * @param {import("./params.js").Known[]} known what the page knows of the parameters
 * @param {() => void} run for the keys that run the program
 */
export function sliders(known, run) {
  const all = (state) => state.field(field).all;
  const field = StateField.define({
    create: read,
    // What is a string is known when it has been parsed, which may be later.
    update: (value, { docChanged, startState, state }) =>
      docChanged || syntaxTree(startState) !== syntaxTree(state) ? read(state) : value,
    provide: (field) => EditorView.decorations.from(field, ({ decorations }) => decorations),
  });

  function read(state) {
    const seen = new Map();
    const found = [];
    for (const param of params(state.doc.iterLines(), known)) {
      if (quoted(state, state.doc.line(param.line).from)) continue;
      const nth = seen.get(param.name) ?? 0;
      seen.set(param.name, nth + 1);
      found.push({ param, nth });
    }
    const at = ({ param, nth }) =>
      Decoration.widget({ widget: new Control(param, nth, all, run), side: 1 }).range(state.doc.line(param.line).to);
    return { all: found, decorations: Decoration.set(found.map(at)) };
  }

  const synced = EditorView.updateListener.of(({ docChanged, state, view }) => {
    if (!docChanged) return;
    for (const control of view.contentDOM.querySelectorAll(".param-control > *")) {
      const param = controls.get(control)?.now(state);
      if (param) sync(control, param);
    }
  });
  return [field, synced];
}
