// What both pages of the bench share: a program is run, timed from the wish to what it printed.

/** `run` runs a program, and gives what it printed once it has come to its end; `null` when it was stopped before. */
export async function measure(run, hello) {
  const printed = await run(hello);
  // From the page's own beginning: the moment at which it was asked for.
  globalThis.first = { ms: performance.now(), printed };
  dispatchEvent(new Event("first"));
  globalThis.timed = async (source) => {
    const begun = performance.now();
    const printed = await run(source);
    return printed === null ? null : { ms: performance.now() - begun, printed };
  };
}
