// The reader's language: remembers the one that was chosen by a link, and takes readers who open the site's root to it.
(() => {
  const key = "loopscope-lang";
  // Code and HTML's tag of each; the first for readers of whom nothing is known.
  const known = ["{languages}"];
  // `zh-TW` is Chinese, too.
  const of = (tag = "") => {
    const lower = tag.toLowerCase();
    const exact = known.find((names) => names.some((name) => name.toLowerCase() === lower));
    return exact ?? known.find(([code]) => lower.split("-")[0] === code.split("-")[0]);
  };
  const choices = document.querySelector("[data-languages]");
  if (choices) {
    let saved;
    try {
      saved = localStorage.getItem(key) ?? undefined;
    } catch {}
    const [[code]] = [saved, ...navigator.languages].map(of).filter(Boolean).concat(known);
    location.replace(`${choices.dataset.languages}${code}/${location.hash}`);
  }
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element && event.target.closest("a[hreflang]");
    const chosen = link && of(link.hreflang);
    if (!chosen) return;
    try {
      localStorage.setItem(key, chosen[0]);
    } catch {}
  });
})();
