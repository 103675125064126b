// The reader's own program, as a page has it: loaded with the wish to edit. The text stands in an editor (web/editor), the Python
// engine runs it (web/python), and the application shows the run as it shows its own.
//
//             edit(), a text in the address or kept                change                   first update of it
//   loaded ────────────────────────────────────────► open ─────────────────► Python wanted ───────────────────► own
//     ▲                                               │ ▲                        │                               │ │
//     └────────────────── close() ────────────────────┘ └────── reset, undo ─────┴───────────────────────────────┘ └─► change:
//                                                                                                               runs again
//
// Until Python is there the page shows the program that it had, and says so. The application is told of a text when its run is
// there, and from then on of every change at once: what it shows and plays is never the run of another text.

import { Engine, LIMIT_MS } from "./engine.js";
import { Input } from "./input.js";
import { ADDRESS, BYTES } from "./python.js";
import { problems } from "./problems.js";
import { sourceOf } from "./source.js";
import { keep, kept } from "./store.js";
import { Variables } from "./variables.js";
import { editorWords, words as say } from "./words.js";

/** What the program is called in tracebacks. */
const FILE = "main.py";
/** Programs in virtual time start at this moment, in seconds since 1970: 2023-04-30 21:58:15 UTC, as the lessons' do. */
const EPOCH = 1_682_891_895;
/** How long a hand rests, in milliseconds, before what it types is run. */
const REST_MS = 350;
/** A run that takes longer than this, in milliseconds, is told of. */
const LONG_MS = 250;

const root = document.documentElement;
const lab = document.getElementById("lab");
const lesson = JSON.parse(document.getElementById("lesson-data").textContent);
/** The text that the page has. */
const source = sourceOf(lesson.python.lines);
/** Which Python the program is run as, by its name. */
let python = lesson.version;
/** The text that the reader found here, to which Reset leads back: in a blog the blogger's. */
let original = source;
const embedded = "embed" in root.dataset;

let editor;
/** The editor's module and its looks: asked for when somebody came near, and once more when they did not come. */
let asked;
let tries = 0;
/** The module, once it is there. */
let module;
/** What stands around it. */
let box;
/** The text that the application's own program stands for: leaving it begins a program of the reader's own. */
let base = source;
/** The application shows the reader's own program. */
let own = false;
let runs = 0;
/** Number and text of the last run that was asked for. */
let run = 0;
let ran = null;
/** The text that runs, or ran last. */
let started = "";
/** Number of the last run that came to its end. */
let ended = 0;
/** Number of the last run that was asked for variables, and what shows them. */
let asking = 0;
let variables;
/** What the reader types for the program. */
let input;
/** The record and the second at which the last run is interrupted, if it is. */
let interrupt;
let resting = 0;
let state = {};

const act = (kind, number = 0, content = "") =>
  globalThis.loopscopeAct(kind, number, typeof content === "string" ? new TextEncoder().encode(content) : content);

/** Tells the application of a program of the reader's own: whether it is the page's no more, and which Python it is. */
const tellOwn = (text) => act("own", Number(text !== source) | (Number(python.split(".")[1]) << 1), text);

// ---- Python

const engine = ADDRESS && new Engine(new URL(ADDRESS, import.meta.url), BYTES, hear);

function hear(report) {
  if (report.kind === "loading") {
    const megabytes = (bytes) => (bytes / 1e6).toFixed(1);
    const { bytes, total } = report;
    tell(bytes < total ? say.loading(megabytes(bytes), megabytes(total)) : say.starting, { progress: bytes / total });
  } else if (report.kind === "ready") {
    // Another worker in the place of one that was ended is ready too, and nothing to speak of.
    if (box && !box.bar.hidden) tell(ran === null ? "" : say.working);
  } else if (report.kind === "failed") {
    // Whoever has only come near need not know.
    if (box || ended !== run) tell(say.failed(report.why, report.detail), { failed: true, button: [say.retry, again] });
  } else if (report.run === asking) {
    if (report.end) variables.show(report.locals ?? []);
  } else if (report.run !== run) {
    // Another text stands there by now.
  } else if (report.kind === "stopped") {
    tell(say.stopped(report.why, LIMIT_MS / 1000), { failed: true });
  } else {
    if (!own) own = lab.classList.toggle("own", true);
    if (ran !== null) tellOwn(ran);
    ran = null;
    if (report.end) ended = run;
    act("told", Number(interrupt !== undefined), report.bytes);
    if (!report.end) return;
    clearTimeout(busy);
    if (!box?.foot.classList.contains("failed")) tell("");
    editor?.problems(found(report.stderr ?? ""));
  }
}

let busy = 0;

/** Once more what could not be loaded; a text that nobody has changed needs no run. */
function again() {
  const text = ran ?? editor.text();
  if (text !== base) return start(text);
  tell("");
  engine.want();
}

/** The problems of the last run, as the editor takes them: it counts columns from 1. */
function found(stderr) {
  const all = problems(FILE, started, stderr);
  return all.map((one) => ({ ...one, column: one.column + 1, endColumn: one.endColumn + 1 }));
}

/** Runs a text as the reader's own program. */
function start(text) {
  clearTimeout(resting);
  resting = 0;
  if (!engine) {
    tell(say.absent, { failed: true });
    return;
  }
  run = ++runs;
  ran = started = text;
  if (box?.foot.classList.contains("failed")) tell("");
  editor?.started();
  if (own) {
    // It stands there from now on, whenever its run may come.
    tellOwn(text);
    ran = null;
  }
  if (engine.ready) {
    clearTimeout(busy);
    const asked = run;
    busy = setTimeout(() => asked === run && tell(say.working), LONG_MS);
  }
  go();
}

/** Has the engine run the text; `stopped`: up to where the reader has stopped it, and on as it then goes. */
function go(stopped) {
  interrupt = stopped;
  engine.run({ run, file: FILE, source: started, epoch: EPOCH, python, typed: input?.typed, interrupt });
}

/** The same text, which is shown already, once more. */
function rerun(stopped) {
  if (!engine) return;
  run = ++runs;
  ran = null;
  go(stopped);
}

// ---- The editor and what stands under it

/** Says something under the editor; without one what failed is said in the player. `button`: its words, and what it does. */
function tell(text, { progress, failed = false, button } = {}) {
  if (!box) {
    if (failed) act("no-own", 2, text);
    return;
  }
  const { foot, bar, status, retry } = box;
  foot.classList.toggle("failed", failed);
  bar.hidden = progress === undefined;
  if (progress !== undefined) bar.value = Math.min(progress, 1);
  status.textContent = text || say.hint;
  retry.hidden = !button;
  retry.textContent = button?.[0] ?? "";
  retry.onclick = button?.[1] ?? null;
}

function make(tag, properties, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

function build(pane) {
  const place = make("div", { className: "own-editor" });
  const bar = make("progress", { max: 1, hidden: true });
  const status = make("span", { className: "own-status" });
  status.setAttribute("role", "status");
  const retry = make("button", { type: "button", className: "quiet", hidden: true });
  const reset = make("button", { type: "button", className: "quiet own-reset", textContent: say.reset, title: say.reset_title });
  const leave = make("button", { type: "button", className: "quiet own-close", textContent: say.close });
  const foot = make("div", { className: "own-foot" }, bar, status, retry, reset, leave);
  variables = new Variables(say, (record) => {
    asking = ++runs;
    engine?.run({ run: asking, file: FILE, source: started, epoch: EPOCH, python, typed: input.typed, inspect: record });
  });
  input = new Input(say, () => rerun());
  pane.querySelector(".pane-body").append(place, foot, input.element, variables.element);
  reset.onclick = () => {
    input.clear();
    editor.replace(original);
    changed(original, true);
    editor.focus();
    tell(say.undone);
  };
  leave.onclick = close;
  return { pane, place, bar, status, retry, reset, leave, foot };
}

/** What the lesson knows of its parameters, as the editor takes it: a choice is a string in the program. */
const ranges = lesson.params.map(({ name, label, min, max, step, choices }) => ({
  name,
  label,
  ...(choices ? { choices: choices.map(({ value, label }) => ({ value: JSON.stringify(value), label })) } : { min, max, step }),
}));

/** The text with the values that the lesson's parameters have. */
const current = () => module.withValues(source, ranges, state.params ?? {});

function load() {
  // A module that did not come once is asked for under another address.
  const address = () => new URL(`editor.js${tries++ ? `?${tries}` : ""}`, import.meta.url).href;
  asked ??= import(address()).then(
    async (editor) => {
      await editor.styled;
      module = editor;
    },
    (error) => {
      asked = undefined;
      throw error;
    },
  );
  return asked;
}

/** Says in the player's place that this did not work, and what may help. */
function trouble(error) {
  console.error(error);
  const unreached = error instanceof TypeError && /module|fetch|load failed|network/i.test(error.message);
  act("no-own", 2, unreached ? say.unreached : say.broken(error));
}

async function open(text) {
  await load();
  if (editor) {
    if (editor.text() !== text) editor.replace(text);
    return;
  }
  await styled;
  const pane = lab.querySelector(".pane.code");
  box ??= build(pane);
  pane.classList.add("editing");
  if (pane.querySelector(".pane-body").hidden) pane.querySelector("h2 button").click();
  editor = module.open({
    parent: box.place,
    text,
    original,
    ranges,
    words: editorWords,
    on: { change: (text) => changed(text, box.place.querySelector(".param-control :focus") !== null), run: play },
  });
  buttons(text);
  tell("");
  act("editing", 1);
}

function close() {
  editor.close();
  editor = undefined;
  box.place.replaceChildren();
  box.pane.classList.remove("editing");
  act("editing", 0);
  box.pane.querySelector(".edit")?.focus();
}

function buttons(text) {
  box.reset.disabled = text === original;
  // An own program has no other place to be seen in.
  box.leave.hidden = own || text !== base;
}

/** The text is another one. `moved`: a slider moved, or it was replaced as a whole. */
function changed(text, moved = false) {
  // In a blog the next visit begins with the blogger's program again.
  const stays = embedded || keep(lesson.slug, text === source ? null : text);
  clearTimeout(resting);
  if (text === base && !lesson.own) {
    // What the lesson's own program is.
    run = ++runs;
    ran = null;
    engine?.stop();
    if (own) {
      own = lab.classList.toggle("own", false);
      act("lesson");
    }
    editor.problems([]);
    tell("");
  } else if (moved) {
    start(text);
  } else {
    // The application knows at once; the run follows when the hand rests.
    if (own) tellOwn(text);
    resting = setTimeout(() => start(text), REST_MS);
  }
  buttons(text);
  if (!stays) tell(say.unkept);
}

function play() {
  if (resting) start(editor.text());
  act("play");
}

addEventListener("loopscope-state", ({ detail }) => {
  state = JSON.parse(detail);
  // The address led back to the lesson's own program.
  if (own && !state.own) {
    own = lab.classList.toggle("own", false);
    run = ++runs;
    if (editor) close();
  }
  editor?.show(state.looks ?? []);
  if (own && ended === run) {
    // What it does when it is stopped, or from its beginning as if nobody had.
    if (state.stopped && started) rerun(state.stopped);
    else if (state.again) rerun();
    input?.show(state.outcome === "asks" ? (state.error ?? "") : null);
  }
  // What is under way must not make way for a look at what was.
  variables?.stand(own && ended === run ? state.planned : undefined, started);
});

// ---- Coming here

const styled = new Promise((resolve) => {
  const link = make("link", { rel: "stylesheet", href: new URL("own.css", import.meta.url).href });
  // Without it the editor is plain, but there.
  link.onload = link.onerror = resolve;
  document.head.append(link);
});

/** The text that the address brings along, if it does; null otherwise. */
function brought() {
  const fragment = root.dataset.address ?? location.hash;
  const fields = new URLSearchParams(fragment.replace(/^#/, "").replace(/\+/g, "%2B"));
  const version = fields.get("python") ?? lesson.version;
  // Another one makes the address void, and the application says so.
  if (!lesson.versions.includes(version)) return null;
  python = version;
  return fields.get("py");
}

/** Somebody comes near: what editing takes is fetched. */
export function near() {
  engine?.want();
  // Whoever then wants to edit is told what is wrong.
  load().catch(() => {});
}

/** The reader wants to edit. */
export const edit = () => openHere().catch(trouble);

async function openHere() {
  near();
  await load();
  const there = embedded ? null : kept(lesson.slug);
  base = lesson.own ? source : current();
  const text = there ?? base;
  await open(text);
  editor.focus();
  if (text !== base) start(text);
}

async function arrive() {
  const text = brought();
  if (text === null) return false;
  near();
  if (embedded && text !== original) {
    original = text;
    if (editor) close();
  }
  await open(text);
  start(text);
  return true;
}
addEventListener("hashchange", () => arrive().catch(trouble));

/** What the page shows before anybody edits. */
export const begin = () => beginHere().catch(trouble);

/** The run of the page's own program as it was recorded; nothing if it does not come. */
async function recording() {
  try {
    const response = await fetch(new URL(lesson.recorded, document.baseURI), { credentials: "same-origin" });
    return response.ok ? new Uint8Array(await response.arrayBuffer()) : null;
  } catch {
    return null;
  }
}

async function beginHere() {
  if (await arrive()) return;
  const there = embedded || location.hash.length > 1 ? null : kept(lesson.slug);
  if (lesson.own) {
    // The run that was recorded when the site was made.
    own = lab.classList.toggle("own", true);
    const recorded = await recording();
    if (recorded) {
      tellOwn(source);
      act("told", 0, recorded);
      started = source;
    } else if (there === null || there === source) {
      // What it is of is there, and does the same once more.
      start(source);
    }
  }
  if (there !== null && there !== source) {
    near();
    await open(there);
    start(there);
  }
}
