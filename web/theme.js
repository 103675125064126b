// Light or dark: the reader's choice if there is one, else the system's. Runs before the first paint, so nothing flashes;
// wires the theme button when the page is there. Storage may be forbidden: the choice then holds for this page only.
(() => {
  const root = document.documentElement;
  root.classList.add("js");
  // Who was here before needs no welcome (web/src/browser/known.rs).
  try {
    if (localStorage.getItem("loopscope-known")) root.dataset.known = "";
  } catch {}
  // In a blog, web/embed/frame.js has the theme.
  if ("embed" in root.dataset) return;
  const system = matchMedia("(prefers-color-scheme: dark)");
  let chosen = null;
  try {
    chosen = localStorage.getItem("loopscope-theme");
  } catch {}
  if (chosen !== "light" && chosen !== "dark") chosen = null;

  const dark = () => (chosen ?? (system.matches ? "dark" : "light")) === "dark";
  const show = () => {
    if (chosen) root.dataset.theme = chosen;
    else delete root.dataset.theme;
    for (const button of document.querySelectorAll("button.theme")) {
      button.hidden = false;
      button.setAttribute("aria-pressed", String(dark()));
    }
  };
  show();

  system.addEventListener("change", show);
  document.addEventListener("DOMContentLoaded", show);
  document.addEventListener("click", (event) => {
    if (!(event.target instanceof Element) || !event.target.closest("button.theme")) return;
    chosen = dark() ? "light" : "dark";
    // Back at what the system wants: follow it again.
    if ((chosen === "dark") === system.matches) chosen = null;
    try {
      if (chosen) localStorage.setItem("loopscope-theme", chosen);
      else localStorage.removeItem("loopscope-theme");
    } catch {}
    show();
  });
})();
