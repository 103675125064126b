// What the editor says, of the texts that it is given: those of crates/strings/texts/*/editor.toml, by key.

const mac = /Mac|iPhone|iPad/.test(globalThis.navigator?.platform ?? "");
const keys = mac ? "⌘Enter" : "Ctrl+Enter";

/** A text with its `{placeholders}` replaced. */
const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => String(values[name]));

/** @param {Record<string, string>} words */
export function sayings(words) {
  const counted = (counts) => Object.entries(counts).filter(([, count]) => count > 0);
  return {
    hint: fill(words.hint, { keys }),
    problem: (line, message) => fill(words.problem, { line, message }),
    /** @param {{changed: number, added: number, removed: number}} counts in lines */
    differs: (counts) =>
      fill(words.differs, { counts: counted(counts).map(([kind, count]) => fill(words[kind], { count })).join(words.list_comma) }),
    /** CodeMirror's own, by its English. */
    phrases: { "Selection deleted": words.selection_deleted, "Control character": words.control_character },
  };
}
