/*! With CodeMirror 6 and Lezer, © Marijn Haverbeke and others, under the MIT licence: https://codemirror.net */
// The editor of Python programs, loaded when a reader begins to edit. scripts/build-app bundles it into editor.js, with
// editor.css (web/styles/editor.css) beside it. It knows text and lines, not how programs run: that is its caller's.
//
//   const { open, styled } = await import("./editor-…/editor.js");
//   await styled;                         its style sheet is there, too; no await of the module's own, for which WebKit does not wait
//                                         when it is imported a second time
//   const editor = open({ parent, text, original, ranges, words, on });
//
// parent      the element that the editor is put into, at its end. The page has base.css and code.css.
// text        the program, to begin with.
// original    the lesson's program: differences from it are shown. Without it there are none to show.
// ranges      what is known of the parameters in `# @param` lines (params.js has the grammar), as numbers stand in the program:
//             [{name, label?, min, max, step} or {name, label?, choices: [{value, label?}]}]; a choice's value is its literal.
// words       what it says: the texts of crates/strings/texts/*/editor.toml, by key.
// on          {change(text), run(), leave()}, each may be missing.
//             change: at each edit of the reader's (typing, undo, a slider), not at `replace`. run: Ctrl-Enter, Cmd-Enter.
//             leave: the focus went elsewhere in the page.
//
// What comes back:
//
// text()      the program, with "\n" between lines.
// replace(text, {continues}?)
//             another text, as one step that "undo" takes back; with `continues: true` it joins the step before, as the moves of
//             a slider outside of the editor do. The cursor, looks and problems stay at their lines.
// started()   a run begins with the present text: lines in `show` and `problems` are lines of this text from now on, until the
//             next one, whatever the reader types meanwhile. Before the first one they are lines of the text as it is.
// show(looks) all that the run shows; takes the place of what was shown. A list of
//             {line, kind: "running"}   the line that runs now
//             {line, kind: "pointed"}   the text beside the program points to it
//             {line, kind: "active" | "waiting" | "outer", hue, mark, words?}   a task stands there: it runs or blocks; it is
//               suspended; it is suspended in another line, which this one awaits. `hue`, 0 to 6, and `mark`, its number, are
//               as in crates/markup; `words` say what it waits for.
// problems(list)
//             what is wrong: [{line, column?, endColumn?, message}]. Columns count characters from 1, and `endColumn` is the one
//             after the last, as in CPython's SyntaxError; without them all of the line is underlined. Each goes when its line
//             is edited; of a line that was edited since `started` nothing is shown. An empty list clears.
// reveal(line)   scrolls that line into view.
// focus()     puts the cursor into the text.
// close()     takes the editor off the page.
//
// Lines count from 1. Keys: Tab indents; Esc, then Tab, goes on to what comes next on the page: first the parameters' controls.
// No key that is pressed in the editor is seen by listeners around it.

import { defaultKeymap, history, historyKeymap, indentWithTab, isolateHistory } from "@codemirror/commands";
import { closeBracketsKeymap } from "@codemirror/autocomplete";
import { EditorState, Prec, StateEffect, StateField, Transaction } from "@codemirror/state";
import { EditorView, keymap, lineNumbers } from "@codemirror/view";
import { differs } from "./differs.js";
import { Lines } from "./lines.js";
import { looks, setLooks } from "./looks.js";
import { problems, setProblems } from "./problems.js";
import { python } from "./python.js";
import { continues, sliders } from "./sliders.js";
export { styled } from "./sheet.js";
import { sayings } from "./words.js";

/** Edits that follow each other within so many milliseconds are one step for "undo". */
const TOGETHER = 500;
/** What CodeMirror asks at most; `together` decides. */
const A_DAY = 86_400_000;

/** Effect: the program that runs is the present text. */
const setStarted = StateEffect.define();

/** The lines of the program that runs; none before the first run. */
const program = StateField.define({
  create: () => undefined,
  update: (lines, transaction) =>
    transaction.effects.some((effect) => effect.is(setStarted)) ? Lines.of(transaction.state) : lines?.after(transaction),
});

/** Whether an edit is the same step as the one before. */
function together() {
  let last = 0;
  return [
    history({
      newGroupDelay: A_DAY,
      joinToEvent: (transaction, adjacent) =>
        Boolean(transaction.annotation(continues)) || (adjacent && transaction.annotation(Transaction.time) - last < TOGETHER),
    }),
    EditorView.updateListener.of(({ transactions }) => {
      for (const transaction of transactions) if (transaction.docChanged) last = transaction.annotation(Transaction.time);
    }),
  ];
}

/** Esc lets Tab go on, until another key is pressed or the focus has gone. */
function leaving(say) {
  return [
    EditorView.domEventHandlers({
      keydown({ key, isComposing }, view) {
        if (isComposing) return false;
        if (key === "Escape") {
          view.setTabFocusMode(true);
          say();
        } else if (!["Tab", "Shift", "Control", "Alt", "Meta"].includes(key)) view.setTabFocusMode(false);
        return false;
      },
      blur: (_, view) => view.setTabFocusMode(false),
    }),
  ];
}

/** How far the line that is typed stays away from what covers others, in pixels. */
const CLEAR = 14;

/** From where to where nothing that stays at the window's edges, as bars do, covers the page behind it. */
function free({ dom }) {
  const { left, width } = dom.getBoundingClientRect();
  const { offsetTop = 0, height = innerHeight } = window.visualViewport ?? {};
  const bar = (y) => {
    for (let over = document.elementFromPoint(left + width / 2, y); over && !over.contains(dom) && !dom.contains(over); over = over.parentElement) {
      if (/fixed|sticky/.test(getComputedStyle(over).position)) return over.getBoundingClientRect();
    }
    return undefined;
  };
  let [top, bottom] = [offsetTop, offsetTop + height];
  for (let over; top < bottom && (over = bar(top + 1)); ) top = over.bottom;
  for (let over; top < bottom && (over = bar(bottom - 1)); ) bottom = over.top;
  return { top, bottom };
}

/** What scrolls up and down around an element. */
function scroller(element) {
  for (let at = element.parentElement; at && at !== document.body; at = at.parentElement) {
    if (at.scrollHeight > at.clientHeight && /auto|scroll/.test(getComputedStyle(at).overflowY)) return at;
  }
  return window;
}

/** Scrolls until nothing covers the line that is typed. CodeMirror's own margins end where the editor does. */
function uncover(view) {
  const caret = view.hasFocus ? view.coordsAtPos(view.state.selection.main.head) : null;
  if (!caret) return;
  const { top, bottom } = free(view);
  const above = Math.min(0, caret.top - CLEAR - top);
  const below = Math.max(0, caret.bottom + CLEAR - bottom);
  // Where there is no room for both, the end of the line is what matters.
  if (above || below) scroller(view.dom).scrollBy({ top: below || above, behavior: "instant" });
}

let opened = 0;

/** Opens an editor; see above. */
export function open({ parent, text, original, ranges = [], words, on = {} }) {
  const say = sayings(words);
  const around = document.createElement("div");
  around.className = "editor";
  const hint = document.createElement("span");
  hint.className = "keys-hint";
  hint.id = `editor-hint-${(opened += 1)}`;
  hint.textContent = say.hint;
  const state = document.createElement("span");
  const foot = document.createElement("p");
  foot.className = "editor-foot";
  foot.append(state, hint);
  const aloud = document.createElement("p");
  aloud.className = "unseen";
  aloud.setAttribute("role", "status");

  const run = () => {
    on.run?.();
    return true;
  };
  const lesson = original === undefined ? undefined : differs(original);
  const tell = () => {
    if (!lesson) return;
    const counts = lesson.counts(view.state);
    const same = Object.values(counts).every((count) => count === 0);
    state.textContent = same ? words.same : say.differs(counts);
    state.className = same ? "" : "differs";
  };
  let replacing = false;

  const view = new EditorView({
    doc: text,
    extensions: [
      program,
      lineNumbers(),
      lesson?.extension ?? [],
      looks,
      python,
      problems,
      sliders(ranges, run),
      together(),
      leaving(() => (aloud.textContent = words.free)),
      Prec.highest(
        keymap.of([
          { key: "Mod-Enter", run },
          { key: "Ctrl-Enter", run },
        ]),
      ),
      keymap.of([...closeBracketsKeymap, ...defaultKeymap, ...historyKeymap, indentWithTab]),
      EditorView.updateListener.of(({ view, selectionSet, docChanged, focusChanged }) => {
        // CodeMirror scrolls in this frame, too, and before.
        if (selectionSet || docChanged || focusChanged) requestAnimationFrame(() => uncover(view));
      }),
      EditorState.tabSize.of(4),
      EditorState.phrases.of(say.phrases),
      EditorView.contentAttributes.of({ "aria-label": words.label, "aria-describedby": hint.id }),
      EditorView.updateListener.of(({ docChanged }) => {
        if (!docChanged) return;
        tell();
        if (!replacing) on.change?.(read());
      }),
    ],
    parent: around,
  });
  const read = () => view.state.sliceDoc();
  const lines = () => view.state.field(program) ?? Lines.of(view.state);
  tell();
  around.append(foot, aloud);
  around.addEventListener("focusout", ({ relatedTarget }) => {
    // A window that goes to the back takes no focus away.
    if (!around.contains(relatedTarget) && !around.contains(document.activeElement)) on.leave?.();
  });
  // What is typed here is not for the page: its player listens to single keys.
  around.addEventListener("keydown", (event) => event.stopPropagation());
  parent.append(around);
  // A keyboard that comes up takes room where the line may be that is to be typed.
  const keep = () => {
    if (!view.hasFocus || visualViewport.scale !== 1) return;
    view.dispatch({ effects: EditorView.scrollIntoView(view.state.selection.main.head) });
    requestAnimationFrame(() => uncover(view));
  };
  window.visualViewport?.addEventListener("resize", keep);

  return {
    text: read,
    replace(next, options = {}) {
      const changes = change(read(), next.replace(/\r\n?/g, "\n"));
      if (!changes) return;
      replacing = true;
      view.dispatch({ changes, annotations: options.continues ? continues.of(true) : isolateHistory.of("before") });
      replacing = false;
    },
    started: () => view.dispatch({ effects: setStarted.of(null) }),
    show: (looks) => view.dispatch({ effects: setLooks.of({ looks, lines: lines() }) }),
    problems(list) {
      view.dispatch({ effects: setProblems.of({ list, lines: lines() }) });
      aloud.textContent = list.map(({ line, message }) => say.problem(line, message)).join("\n");
    },
    reveal(line) {
      const found = lines().find(line);
      if (found) view.dispatch({ effects: EditorView.scrollIntoView(found.from, { y: "nearest", yMargin: 40 }) });
    },
    focus: () => view.focus(),
    close() {
      window.visualViewport?.removeEventListener("resize", keep);
      view.destroy();
      around.remove();
    },
  };
}

/** The least stretch that makes one text of another; nothing if they are the same. */
function change(old, now) {
  if (old === now) return undefined;
  const least = Math.min(old.length, now.length);
  let from = 0;
  while (from < least && old[from] === now[from]) from += 1;
  let tail = 0;
  while (tail < least - from && old[old.length - 1 - tail] === now[now.length - 1 - tail]) tail += 1;
  return { from, to: old.length - tail, insert: now.slice(from, now.length - tail) };
}
