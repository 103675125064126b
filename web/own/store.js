// What the reader has written, kept in this browser under the page's name: it is there again after a reload, and in the page's
// other language.

const key = (slug) => `loopscope.own.${slug}`;

/** The text that was kept for a page; null if there is none, or the browser keeps nothing. */
export function kept(slug) {
  try {
    return localStorage.getItem(key(slug));
  } catch {
    return null;
  }
}

/** Keeps a text, or with null forgets it; false where the browser keeps nothing. */
export function keep(slug, text) {
  try {
    if (text === null) localStorage.removeItem(key(slug));
    else localStorage.setItem(key(slug), text);
    return true;
  } catch {
    return false;
  }
}
