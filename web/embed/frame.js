// The script of a lesson's embed page: how it looks, before anything is shown, and whom it speaks with. What a blog's address or
// element asks of the lesson is read by the application (crates/protocol/src/address/embed.rs). An element (web/embed/embed.js) names
// its page's origin in `host`, and is spoken with; a plain iframe does not, and nothing is posted to whoever frames it.
(() => {
  const VERSION = 1;
  const MOST_TEXT = 4000;
  const STYLES = { accent: "color", radius: "border-radius", font: "font-family" };
  const root = document.documentElement;
  const query = new URLSearchParams(location.search);
  const odd = [];

  const isText = (value) => typeof value === "string" && value.length <= MOST_TEXT;

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

  const bodyOf = (name) => document.getElementById(`pane-${name}`);
  let first = [];

  // Parameters are there or not; the other panes fold.
  function setView(names) {
    const wanted = names.split(",").map((name) => name.trim().replace(/^p\..*/, "params"));
    const there = wanted.filter((name) => name === "params" || (name !== "share" && bodyOf(name)));
    // Nothing at all would be nothing to look at.
    root.dataset.view = (there.length > 0 ? there : first).join(" ");
  }

  function readView() {
    const open = document.querySelectorAll("#lab .pane.open .pane-body");
    first = ["params", ...Array.from(open, ({ id }) => id.replace("pane-", ""))];
    setView(query.get("view") ?? "");
  }

  function warn() {
    if (odd.length > 0) console.warn(`Loopscope: not known here, and ignored: ${odd.splice(0).map((part) => part.slice(0, 80)).join(", ")}`);
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

  // ---- The player, in sight while something happens

  // Only the article scrolls, and no style knows of that: which part of the frame is seen, an observer tells when it is asked, and a
  // ladder along the page, whose rungs come into sight and go, says when to ask. What follows is in web/styles/embed.css.
  const NARROW = matchMedia("(width < 48rem)");
  const RUNG = 24;
  const REST_MS = 80;
  // Pixels of its margin that may be out of sight.
  const EDGE = 8;
  let ladder = null;
  let seen = null;
  let lift = 0;
  // Whether anything happens, and is the reader's doing: what a blog begins at, or plays by itself, is none.
  let going = false;
  let touched = false;
  let resting;

  const sight = new IntersectionObserver((entries) => {
    const { isIntersecting, intersectionRect } = entries.at(-1);
    seen = isIntersecting ? intersectionRect : null;
    follow();
  });
  const rungs = new IntersectionObserver(
    () => {
      clearTimeout(resting);
      resting = setTimeout(look, REST_MS);
    },
    { threshold: [0, 0.5, 1] },
  );

  function look() {
    sight.unobserve(document.body);
    sight.observe(document.body);
  }

  // As high as the page, once it is wanted.
  function climb() {
    if (!(going && touched && NARROW.matches)) return;
    ladder ??= document.body.appendChild(Object.assign(document.createElement("div"), { className: "ladder", ariaHidden: "true" }));
    for (let missing = Math.ceil(document.body.clientHeight / RUNG) - ladder.childElementCount; missing > 0; missing--) {
      rungs.observe(ladder.appendChild(document.createElement("i")));
    }
    look();
  }

  // The player is where it stands if all of it is seen there, and else at the foot of what is seen.
  function follow() {
    const player = document.querySelector("#lab .player");
    if (!player) return;
    const { top, bottom } = player.getBoundingClientRect();
    // Where little is seen there is nothing to be covered.
    const room = going && touched && NARROW.matches && seen && seen.height > 2 * (bottom - top);
    const away = room && (top - lift < seen.top - EDGE || bottom - lift > seen.bottom + EDGE);
    // Who types looks at the lines, and a keyboard takes the rest.
    const typing = document.activeElement?.matches(".cm-content, input:not([type=range], [type=checkbox])");
    lift = away && !typing ? Math.round(seen.bottom - bottom + lift) : 0;
    root.toggleAttribute("data-away", lift !== 0);
    root.style.setProperty("--lift", `${lift}px`);
  }

  for (const type of ["pointerdown", "keydown"]) addEventListener(type, () => (touched = true), { capture: true, passive: true });
  for (const type of ["focusin", "focusout"]) addEventListener(type, () => setTimeout(follow));
  new ResizeObserver(climb).observe(root);

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
    go: ({ fragment }) => isText(fragment) && act("go", 0, fragment),
    panes({ names }) {
      if (!isText(names)) return;
      setView(names);
      act("panes", 0, names);
    },
    theme({ theme, background }) {
      if (isText(theme)) setTheme(theme);
      if (isText(background)) setBackground(background);
    },
    style: (wanted) => setStyle(wanted),
  };

  // What is asked before the panes are there.
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
    const state = JSON.parse(detail);
    post("state", state);
    const goes = state.phase !== "planned" || state.at > 0;
    if (goes !== going) {
      going = goes;
      climb();
      follow();
    }
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
    readView();
    warn();
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
