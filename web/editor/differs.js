// Where the text differs from the original one, a lesson's or a blogger's: a bar beside lines that were changed (dashed) or added
// (solid), a wedge where some are gone; their number is below the text, in words.

import { RangeSetBuilder, StateField } from "@codemirror/state";
import { GutterMarker, gutter } from "@codemirror/view";
import { differences } from "./diff.js";

class Bar extends GutterMarker {
  constructor(kinds) {
    super();
    this.elementClass = kinds;
  }

  eq(other) {
    return this.elementClass === other.elementClass;
  }
}

/**
 * The extension, and what it knows: `counts(state)` gives `{changed, added, removed}` in lines.
 *
 * @param {string} original the text that was there at first
 */
export function differs(original) {
  const old = original.split(/\r\n?|\n/);
  const compare = ({ doc }) => {
    const { changed, added, removed } = differences(old, [...doc.iterLines()]);
    const kinds = new Map();
    const add = (line, kind) => kinds.set(line, [...(kinds.get(line) ?? []), kind]);
    for (const line of changed) add(line, "changed");
    for (const line of added) add(line, "added");
    for (const { before } of removed) {
      if (before <= doc.lines) add(before, "removed-before");
      else add(doc.lines, "removed-after");
    }
    const markers = new RangeSetBuilder();
    for (const [line, names] of [...kinds].sort(([a], [b]) => a - b)) {
      const { from } = doc.line(line);
      markers.add(from, from, new Bar(names.join(" ")));
    }
    const counts = {
      changed: changed.length,
      added: added.length,
      removed: removed.reduce((sum, { count }) => sum + count, 0),
    };
    return { markers: markers.finish(), counts };
  };
  const field = StateField.define({
    create: compare,
    update: (value, transaction) => (transaction.docChanged ? compare(transaction.state) : value),
  });
  return {
    extension: [field, gutter({ class: "differs-gutter", markers: (view) => view.state.field(field).markers })],
    counts: (state) => state.field(field).counts,
  };
}
