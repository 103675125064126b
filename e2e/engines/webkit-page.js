// What engines/webkit.mjs puts into each document of WebKit: objects that Playwright holds by handles, what a call gave, in the form
// that WebDriver BiDi has for it, and promises that are not settled yet. WebDriver hands these functions over as text, so nothing here
// comes from outside of them.

/** Puts `globalThis.__bidi` into a document, if it is not there; and says what there is to tell of the document. */
export function install(context) {
  const key = "__bidi";
  if (globalThis[key]) return;
  const handles = new Map();
  const ids = new WeakMap();
  const settled = [];
  const compiled = new Map();
  let last = 0;
  const doc = `${Date.now().toString(36)}${Math.random().toString(36).slice(2, 8)}`;
  const id = () => `${doc}.${++last}`;

  /** The page's policy forbids to make code of text, so the text came as a function, too. */
  const native = globalThis.eval;
  globalThis.eval = (text) => (compiled.has(text) ? compiled.get(text)() : native(text));

  /** A name for a node or a frame's element, which stays the same. */
  const named = (object) => {
    if (!ids.has(object)) {
      const name = id();
      ids.set(object, name);
      handles.set(name, object);
    }
    return ids.get(object);
  };

  /** Frames, also those of a custom element's own. */
  const within = (root) => [...root.querySelectorAll("iframe, frame"), ...[...root.querySelectorAll("*")].flatMap(({ shadowRoot }) => (shadowRoot ? within(shadowRoot) : []))];
  const frames = () => within(document);
  const contextOf = (window) => {
    if (window === globalThis) return agent.context;
    const element = frames().find(({ contentWindow }) => contentWindow === window);
    return element ? named(element) : window === parent ? agent.parent : undefined;
  };

  const value = (remote) => {
    const at = remote.sharedId ?? remote.handle;
    if (at !== undefined) {
      if (!handles.has(at)) throw new Error(`no such handle: ${at}`);
      return handles.get(at);
    }
    switch (remote.type) {
      case "undefined":
        return undefined;
      case "null":
        return null;
      case "number":
        return Number(remote.value);
      case "bigint":
        return BigInt(remote.value);
      case "array":
        return remote.value.map(value);
      case "object":
        return Object.fromEntries(remote.value.map(([key, item]) => [typeof key === "string" ? key : value(key), value(item)]));
      case "date":
        return new Date(remote.value);
      case "regexp":
        return new RegExp(remote.value.pattern, remote.value.flags);
      case "channel":
        return () => {};
      default:
        return remote.value;
    }
  };

  const kind = (object) => {
    if (object instanceof Node) return "node";
    if (object === object.window) return "window";
    if (Array.isArray(object)) return "array";
    if (object instanceof Error) return "error";
    if (object instanceof Promise) return "promise";
    if (object instanceof Date) return "date";
    if (object instanceof RegExp) return "regexp";
    if (object instanceof Map) return "map";
    if (object instanceof Set) return "set";
    return typeof object;
  };

  const remote = (object, { owned, depth }) => {
    if (object === undefined) return { type: "undefined" };
    if (object === null) return { type: "null" };
    if (typeof object === "number") {
      return { type: "number", value: Object.is(object, -0) ? "-0" : Number.isFinite(object) ? object : String(object) };
    }
    if (typeof object === "string" || typeof object === "boolean") return { type: typeof object, value: object };
    if (typeof object === "bigint") return { type: "bigint", value: String(object) };
    const type = kind(object);
    const told = { type };
    if (type === "node") {
      told.sharedId = named(object);
      told.value = { nodeType: object.nodeType, localName: object.localName, attributes: Object.fromEntries([...(object.attributes ?? [])].map(({ name, value }) => [name, value])) };
    }
    if (type === "window") told.value = { context: contextOf(object) };
    if (owned) {
      told.handle = id();
      handles.set(told.handle, object);
    }
    if (depth > 0 && type === "array") told.value = object.map((item) => remote(item, { depth: depth - 1 }));
    if (depth > 0 && type === "object") told.value = Object.entries(object).map(([key, item]) => [key, remote(item, { depth: depth - 1 })]);
    return told;
  };

  const thrown = (error) => {
    const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    return { type: "exception", exceptionDetails: { text: error?.stack ? `${text}\n${error.stack}` : text, columnNumber: 0, lineNumber: 0, exception: { type: "error" }, stackTrace: { callFrames: [] } } };
  };

  const agent = {
    doc,
    context,
    parent: undefined,
    /** Calls a function; what it gave, or the number under which that will be told. */
    call(make, remotes, texts, options, done) {
      for (const [text, thunk] of texts) compiled.set(text, thunk);
      const finish = (given) => {
        try {
          return { type: "success", result: remote(given, options) };
        } catch (error) {
          return thrown(error);
        }
      };
      let given;
      try {
        given = make()(...remotes.map(value));
      } catch (error) {
        done(thrown(error));
        return;
      }
      if (!options.awaits || typeof given?.then !== "function") {
        done(finish(given));
        return;
      }
      const number = id();
      let late = false;
      const tell = (answer) => (late ? settled.push({ number, answer }) : (clearTimeout(timer), done(answer)));
      const timer = setTimeout(() => {
        late = true;
        done({ pending: number });
      }, options.patience);
      given.then(
        (given) => tell(finish(given)),
        (error) => tell(thrown(error)),
      );
    },
    disown: (names) => names.forEach((name) => handles.delete(name)),
    /** The element of a frame. */
    element: (name) => handles.get(name),
    state: () => ({
      doc,
      url: location.href,
      ready: document.readyState,
      frames: frames().map(named),
      settled: settled.splice(0),
    }),
    remote,
  };
  Object.defineProperty(globalThis, key, { value: agent });
}
