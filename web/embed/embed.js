// `<loop-scope>`: a lesson in somebody's article. A poster stands there until the reader comes near, or asks; then the lesson's
// embed page, in an iframe, takes its place. Without a lesson it is the Python program that stands in the element, as a `<pre><code
// class="language-python">`. docs/EMBEDDING.md has the attributes; web/embed/frame.js is the other side.
//
//   poster ──near, or asked──► waiting its turn ──► frame opened ──ready──► live
//      ▲                                               └── error, or nothing comes ──► poster, a sentence and a link
//      └── taken out of the page, or another lesson
const VERSION = 1;
const SITE = new URL("./", import.meta.url);
// Starting is work for the whole page: so many at a time, and scrolling stays smooth.
const AT_ONCE = 2;
const NEAR = "400px 0px";
const PATIENCE_MS = 30_000;
// A loaded document that is silent is none of ours: no such lesson, or a policy against it.
const SILENCE_MS = 3_000;
const TALLEST = 20_000;
const MOST_ECHOES = 99;

// Code, HTML's tag and texts of each language, as `loopscope site` writes them here (crates/cli/src/site/language.rs); the first for pages in
// any other.
const LANGUAGES = ["{languages}"];
const STYLES = ["accent", "radius", "font"];
const PHASES = ["planned", "running", "paused", "ended"];

const isWhole = (value) => Number.isInteger(value) && value >= 0;
const isText = (value) => typeof value === "string" && value.length < 2000;
const isTextOrNull = (value) => value === null || isText(value);

/** What a message says of the run, and nothing else; null if it is not of that shape. */
function stateIn({ phase, at, records, time, moment, params, outcome, error }) {
  const sound =
    PHASES.includes(phase) && isWhole(at) && isWhole(records) && Number.isFinite(time) &&
    [moment, outcome, error].every(isTextOrNull) && params && Object.values(params).every(isText);
  return sound ? { phase, at, records, time, moment, params: { ...params }, outcome, error } : null;
}

// Half a character, as a script may have it, stands in no address.
const pair = (name, value) => `${name}=${encodeURIComponent(`${value}`.replace(/\p{Cs}/gu, "\ufffd"))}`;
const written = ({ at, params }) => [pair("at", at), ...Object.entries(params).map(([name, value]) => pair(`p.${name}`, value))].join("&");
const place = (where) => pair(/^\d+$/.test(where) ? "at" : "moment", where);

function make(tag, properties, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

const sheet = new CSSStyleSheet();
sheet.replaceSync(`
:host{display:block}
:host([hidden]){display:none}
div{position:relative}
img{display:block;width:100%;height:auto;aspect-ratio:auto 16/9}
img:not([src]){visibility:hidden}
img.none{display:none}
iframe{position:absolute;inset:0;width:100%;height:100%;border:0;border-radius:var(--loopscope-radius,0);visibility:hidden}
.live iframe{display:block;position:static;visibility:visible}
.live :is(slot,img){display:none}
p{direction:ltr;margin:.5em 0 0;font:.875em/1.5 var(--loopscope-font,inherit)}
p:empty{display:none}
a,button{color:inherit;font:inherit}
button{padding:.35em .9em;border:1px solid;border-radius:var(--loopscope-radius,5px);background:none;cursor:pointer}
:focus-visible{outline:2px solid var(--loopscope-accent,currentcolor);outline-offset:2px}
@media print{.live iframe,p{display:none}.live slot{display:contents}.live img:not(.none){display:block}}`);

const all = new Set();
const waiting = new Set();
let busy = 0;
// By group, and in it by key: what one of the linked elements was last brought to.
const groups = {};

class LoopScope extends HTMLElement {
  static observedAttributes = ["lesson", "lang", "python", "loading", "params", "theme", "background", "view", "start"];

  #stage = make("div", { part: "stage" });
  #foot = make("p", { part: "note" });
  #texts;
  #lang;
  #poster;
  #frame;
  #heard;
  #starting;
  #live;
  #failed;
  #visible;
  #state;
  #told;
  #timers = [];
  #pending = [];
  #echoes = {};

  constructor() {
    super();
    const shadow = this.attachShadow({ mode: "open" });
    shadow.adoptedStyleSheets = [sheet];
    shadow.append(this.#stage, this.#foot);
  }

  // ---- For the page

  /** What the run is at: `{phase, at, records, time, moment, params, outcome, error}`; undefined until it is there. */
  get state() {
    return this.#state && structuredClone(this.#state);
  }

  play() {
    this.#ask("play");
  }

  pause() {
    this.#ask("pause");
  }

  /** Goes to a record, by its number, or to a moment of the lesson, by its name. */
  seek(where) {
    this.#ask("go", { fragment: place(where) });
  }

  setParam(name, value) {
    this.#ask("go", { fragment: pair(`p.${name}`, value) });
  }

  // ---- The element's life

  connectedCallback() {
    all.add(this);
    this.#begin();
  }

  disconnectedCallback() {
    all.delete(this);
    this.#end();
  }

  // Where a browser can move an element as it is, the frame goes on running.
  connectedMoveCallback() {}

  attributeChangedCallback(name, before, value) {
    // Of an element that is on its way into the page, connectedCallback reads them all.
    if (before === value || !all.has(this)) return;
    if (name === "lesson" || name === "lang" || name === "python" || (name === "loading" && !this.#frame)) {
      this.#end();
      if (name === "lesson") this.#state = undefined;
      this.#begin();
    } else if (name === "theme" || name === "background") this.restyle();
    else if (!this.#frame) return;
    else if (name === "view") this.#post("panes", { names: value ?? "" });
    else if (name === "start") value && this.seek(value);
    else for (const [param, text] of this.#params()) this.setParam(param, text);
  }

  #begin() {
    const given = (this.closest("[lang]")?.lang || navigator.language).toLowerCase();
    [this.#lang, this.#foot.lang, this.#texts] = LANGUAGES.find(([code]) => `${given}-`.startsWith(`${code}-`)) ?? LANGUAGES[0];
    this.#failed = false;
    this.#stage.replaceChildren(make("slot"));
    this.#foot.replaceChildren();
    this.#poster = undefined;
    if (!/^[a-z0-9-]+(\/[a-z0-9-]+)?$/.test(this.#lesson())) return this.#fail("lesson");
    if (!this.childElementCount && !this.textContent.trim()) {
      this.#poster = make("img", { alt: this.#texts.poster, part: "poster", onerror: ({ target }) => target.classList.add("none") });
      this.#stage.append(this.#poster);
    }
    const loading = this.getAttribute("loading");
    if (loading === "click") {
      const button = make("button", { type: "button", part: "button", onclick: () => this.#want() }, this.#texts.run);
      this.#foot.append(button);
    } else if (loading === "eager") this.#want();
    observer.observe(this);
  }

  #end() {
    observer.unobserve(this);
    waiting.delete(this);
    this.#started();
    this.#frame?.remove();
    this.#stage.className = "";
    this.#frame = this.#live = this.#told = this.#visible = undefined;
    this.#pending = [];
    this.#echoes = {};
  }

  near(visible) {
    this.#visible = visible;
    const byItself = !["click", "eager"].includes(this.getAttribute("loading"));
    if (visible) {
      this.showPoster();
      if (byItself) this.#want();
    } else if (byItself && !this.#pending.length) waiting.delete(this);
  }

  showPoster() {
    if (this.#poster && this.isConnected) this.#poster.src = this.#address(`poster-${this.#theme()}.svg`);
  }

  /** The theme, or what the page's style sheets say, may be another. */
  restyle() {
    if (this.#poster?.src) this.showPoster();
    if (!this.#frame) return;
    this.#frame.style.colorScheme = this.#theme();
    this.#post("theme", { theme: this.#theme(), background: this.getAttribute("background") ?? "" });
    this.#post("style", this.#styles());
  }

  // ---- The frame

  #want() {
    if (this.#frame || this.#failed || !this.isConnected) return;
    this.showPoster();
    const button = this.#foot.firstChild;
    if (button) button.textContent = this.#texts.starting;
    waiting.add(this);
    openNext();
  }

  open() {
    busy += 1;
    this.#starting = true;
    this.#heard = false;
    const src = new URL(this.#address("embed/"));
    const options = { ...this.#styles(), theme: this.#theme(), host: origin };
    for (const name of ["view", "start", "background"]) options[name] = this.getAttribute(name);
    for (const [name, text] of this.#params()) options[`p.${name}`] = text;
    for (const [name, value] of Object.entries(options)) if (value) src.searchParams.set(name, value);
    // Back in the page, at another place of it: the run goes on where it was.
    src.hash = [this.#state && written(this.#state), this.#code() && pair("py", this.#code()), this.getAttribute("python") && pair("python", this.getAttribute("python"))].filter(Boolean).join("&");
    const frame = make("iframe", { src, title: this.#texts.frame.replace("{lesson}", () => this.#lesson()), scrolling: "no", part: "frame", allow: "clipboard-write" });
    frame.style.colorScheme = this.#theme();
    const giveUp = (ms, still) =>
      this.#timers.push(setTimeout(() => {
        if (!still()) return;
        // Browsers let frames rest that nobody sees.
        if (this.#heard && (!this.#visible || document.hidden)) giveUp(PATIENCE_MS, still);
        else this.#fail("silence");
      }, ms));
    frame.onload = () => giveUp(SILENCE_MS, () => !this.#heard);
    giveUp(PATIENCE_MS, () => true);
    this.#frame = frame;
    this.#stage.append(frame);
  }

  // It is live, or gone: what waits for it would keep it.
  #started() {
    this.#timers.splice(0).forEach(clearTimeout);
    if (!this.#starting) return;
    this.#starting = false;
    busy -= 1;
    openNext();
  }

  #fail(message) {
    this.#end();
    this.#failed = true;
    const lesson = message === "lesson" ? new URL(`${this.#lang}/`, SITE) : this.#address("");
    const link = make("a", { href: lesson, target: "_blank", rel: "noopener" }, this.#texts.open);
    this.#foot.replaceChildren(this.#texts.failed, " ", link);
    observer.observe(this);
    this.#tell("error", { message });
  }

  take(source, data) {
    const frame = this.#frame;
    if (!frame || frame.contentWindow !== source) return;
    this.#heard = true;
    const { type, height } = data;
    if (data.loopscope !== VERSION) {
      if (type === "ready" && !this.#live) this.#fail("version");
    } else if (type === "size") {
      // What is not displayed has no width to be measured by.
      if (height > 0 && height <= TALLEST && frame.offsetWidth) frame.style.height = `${Math.ceil(height)}px`;
    } else if (type === "error") {
      if (!this.#live && isText(data.message)) this.#fail(data.message);
    } else if (type === "ready") this.#ready();
    else if (type === "state" && this.#live) {
      const state = stateIn(data);
      if (state) this.#arrive(state);
    }
  }

  #ready() {
    if (this.#live) return;
    this.#live = true;
    this.#started();
    // Whoever pressed the button goes on in what it brought.
    const asked = this.shadowRoot.activeElement?.localName === "button";
    this.#stage.className = "live";
    if (asked) this.#frame.focus({ preventScroll: true });
    this.#foot.replaceChildren();
    for (const [type, fields] of this.#pending.splice(0)) this.#post(type, fields);
    this.#tell("ready", { lesson: this.#lesson(), lang: this.#lang });
  }

  #ask(type, fields) {
    this.#post(type, fields);
    this.#want();
  }

  #post(type, fields) {
    if (this.#live) this.#frame.contentWindow.postMessage({ loopscope: VERSION, type, ...fields }, SITE.origin);
    else this.#pending.push([type, fields]);
  }

  // ---- The run, and those that are linked with it

  #arrive(state) {
    const before = this.#state;
    this.#state = state;
    if (!this.#told) {
      this.#told = true;
      this.#join();
      return;
    }
    const { phase, at, time, moment, records, params, outcome, error } = state;
    for (const name in params) {
      if (params[name] === before.params[name]) continue;
      this.#tell("param", { name, value: params[name] });
      this.#share("linked", `p.${name}`, params[name]);
    }
    if (phase !== before.phase && phase === "running") {
      this.#tell("run", { at, time });
      // One run leads a group's cursor.
      for (const other of this.#others("linked-cursor")) if (other.#state.phase === phase) other.pause();
    }
    if (at !== before.at) {
      this.#tell("step", { at, time, moment, records });
      this.#share("linked-cursor", "at", `${at}`);
    }
    if (phase !== before.phase && phase === "ended") this.#tell("done", { outcome, error, at, time });
  }

  #others(kind) {
    return [...all].filter((other) => other !== this && other.#told && other.#group(kind) && other.#group(kind) === this.#group(kind));
  }

  // A cursor means something in the same lesson only.
  #group(kind) {
    const name = this.getAttribute(kind);
    return name && `${kind} ${name} ${kind === "linked" ? "" : this.#lesson()}`;
  }

  #share(kind, key, value) {
    // What it was told to do comes back as news; of those that came too fast for it, only the last.
    const echoes = this.#echoes[key] ?? [];
    const nth = echoes.indexOf(value);
    echoes.splice(0, nth < 0 ? MOST_ECHOES : nth + 1);
    const group = this.#group(kind);
    if (nth >= 0 || !group) return;
    (groups[group] ??= {})[key] = value;
    for (const other of this.#others(kind)) other.#follow(key, value);
  }

  // Comes to a group that has been brought somewhere already.
  #join() {
    for (const kind of ["linked", "linked-cursor"]) {
      for (const [key, value] of Object.entries(groups[this.#group(kind)] ?? {})) this.#follow(key, value);
    }
  }

  #follow(key, value) {
    const { at, records, params } = this.#state;
    if (key === "at") value = `${Math.min(value, records)}`;
    const there = key === "at" ? `${at}` : params[key.slice(2)];
    const echoes = (this.#echoes[key] ??= []);
    if (there === undefined || value === (echoes.at(-1) ?? there)) return;
    echoes.push(value);
    if (echoes.length > MOST_ECHOES) echoes.shift();
    this.#post("go", { fragment: pair(key, value) });
  }

  // ---- Small things

  #tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true }));
  }

  #address(file) {
    return new URL(`${this.#lang}/${this.#lesson()}/${file}`, SITE).href;
  }

  // The page's own program, if the element is for one.
  #code() {
    return this.hasAttribute("lesson") ? "" : (this.querySelector("pre>code.language-python")?.textContent ?? "");
  }

  #lesson() {
    return this.getAttribute("lesson") ?? (this.#code() && "playground");
  }

  // `delay:0.5; count:2`
  #params() {
    const pairs = [];
    for (const part of (this.getAttribute("params") ?? "").split(/[;,]/)) {
      const [, name, text] = /^\s*([^\s:]+)\s*:\s*(.+?)\s*$/s.exec(part) ?? [];
      if (name) pairs.push([name, text]);
      else if (part.trim()) console.warn(`<loop-scope>: '${part}' in params is not name:value`);
    }
    return pairs;
  }

  #theme() {
    const asked = this.getAttribute("theme");
    if (asked === "light" || asked === "dark") return asked;
    // A page that says what it is in is taken at its word; else the reader's system decides.
    const { colorScheme } = getComputedStyle(this);
    const [light, dark] = ["light", "dark"].map((scheme) => colorScheme.includes(scheme));
    return (light === dark ? system.matches : dark) ? "dark" : "light";
  }

  #styles() {
    const style = getComputedStyle(this);
    return Object.fromEntries(STYLES.map((name) => [name, style.getPropertyValue(`--loopscope-${name}`).trim()]));
  }
}

function openNext() {
  for (const element of waiting) {
    if (busy >= AT_ONCE) return;
    waiting.delete(element);
    element.open();
  }
}

const observer = new IntersectionObserver((entries) => {
  for (const { target, isIntersecting } of entries) target.near(isIntersecting);
}, { rootMargin: NEAR });
const system = matchMedia("(prefers-color-scheme: dark)");

// Another version of this file, on the same page, was first.
if (customElements.get("loop-scope")) console.info("<loop-scope> is defined already: the first embed.js serves this page.");
else {
  customElements.define("loop-scope", LoopScope);
  addEventListener("message", ({ source, origin, data }) => {
    if (origin !== SITE.origin || !source || !isWhole(data?.loopscope) || !isText(data.type)) return;
    for (const element of all) element.take(source, data);
  });
  system.addEventListener("change", () => all.forEach((element) => element.restyle()));
  addEventListener("beforeprint", () => all.forEach((element) => element.showPoster()));
}
