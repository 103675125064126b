// What the reader's own program says in words: the tables `own` and `editor` of crates/strings, among the texts that the page has
// loaded for the application (crates/cli/src/site/texts.rs).

/** The texts of a table, by key. */
function table(name) {
  const [first, keys] = globalThis.loopscopeNames[name];
  return Object.fromEntries(keys.map((key, nth) => [key, globalThis.loopscopeTexts[first + nth]]));
}

/** A text with its `{placeholders}` replaced. */
const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => String(values[name]));

const own = table("own");

export const words = {
  ...own,
  loading: (have, all) => fill(own.loading, { have, all }),
  failed: (why, detail) => fill(own[`python_${why}`], { status: detail, error: detail }),
  unreached: own.editor_unreached,
  broken: (error) => fill(own.editor_broken, { error }),
  stopped: (why, seconds) => fill(own[`stopped_${why}`], { seconds }),
  line: (line) => fill(own.at_line, { line }),
  more: (count) => fill(own.more_variables, { count }),
};
/** The editor's, which it is given as they are. */
export const editorWords = table("editor");
