// What is wrong with the program, at the line where it is: underlined, in words below the line, and read aloud when it comes.
// Whoever edits the line has taken notice: what was said of it goes.

import { StateEffect, StateField } from "@codemirror/state";
import { Decoration, EditorView, WidgetType } from "@codemirror/view";

/** Effect: other problems, and the lines that they are of: `{list, lines}`. */
export const setProblems = StateEffect.define();

class Message extends WidgetType {
  constructor(message) {
    super();
    this.message = message;
  }

  eq(other) {
    return this.message === other.message;
  }

  toDOM() {
    const element = document.createElement("div");
    element.className = "problem-message";
    element.appendChild(document.createElement("span")).textContent = this.message;
    return element;
  }
}

const wrong = Decoration.mark({ class: "problem" });
const wrongLine = Decoration.line({ class: "problem-line" });

/** The UTF-16 units before a column, which counts characters from 1. */
function units(text, column) {
  return [...text].slice(0, Math.max(0, column - 1)).join("").length;
}

/** The part of a line that is underlined: the columns that are given; else all that is not indentation. */
function part(text, { column, endColumn }) {
  const indentation = /^\s*/.exec(text)[0].length;
  if (column === undefined) return [indentation, text.trimEnd().length];
  const from = Math.min(units(text, column), text.length);
  const word = () => /^[\p{L}\p{N}_]+|^./u.exec(text.slice(from))?.[0].length ?? 0;
  const to = endColumn === undefined ? from + word() : units(text, endColumn);
  // At the line's end there is nothing to underline but what comes before.
  return from >= text.length ? [Math.max(indentation, text.length - 1), text.length] : [from, Math.max(from + 1, to)];
}

function draw(state, list, lines) {
  const open = list.filter(({ line }) => lines?.find(line)?.touched === false);
  const parts = open.map((problem) => {
    const { from, to, text } = state.doc.lineAt(lines.find(problem.line).from);
    const [start, end] = part(text, problem);
    return { from, to, start: from + start, end: Math.min(to, from + end), message: problem.message };
  });
  parts.sort((a, b) => a.from - b.from || a.start - b.start);
  const decorations = parts.flatMap(({ from, to, start, end, message }) => [
    wrongLine.range(from),
    ...(start < end ? [wrong.range(start, end)] : []),
    Decoration.widget({ widget: new Message(message), side: 3, block: true }).range(to),
  ]);
  return { list: open, lines, decorations: Decoration.set(decorations, true) };
}

export const problems = StateField.define({
  create: (state) => draw(state, [], undefined),
  update(value, transaction) {
    for (const effect of transaction.effects) {
      if (effect.is(setProblems)) return draw(transaction.state, effect.value.list, effect.value.lines);
    }
    if (!transaction.docChanged || value.list.length === 0) return value;
    return draw(transaction.state, value.list, value.lines.after(transaction));
  },
  provide: (field) => EditorView.decorations.from(field, ({ decorations }) => decorations),
});
