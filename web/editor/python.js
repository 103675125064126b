// Python in the editor: its grammar, and the colours that the site's own listings have (crates/lessons, author/highlight.rs).

import { pythonLanguage } from "@codemirror/lang-python";
import { bracketMatching, indentOnInput, indentUnit, syntaxHighlighting, syntaxTree } from "@codemirror/language";
import { closeBrackets } from "@codemirror/autocomplete";
import { RangeSetBuilder } from "@codemirror/state";
import { Decoration, ViewPlugin } from "@codemirror/view";
import { styleTags, tagHighlighter, tags } from "@lezer/highlight";

/** The grammar takes them for modifiers, as `async` is one. */
const language = pythonLanguage.configure({
  props: [styleTags({ "FormatConversion/... FormatSpec/...": tags.special(tags.string), '"*" "**"': tags.operator })],
});

const classes = tagHighlighter([
  { tag: tags.comment, class: "c" },
  { tag: [tags.string, tags.special(tags.string), tags.escape], class: "s" },
  { tag: tags.number, class: "n" },
  { tag: [tags.bool, tags.null], class: "b" },
  { tag: tags.function(tags.definition(tags.variableName)), class: "f" },
  { tag: [tags.keyword, tags.operatorKeyword], class: "k" },
]);

const BUILTIN = new Set(
  (
    "abs aiter all anext any ascii bin bool breakpoint bytearray bytes callable chr classmethod compile complex delattr dict " +
    "dir divmod enumerate eval exec filter float format frozenset getattr globals hasattr hash help hex id input int " +
    "isinstance issubclass iter len list locals map max memoryview min next object oct open ord pow print property range repr " +
    "reversed round set setattr slice sorted staticmethod str sum super tuple type vars zip"
  ).split(" "),
);
const builtin = Decoration.mark({ class: "b" });

/** Calls of built-in functions, which are names like all others to the grammar. */
const builtins = ViewPlugin.fromClass(
  class {
    constructor(view) {
      this.tree = syntaxTree(view.state);
      this.decorations = builtinsOf(view, this.tree);
    }

    update({ view, docChanged, viewportChanged, state }) {
      const tree = syntaxTree(state);
      if (!docChanged && !viewportChanged && tree === this.tree) return;
      this.tree = tree;
      this.decorations = builtinsOf(view, tree);
    }
  },
  { decorations: (plugin) => plugin.decorations },
);

function builtinsOf({ state, visibleRanges }, tree) {
  const found = new RangeSetBuilder();
  for (const { from, to } of visibleRanges) {
    tree.iterate({
      from,
      to,
      enter: ({ name, from, to, node }) => {
        if (name !== "VariableName" || node.parent?.name !== "CallExpression") return;
        if (BUILTIN.has(state.sliceDoc(from, to))) found.add(from, to, builtin);
      },
    });
  }
  return found.finish();
}

/** Whether a place of a text is inside a string or a comment. */
export function quoted(state, at) {
  for (let node = syntaxTree(state).resolveInner(at, 1); node; node = node.parent) {
    if (/String|Comment/.test(node.name)) return true;
  }
  return false;
}

export const python = [
  language,
  syntaxHighlighting(classes),
  builtins,
  indentUnit.of("    "),
  indentOnInput(),
  bracketMatching(),
  closeBrackets(),
];
