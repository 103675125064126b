// A line for `input()`: the program's run ends where it wants one, the reader types it, and the program, which does the same each time,
// is run again with all that was typed.

function make(tag, properties, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

export class Input {
  #typed = [];
  #question;
  #line;
  #asked = false;

  /** `say`: the words. `on()`: something was typed, or forgotten. */
  constructor(say, on) {
    const words = make("span", {});
    this.#question = words;
    this.#line = make("input", { type: "text", autocomplete: "off", spellcheck: false });
    this.#line.setAttribute("autocapitalize", "off");
    const enter = make("button", { type: "submit", className: "quiet", textContent: say.enter });
    this.forget = make("button", { type: "button", className: "quiet", textContent: say.forget, title: say.forget_title });
    this.element = make("form", { className: "own-input", hidden: true }, make("label", {}, words, this.#line), enter, this.forget);
    this.say = say;
    this.element.onsubmit = (event) => {
      event.preventDefault();
      this.#typed.push(this.#line.value);
      this.#line.value = "";
      this.show(null);
      on();
    };
    this.forget.onclick = () => {
      this.clear();
      on();
    };
  }

  /** The lines that were typed so far. */
  get typed() {
    return this.#typed;
  }

  clear() {
    this.#typed = [];
  }

  /** The program asks this, perhaps without words; `null`: it does not ask. Who sees it for the first time can type at once. */
  show(question) {
    const asks = question !== null;
    this.element.hidden = !asks && this.#typed.length === 0;
    this.element.classList.toggle("asks", asks);
    this.#question.textContent = question?.trim() || this.say.input;
    this.forget.hidden = this.#typed.length === 0;
    // Not before something was typed: a page that opens does not take the keyboard.
    if (asks && !this.#asked && this.#typed.length > 0) this.#line.focus();
    this.#asked = asks;
  }
}
