// What the lines of a program look like while it runs, as in the code pane of a lesson (web/src/code/marks.rs): the line that
// runs now, and beside each line the marks of the tasks that stand there.

import { RangeSetBuilder, StateEffect, StateField } from "@codemirror/state";
import { Decoration, EditorView, GutterMarker, WidgetType, gutter } from "@codemirror/view";

/** So many marks have room beside a line; of more tasks, all but the first are counted. */
const MOST = 3;

/** Effect: other looks, and the lines that they are of: `{looks, lines}`. */
export const setLooks = StateEffect.define();

class Marks extends GutterMarker {
  constructor(looks) {
    super();
    const shown = looks.length > MOST ? 1 : MOST;
    this.looks = looks.slice(0, shown);
    this.more = Math.max(0, looks.length - shown);
    this.key = JSON.stringify([this.looks.map(({ kind, hue, mark }) => [kind, hue, mark]), this.more]);
  }

  eq(other) {
    return this.key === other.key;
  }

  toDOM() {
    const marks = span("marks");
    for (const { kind, hue = 0, mark = "·" } of this.looks) {
      const one = span(`mark hue-${hue}${kind === "active" ? "" : " waiting"}`, mark);
      if (kind !== "outer") marks.append(one);
      else marks.appendChild(span("outer")).append(one);
    }
    if (this.more > 0) marks.append(span("more", `+${this.more}`));
    return marks;
  }
}

/** At a line's end: what those wait for that stand at it. */
class Waits extends WidgetType {
  constructor(words) {
    super();
    this.words = words;
  }

  eq(other) {
    return this.words === other.words;
  }

  toDOM() {
    return span("waits", this.words);
  }
}

function span(name, text = "") {
  const element = document.createElement("span");
  element.className = name;
  element.textContent = text;
  return element;
}

const STANDING = ["active", "waiting", "outer"];

function draw(state, looks, lines) {
  const places = new Map();
  for (const look of looks) {
    const found = lines?.find(look.line);
    if (!found) continue;
    const { from, to } = state.doc.lineAt(found.from);
    const place = places.get(from) ?? { to, classes: new Set(), standing: [] };
    if (STANDING.includes(look.kind)) place.standing.push(look);
    else place.classes.add(look.kind);
    places.set(from, place);
  }
  const decorations = new RangeSetBuilder();
  const marks = new RangeSetBuilder();
  for (const [from, { to, classes, standing }] of [...places].sort(([a], [b]) => a - b)) {
    if (classes.size > 0) decorations.add(from, from, Decoration.line({ class: [...classes].join(" ") }));
    if (standing.length > 0) marks.add(from, from, new Marks(standing));
    const words = standing.flatMap(({ words }) => words || []).join(" · ");
    if (words) decorations.add(to, to, Decoration.widget({ widget: new Waits(words), side: 2 }));
  }
  return { looks, lines, decorations: decorations.finish(), marks: marks.finish() };
}

const field = StateField.define({
  create: (state) => draw(state, [], undefined),
  update(value, transaction) {
    for (const effect of transaction.effects) {
      if (effect.is(setLooks)) return draw(transaction.state, effect.value.looks, effect.value.lines);
    }
    if (!transaction.docChanged || value.looks.length === 0) return value;
    return draw(transaction.state, value.looks, value.lines.after(transaction));
  },
  provide: (field) => EditorView.decorations.from(field, ({ decorations }) => decorations),
});

export const looks = [field, gutter({ class: "marks-gutter", markers: (view) => view.state.field(field).marks })];
