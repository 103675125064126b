// The lines of a text as it was, followed through the edits made since: what is told of the program that runs belongs to the text
// that it ran from, while the reader types on.

export class Lines {
  /** Lines of what stands in the editor now. */
  static of(state) {
    return new Lines(state.doc, undefined);
  }

  constructor(doc, changes) {
    this.doc = doc;
    this.changes = changes;
  }

  /** The same lines after a transaction. */
  after(transaction) {
    if (!transaction.docChanged) return this;
    const { desc } = transaction.changes;
    return new Lines(this.doc, this.changes ? this.changes.composeDesc(desc) : desc);
  }

  /**
   * Where a line is now: its range in the present text, and whether it was touched; `undefined` if it is gone or never was.
   *
   * @param {number} line counted from 1
   */
  find(line) {
    if (!Number.isInteger(line) || line < 1 || line > this.doc.lines) return undefined;
    const { from, to } = this.doc.line(line);
    if (!this.changes) return { from, to, touched: false };
    const now = { from: this.changes.mapPos(from, 1), to: this.changes.mapPos(to, -1) };
    if (now.to < now.from || (now.to === now.from && to > from)) return undefined;
    return { ...now, touched: Boolean(this.changes.touchesRange(from, to)) };
  }

  /** The text of a line as it was. */
  text(line) {
    return this.doc.line(line).text;
  }
}
