// Reloads the page when `./x serve` has made the site anew, and shows why it could not be made. Served pages only.
// A file of its own, since the pages' policy allows no inline script.
"use strict";

(() => {
  // Relative to this file, which lies at the site's root.
  const changes = new EventSource(new URL(".well-known/loopscope/changes", document.currentScript.src));

  function show(reason) {
    let box = document.getElementById("build-failure");
    if (!box) {
      box = document.createElement("pre");
      box.id = "build-failure";
      box.setAttribute("role", "alert");
      Object.assign(box.style, {
        position: "fixed", inset: "auto 0 0 0", zIndex: 1e6, margin: 0, padding: "1rem", maxHeight: "50vh",
        overflow: "auto", whiteSpace: "pre-wrap", background: "#2b0b0b", color: "#ffd9d9",
      });
      document.body.append(box);
    }
    box.textContent = `The site could not be made anew.\n\n${reason}`;
  }

  changes.addEventListener("reload", () => location.reload());
  changes.addEventListener("failed", ({ data }) => show(JSON.parse(data)));
  // Whoever serves may have begun anew meanwhile: the pages are then others.
  changes.addEventListener("error", () => changes.addEventListener("open", () => location.reload(), { once: true }));
})();
