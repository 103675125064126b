// The script of a lesson's embed page: what a blog's address or element asks of the lesson is checked, and shown. Runs before the
// application. An element (web/embed/embed.js) names its page's origin in `host`, and is spoken with; a plain iframe does not, and
// nothing is posted to whoever frames it.
(() => {
  const VERSION = 1;
  const PANES = ["code", "params", "timeline", "inside", "log", "output", "predict"];
  const MOST_TEXT = 4000;
  const MOST_CODE = 100_000;
  const STYLES = { accent: "color", radius: "border-radius", font: "font-family" };
  const root = document.documentElement;
  const query = new URLSearchParams(location.search);
  const odd = [];

  const isText = (value) => typeof value === "string" && value.length <= MOST_TEXT;
  const decode = (text) => {
    try {
      return decodeURIComponent(text);
    } catch {
      return "";
    }
  };

  // ---- How it looks

  function setTheme(theme) {
    if (theme === "light" || theme === "dark") root.dataset.theme = theme;
    else delete root.dataset.theme;
    if (theme && !["light", "dark", "auto"].includes(theme)) odd.push(`theme=${theme}`);
  }

  function setBackground(background) {
    root.toggleAttribute("data-transparent", background === "transparent");
  }

  // Black or white, whichever can be read on a colour.
  function inkOn(colour) {
    const canvas = Object.assign(document.createElement("canvas"), { width: 1, height: 1 });
    const context = canvas.getContext("2d");
    if (!context) return "#fff";
    context.fillStyle = colour;
    context.fillRect(0, 0, 1, 1);
    const linear = [...context.getImageData(0, 0, 1, 1).data.slice(0, 3)].map((part) => (part / 255) ** 2.2);
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2] > 0.18 ? "#000" : "#fff";
  }

  function setStyle(wanted) {
    for (const [name, property] of Object.entries(STYLES)) {
      const value = wanted[name];
      const sound = isText(value) && value.length <= 200 && !/url\(|var\(/i.test(value) && CSS.supports(property, value);
      if (value && !sound) odd.push(`${name}=${value}`);
      if (sound) root.style.setProperty(`--embed-${name}`, value);
      else root.style.removeProperty(`--embed-${name}`);
      root.toggleAttribute(`data-${name}`, sound);
      if (name === "accent" && sound) root.style.setProperty("--embed-on-accent", inkOn(value));
    }
  }

  // ---- What it shows

  let lesson = { params: [], moments: {}, open: [] };

  function panesIn(names) {
    const wanted = names.split(",").map((name) => name.trim()).filter(Boolean);
    odd.push(...wanted.filter((name) => !PANES.includes(name)).map((name) => `view=${name}`));
    const known = wanted.filter((name) => PANES.includes(name));
    // Nothing at all would be nothing to look at.
    return known.length > 0 ? known : [...lesson.open, "params"];
  }

  function setView(names) {
    const panes = panesIn(names);
    root.dataset.view = panes.join(" ");
    // Parameters are there or not; the others fold.
    return panes.filter((name) => name !== "params").join(",");
  }

  function allows({ kind, min, max, choices }, text) {
    if (kind === "bool") return text === "true" || text === "false";
    if (kind === "choice") return choices.some(({ value }) => value === text);
    const digits = kind === "int" ? /^-?\d{1,9}$/ : /^-?\d{0,9}(\.\d{1,9})?$/;
    return text !== "" && digits.test(text) && min <= Number(text) && Number(text) <= max;
  }

  // Of an address's parts those that the lesson has: the application takes a fragment as a whole or not at all.
  function known(pairs) {
    const parts = new Map();
    for (const [key, text] of pairs) {
      const param = key.startsWith("p.") && lesson.params.find(({ name }) => name === key.slice(2));
      const sound =
        param ? allows(param, text)
        : key === "at" ? /^\d{1,9}$/.test(text)
        : key === "moment" ? Object.hasOwn(lesson.moments, text)
        : key === "d" ? /^[\da-f]+$/i.test(text)
        : key === "py" ? text.length <= MOST_CODE
        : key === "python" ? lesson.versions.includes(text)
        : false;
      if (sound) parts.set(key, text);
      else if (key !== "v") odd.push(`${key}=${text}`);
    }
    if (parts.has("at")) parts.delete("moment");
    return parts;
  }

  const pairsOf = (fragment) =>
    fragment.split("&").filter(Boolean).map((part) => {
      const [key, ...rest] = part.split("=");
      return [decode(key), decode(rest.join("="))];
    });
  const written = (parts) => [...parts].map(([key, text]) => `${key}=${encodeURIComponent(text)}`).join("&");

  function warn() {
    if (odd.length > 0) console.warn(`Loopscope: not known here, and ignored: ${odd.splice(0).map((part) => part.slice(0, 80)).join(", ")}`);
  }

  function readAddress() {
    const data = document.getElementById("lesson-data")?.textContent;
    if (data) lesson = JSON.parse(data);
    const start = query.get("start");
    const asked = start === null ? [] : [[/^\d+$/.test(start) ? "at" : "moment", start]];
    for (const [key, text] of query) {
      if (key.startsWith("p.")) asked.push([key, text]);
      else if (!["view", "theme", "start", "linked", "host", "background", ...Object.keys(STYLES)].includes(key)) odd.push(`${key}=${text}`);
    }
    const view = setView(query.get("view") ?? "");
    // A packed fragment is the application's to unpack.
    if (!location.hash.startsWith("#z=")) {
      const there = pairsOf(location.hash.slice(1));
      // Where the fragment says a place, it is not the query's.
      const own = there.some(([key]) => key === "at" || key === "moment") ? asked.filter(([key]) => key.startsWith("p.")) : asked;
      const parts = known([...own, ...there.filter(([key]) => key !== "panes")]);
      root.dataset.address = [`panes=${view}`, written(parts)].filter(Boolean).join("&");
    }
    warn();
  }

  // ---- Whom it speaks with

  const host = query.get("host");
  let parent = null;
  if (host !== null && window.parent !== window) {
    try {
      // An opaque origin has no other name than this one.
      if (host === "null" || new URL(host).origin === host) parent = window.parent;
    } catch {}
    if (!parent) odd.push(`host=${host}`);
  }
  root.toggleAttribute("data-host", parent !== null);

  function post(type, fields) {
    parent?.postMessage({ loopscope: VERSION, type, ...fields }, host === "null" ? "*" : host);
  }

  function tellSize() {
    post("size", { height: Math.ceil(document.body.getBoundingClientRect().height) });
  }

  let ready = false;
  const undone = [];
  function act(kind, number = 0, text = "") {
    if (ready) globalThis.loopscopeAct?.(kind, number, text);
    else undone.push([kind, number, text]);
  }

  const orders = {
    play: () => act("play"),
    pause: () => act("pause"),
    seek: ({ at }) => Number.isInteger(at) && at >= 0 && at < 2 ** 32 && act("seek", at),
    go({ fragment }) {
      const parts = isText(fragment) ? known(pairsOf(fragment)) : new Map();
      if (parts.size > 0) act("go", 0, written(parts));
    },
    panes: ({ names }) => isText(names) && act("panes", 0, setView(names)),
    theme({ theme, background }) {
      if (isText(theme)) setTheme(theme);
      if (isText(background)) setBackground(background);
    },
    style: (wanted) => setStyle(wanted),
  };

  // What is asked before it is known what the lesson has.
  let early = [];
  function obey(data) {
    orders[data.type](data);
    warn();
  }

  addEventListener("message", ({ source, origin, data }) => {
    if (!parent || source !== parent || origin !== host || data?.loopscope !== VERSION) return;
    if (!isText(data.type) || !Object.hasOwn(orders, data.type)) return;
    if (early) early.push(data);
    else obey(data);
  });

  addEventListener("loopscope-state", ({ detail }) => {
    if (!ready) {
      ready = true;
      tellSize();
      post("ready");
      for (const order of undone.splice(0)) act(...order);
    }
    post("state", JSON.parse(detail));
  });

  // web/boot.js says in the page why the application cannot run.
  function watchLoading() {
    const failed = () => {
      const loading = document.querySelector(".loading.failed");
      if (loading && !ready) post("error", { message: loading.textContent.trim().slice(0, 1000) });
      return loading;
    };
    const lab = document.getElementById("lab");
    if (failed() || !lab) return;
    const observer = new MutationObserver(() => (ready || failed()) && observer.disconnect());
    observer.observe(lab, { attributes: true, attributeFilter: ["class"], childList: true, subtree: true });
  }

  setTheme(query.get("theme"));
  setBackground(query.get("background"));
  setStyle(Object.fromEntries(query));

  function start() {
    readAddress();
    const asked = early;
    early = null;
    asked.forEach(obey);
    // The element knows by it that this page is ours.
    tellSize();
    if (parent) new ResizeObserver(tellSize).observe(document.body);
    watchLoading();
  }
  // When all of the page is there, and no deferred script has run yet.
  if (document.readyState === "loading") document.addEventListener("readystatechange", start, { once: true });
  else start();
})();
