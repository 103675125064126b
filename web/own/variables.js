// The program's variables at the cursor, on demand: the program, which does the same each time, is run once more up to there
// (crates/python/src/inspect.rs).

/** How long the cursor rests, in milliseconds, before it is asked for them. */
const REST_MS = 120;

const HUES = 6;

function make(tag, properties, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

/** A task's mark as it stands in the code and on the timeline (crates/markup). */
function mark(task) {
  const hue = task === 0 ? 0 : ((task - 1) % HUES) + 1;
  const sign = make("span", { className: `mark hue-${hue}`, textContent: task === 0 ? "·" : task });
  sign.setAttribute("aria-hidden", "true");
  return sign;
}

export class Variables {
  #say;
  #ask;
  #list;
  #asked = null;
  #resting = 0;

  /** `say`: the words. `ask(record)` runs the program up to a record; what comes of it is told to `show`. */
  constructor(say, ask) {
    this.#say = say;
    this.#ask = ask;
    this.#list = make("div", { className: "own-frames" });
    this.element = make("details", { className: "own-variables" }, make("summary", { textContent: say.variables, title: say.variables_hint }), this.#list);
    this.element.ontoggle = () => this.#want();
  }

  /** The cursor stands after so many records of the text's run; undefined while that is not known. */
  stand(records, text) {
    this.records = records;
    this.text = text;
    this.#want();
  }

  #want() {
    const { records, text } = this;
    const place = `${records} ${text}`;
    if (!this.element.open || records === undefined || place === this.#asked) return;
    clearTimeout(this.#resting);
    if (records === 0) {
      this.#asked = place;
      this.show([]);
      return;
    }
    this.#resting = setTimeout(() => {
      this.#asked = place;
      this.#ask(records - 1);
    }, REST_MS);
  }

  /** The answer was lost: another program was run. */
  lost() {
    this.#asked = null;
    this.#want();
  }

  /** [{ task, frames: [{ function, line, variables: [[name, value]], more }] }] */
  show(tasks) {
    const say = this.#say;
    const frames = tasks.flatMap(({ task, frames }) => frames.map((frame) => ({ task, ...frame })));
    const full = frames.filter(({ variables }) => variables.length > 0);
    this.#list.replaceChildren(
      ...full.map(({ task, function: name, line, variables, more }) => {
        const rows = variables.map(([name, value]) => make("div", {}, make("dt", { textContent: name }), make("dd", { textContent: value })));
        const where = make("p", {}, mark(task), " ", make("code", { textContent: task === 0 ? say.program : name }), say.line(line));
        const rest = more > 0 ? [make("p", { textContent: say.more(more) })] : [];
        return make("section", {}, where, make("dl", {}, ...rows), ...rest);
      }),
    );
    if (full.length === 0) this.#list.textContent = say.no_variables;
  }
}
