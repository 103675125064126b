// How the editor gets its looks under the pages' policy, which knows no inline styles: CodeMirror would put its rules into a
// <style> element; a constructed style sheet does the same and is allowed. The site's own rules lie in a file beside the script.

import { StyleModule } from "style-mod";

const adopted = new WeakMap();

// Called by CodeMirror whenever an editor comes into a document; what stands later in the list outdoes what stands earlier.
StyleModule.mount = (root, modules) => {
  const known = adopted.get(root) ?? new Set();
  adopted.set(root, known);
  for (const module of [modules].flat()) {
    if (known.has(module)) continue;
    known.add(module);
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(module.getRules());
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  }
};

/** Settled when the site's rules are there. Without them the editor is plain, but it works. */
export const styled = new Promise((resolve) => {
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = new URL("editor.css", import.meta.url).href;
  link.onload = link.onerror = resolve;
  document.head.append(link);
});
