// The program's text as its reader edits it: that of the highlighted lines which stand on the page (crates/lessons), with the marks of
// its parameters, whose lines begin with their names.

/** The text of a line of HTML, and whether a parameter is in it. */
function read(html) {
  const { content } = Object.assign(document.createElement("template"), { innerHTML: html });
  return [content.textContent, content.querySelector("[data-param]") !== null];
}

/** The text of these lines. */
export function sourceOf(lines) {
  const texts = lines.map((html) => {
    const [text, param] = read(html);
    return param && /^\w+ = /.test(text) ? `${text}  # @param` : text;
  });
  return `${texts.join("\n")}\n`;
}
