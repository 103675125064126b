// How a text differs from the lesson's, line by line: which lines are changed or added, and where some are gone. Pure.

/** Above so many comparisons the middle counts as changed altogether: nobody waits for an exact answer while typing. */
const MOST = 1_000_000;

/**
 * What became of a text.
 *
 * @typedef {object} Differences
 * @property {number[]} changed lines of the new text (counted from 1) that stand for others
 * @property {number[]} added lines of the new text without a counterpart
 * @property {{before: number, count: number}[]} removed how many lines are gone in front of a line of the new text; the line after
 *   the last one stands for its end
 */

/**
 * The fewest differences between two texts.
 *
 * @param {string[]} old
 * @param {string[]} now
 * @returns {Differences}
 */
export function differences(old, now) {
  const found = { changed: [], added: [], removed: [] };
  const least = Math.min(old.length, now.length);
  let head = 0;
  while (head < least && old[head] === now[head]) head += 1;
  let tail = 0;
  while (tail < least - head && old[old.length - 1 - tail] === now[now.length - 1 - tail]) tail += 1;
  const [a, b] = [old.slice(head, old.length - tail), now.slice(head, now.length - tail)];

  // A stretch of lines that differ: the first of both are counterparts.
  let [gone, come] = [0, 0];
  const close = (next) => {
    for (let nth = 0; nth < come; nth += 1) found[nth < gone ? "changed" : "added"].push(next - come + nth);
    if (gone > come) found.removed.push({ before: next, count: gone - come });
    gone = come = 0;
  };
  const kept = common(a, b);
  let i = 0;
  let j = 0;
  for (const [x, y] of [...kept, [a.length, b.length]]) {
    gone = x - i;
    come = y - j;
    close(head + y + 1);
    [i, j] = [x + 1, y + 1];
  }
  return found;
}

/** The pairs of places of a longest common subsequence. */
function common(a, b) {
  if (a.length * b.length > MOST) return [];
  const width = b.length + 1;
  const lengths = new Uint32Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      const at = i * width + j;
      lengths[at] = a[i] === b[j] ? lengths[at + width + 1] + 1 : Math.max(lengths[at + width], lengths[at + 1]);
    }
  }
  const pairs = [];
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    const at = i * width + j;
    if (a[i] === b[j]) pairs.push([i++, j++]);
    else if (lengths[at + width] >= lengths[at + 1]) i += 1;
    else j += 1;
  }
  return pairs;
}
