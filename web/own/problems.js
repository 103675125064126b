// What Python wrote on standard error, as places in the program's text: the end of each traceback, a syntax error's caret, and
// warnings. What is not about the program's own file has no place there.

const FRAME = /^ *File "([^"]+)", line (\d+)/;
const WARNING = /^(?:.*\/)?([^/:]+):(\d+): (\w*Warning: .*)$/;
// A line that is not indented ends a traceback, if it does not announce another one.
const RAISED = /^[A-Za-z_][\w.]*(?:: .*)?$/;

/** Where the marks under a printed line stand in the line of the text: [from, to], from 0; null if there are none. */
function marked(source, printed, marks) {
  const from = marks?.search(/[~^]/) ?? -1;
  if (from < 0 || !/^[ ~^]+$/.test(marks)) return null;
  const shift = source.search(/\S|$/) - printed.search(/\S|$/);
  const caret = marks.match(/[~^]+/);
  return [Math.max(from + shift, 0), Math.max(caret.index + caret[0].length + shift, 0)];
}

/**
 * The problems of a run: [{ line, column, endColumn, message, warning }], lines from 1, columns from 0; `endColumn` is the one
 * after the last. `file`: what the program is called. `text`: its text. `stderr`: what Python wrote.
 */
export function problems(file, text, stderr) {
  const source = text.split("\n");
  const found = [];
  const add = (line, message, warning, span) => {
    const there = source[line - 1];
    if (there === undefined || found.some((one) => one.line === line && one.message === message)) return;
    const [column, endColumn] = span ?? [there.search(/\S|$/), there.trimEnd().length];
    found.push({ line, column, endColumn: Math.max(endColumn, column + 1), message, warning });
  };
  // Of a group of exceptions, everything stands behind a bar.
  const lines = stderr.split("\n").map((line) => line.replace(/^(?: *\| )+| {2}\+ /, ""));
  // The innermost frame in the program's file of the traceback that is being read.
  let place = null;
  lines.forEach((line, nth) => {
    const warned = WARNING.exec(line);
    if (warned?.[1] === file) add(Number(warned[2]), warned[3], true);
    const frame = FRAME.exec(line);
    if (frame?.[1] === file) {
      const number = Number(frame[2]);
      place = { number, span: marked(source[number - 1] ?? "", lines[nth + 1] ?? "", lines[nth + 2]) };
    } else if (place && RAISED.test(line)) {
      add(place.number, line, false, place.span);
      place = null;
    }
  });
  return found;
}
