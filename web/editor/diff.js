// How a text differs from the lesson's, line by line: which lines are changed or added, and where some are gone. Pure.

/** Above so many comparisons the middle counts as changed altogether: nobody waits for an exact answer while typing. */
const MOST = 1_000_000;
const MOST_ALIKE = 10_000;

/**
 * What became of a text.
 *
 * @typedef {object} Differences
 * @property {number[]} changed lines of the new text (counted from 1) that stand for others
 * @property {number[]} added lines of the new text without a counterpart
 * @property {{before: number, count: number}[]} removed how many lines are gone in front of a line of the new text; the line
 *   after the last one stands for its end
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

  let i = 0;
  let j = 0;
  for (const [x, y] of [...common(a, b), [a.length, b.length]]) {
    stretch(a.slice(i, x), b.slice(j, y), head + j + 1, found);
    [i, j] = [x + 1, y + 1];
  }
  return found;
}

/** A stretch of lines of which none is the same. `line`: where the new ones begin. */
function stretch(old, now, line, found) {
  let i = 0;
  let j = 0;
  for (const [x, y] of [...counterparts(old, now), [old.length, now.length]]) {
    for (; j < y; j += 1) found.added.push(line + j);
    if (x > i) found.removed.push({ before: line + y, count: x - i });
    if (y < now.length) found.changed.push(line + y);
    [i, j] = [x + 1, y + 1];
  }
}

/** The pairs of places of lines that are alike, in order: as many and as much alike as can be. */
function counterparts(a, b) {
  if (a.length * b.length > MOST_ALIKE) return Array.from({ length: Math.min(a.length, b.length) }, (_, nth) => [nth, nth]);
  return chain(a.length, b.length, (i, j) => LITTLE + likeness(a[i], b[j]));
}

/** That something stands in a line's place counts, but little. */
const LITTLE = 0.01;

/** How much of two lines is the same at both ends, from 0 to 1. */
function likeness(a, b) {
  const least = Math.min(a.length, b.length);
  let head = 0;
  while (head < least && a[head] === b[head]) head += 1;
  let tail = 0;
  while (tail < least - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail += 1;
  return least === 0 ? 0 : (head + tail) / Math.max(a.length, b.length);
}

/** The pairs of places of a longest common subsequence. */
function common(a, b) {
  return a.length * b.length > MOST ? [] : chain(a.length, b.length, (i, j) => (a[i] === b[j] ? 1 : 0));
}

/** The pairs of places, both rising, whose worths add up to the most; the first ones among equals. A worth of 0 is no pair. */
function chain(rows, columns, worth) {
  const width = columns + 1;
  const best = new Float64Array((rows + 1) * width);
  for (let i = rows - 1; i >= 0; i -= 1) {
    for (let j = columns - 1; j >= 0; j -= 1) {
      const at = i * width + j;
      best[at] = Math.max(best[at + width], best[at + 1], best[at + width + 1] + worth(i, j));
    }
  }
  const pairs = [];
  for (let i = 0, j = 0; i < rows && j < columns; ) {
    const at = i * width + j;
    const here = worth(i, j);
    if (here > 0 && best[at] === best[at + width + 1] + here) pairs.push([i++, j++]);
    else if (best[at] === best[at + width]) i += 1;
    else j += 1;
  }
  return pairs;
}
