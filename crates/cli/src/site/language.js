// The reader's language: remembers the one that was chosen by a link, and takes readers who open the site's root to it.
(() => {
  const key = "loopscope-lang";
  const known = ["zh", "en"];
  const choices = document.querySelector("[data-languages]");
  if (choices) {
    let saved = null;
    try {
      saved = localStorage.getItem(key);
    } catch {}
    const wanted = [saved, ...navigator.languages].map((tag) => tag?.slice(0, 2).toLowerCase());
    const lang = wanted.find((tag) => known.includes(tag)) ?? "en";
    location.replace(`${choices.dataset.languages}${lang}/${location.hash}`);
  }
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element && event.target.closest("a[hreflang]");
    if (!link) return;
    try {
      localStorage.setItem(key, link.hreflang.slice(0, 2));
    } catch {}
  });
})();
