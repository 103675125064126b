#!/usr/bin/env node
// WebKit, as Playwright wants it: started in the place of a browser that speaks WebDriver BiDi, this answers it with what Debian's
// WebKitWebDriver can do, which is WebDriver without events. What happens on a page is therefore asked for, again and again. A context
// of Playwright's is a browser of its own. What that driver has no command for fails by its name; docs/BROWSERS.md lists it.
//
// When WebKitGTK's driver speaks BiDi, this file goes.

import { Script } from "node:vm";
import { WebSocketServer } from "ws";
import { Driver, LOCALE } from "./webkit-driver.mjs";
import { install } from "./webkit-page.js";

/** How often a page is looked at, in milliseconds: one that is about to change, and one that rests. */
const SOON = 15;
const REST = 60;
/** A promise is waited for so long before other commands have their turn, in milliseconds. */
const PATIENCE = 40;
/** A document is expected so long after it was asked for. */
const COMING = 20_000;
/** After so many looks it is asked whether there are other windows. */
const WINDOWS = 8;

const INSTALL = `(${install})`;
/** How an expression may end, where it stands alone. */
const END = /;?\s*$/;
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** What is said when a document has gone meanwhile. */
class Gone extends Error {}

/** A page's main document or a frame's: a browsing context. */
class Context {
  /** The document in it, and where it is. */
  doc;
  url = "about:blank";
  ready = "";
  /** A navigation that was asked for and has not begun to show. */
  navigation;
  frames = new Map();

  constructor(id, session, parent, handle) {
    Object.assign(this, { id, session, parent, handle });
  }

  get top() {
    return this.parent?.top ?? this;
  }

  get realm() {
    return `${this.id}:${this.doc}`;
  }
}

/** A browser, which has what belongs to one of Playwright's contexts. */
class Session {
  contexts = new Map();
  preloads = new Map();
  /** Answers to calls whose promises were not settled at once, by number. */
  pending = new Map();
  viewport;
  closed = false;
  looks = 0;
  #turn = Promise.resolve();
  /** Where the driver's commands go now. */
  #at;

  constructor(name, tell) {
    Object.assign(this, { name, tell });
  }

  async open() {
    this.driver = await Driver.open();
    void this.#watch();
  }

  /** One thing after the other: between two of them no other may lead the driver into another frame. */
  #alone(work) {
    const done = this.#turn.then(work);
    this.#turn = done.catch(() => {});
    return done;
  }

  async #go(context) {
    if (this.#at === context) return;
    const { driver } = this;
    if (this.#at?.top !== context.top) await driver.ask("POST", "/window", { handle: context.top.handle });
    this.#at = undefined;
    const path = [];
    for (let at = context; at.parent; at = at.parent) path.unshift(at);
    await driver.ask("POST", "/frame", { id: null });
    for (const frame of path) {
      const script = `return globalThis.__bidi?.element(${JSON.stringify(frame.id)})`;
      const element = await driver.ask("POST", "/execute/sync", { script, args: [] });
      if (!element) throw new Gone(`frame ${frame.id} is gone`);
      await driver.ask("POST", "/frame", { id: element });
    }
    this.#at = context;
  }

  /** Runs this in a context's document and hears what there is to tell of it. */
  async #run(context, body) {
    await this.#go(context);
    const script = `const done = arguments[arguments.length - 1];
      const before = globalThis.__bidi?.doc;
      ${INSTALL}(${JSON.stringify(context.id)});
      const bidi = globalThis.__bidi;
      bidi.context = ${JSON.stringify(context.id)};
      bidi.parent = ${JSON.stringify(context.parent?.id)};
      const fresh = bidi.doc !== ${JSON.stringify(context.doc)};
      const tell = (answer) => done(JSON.stringify({ answer, state: bidi.state() }));
      if (fresh) tell();
      else { ${body} }`;
    let told;
    try {
      told = JSON.parse(await this.driver.ask("POST", "/execute/async", { script, args: [] }));
    } catch (error) {
      if (process.env.LOOPSCOPE_BIDI) console.error("run", error.message.slice(0, 300));
      this.#at = undefined;
      if (/no such window/.test(error.error) && !context.parent) throw error;
      throw new Gone(error.message);
    }
    const fresh = told.state.doc !== context.doc;
    this.#hear(context, told.state);
    if (!fresh) return told.answer;
    // A document that was not there before: first what should have been there before its own scripts, then what was asked for.
    for (const { functionDeclaration, remotes } of this.preloads.values()) await this.#call(context, functionDeclaration, remotes ?? [], {}).catch(() => {});
    throw new Gone("another document is there");
  }

  #hear(context, { doc, url, ready, frames, settled }) {
    const { tell } = this;
    const about = { context: context.id, url, timestamp: Date.now(), userContext: this.name };
    const navigation = context.navigation ?? null;
    if (doc !== context.doc) {
      if (context.doc) this.#forget(context);
      context.doc = doc;
      context.navigation = undefined;
      context.ready = "";
      context.url = url;
      if (url !== "about:blank" || navigation) {
        if (!navigation) tell("browsingContext.navigationStarted", { ...about, navigation });
        tell("browsingContext.navigationCommitted", { ...about, navigation });
      }
      tell("script.realmCreated", { realm: context.realm, origin: new URL(url, "about:blank").origin, type: "window", context: context.id, userContext: this.name });
    } else if (url !== context.url) {
      context.url = url;
      context.navigation = undefined;
      tell("browsingContext.fragmentNavigated", { ...about, navigation });
    }
    if (ready !== context.ready) {
      if (context.ready !== "interactive" && ready !== "loading") tell("browsingContext.domContentLoaded", { ...about, navigation });
      if (ready === "complete") tell("browsingContext.load", { ...about, navigation });
      context.ready = ready;
    }
    for (const id of frames) {
      if (context.frames.has(id)) continue;
      const frame = new Context(id, this, context);
      context.frames.set(id, frame);
      this.contexts.set(id, frame);
      tell("browsingContext.contextCreated", { context: id, url: "about:blank", userContext: this.name, parent: context.id, children: [], originalOpener: null, clientWindow: this.name });
    }
    for (const frame of [...context.frames.values()]) if (!frames.includes(frame.id)) this.#remove(frame);
    for (const { number, answer } of settled) {
      this.pending.get(number)?.resolve(answer);
      this.pending.delete(number);
    }
  }

  /** A document has gone, with all that was in it. */
  #forget(context) {
    for (const frame of [...context.frames.values()]) this.#remove(frame);
    for (const realm of [context.realm, `${context.realm}:utility`]) this.tell("script.realmDestroyed", { realm });
    for (const [number, { of, reject }] of this.pending) {
      if (of !== context.realm) continue;
      this.pending.delete(number);
      reject(new Gone("the document has gone"));
    }
  }

  #remove(context) {
    if (context.doc) this.#forget(context);
    context.parent?.frames.delete(context.id);
    this.contexts.delete(context.id);
    if (this.#at === context) this.#at = undefined;
    this.tell("browsingContext.contextDestroyed", { context: context.id, url: context.url, parent: context.parent?.id ?? null, userContext: this.name, children: [], originalOpener: null, clientWindow: this.name });
  }

  #call(context, functionDeclaration, remotes, { owned = false, depth = 10, awaits = true, expression = false } = {}) {
    const texts = [...new Set(codes(remotes))].filter(isCode).map((text) => `[${JSON.stringify(text)}, () => (${text.replace(END, "")}\n)]`);
    const make = expression ? `() => () => (${functionDeclaration.replace(END, "")}\n)` : `() => (${functionDeclaration}\n)`;
    return this.#run(context, `bidi.call(${make}, ${JSON.stringify(remotes)}, [${texts}], ${JSON.stringify({ owned, depth, awaits, patience: PATIENCE })}, tell)`);
  }

  /** Calls a function in a context's document, and waits for what it gives. */
  async call(context, ...rest) {
    const { realm } = context;
    const answer = await this.#alone(() => this.#call(context, ...rest));
    if (answer.pending === undefined) return answer;
    return new Promise((resolve, reject) => this.pending.set(answer.pending, { of: realm, resolve, reject }));
  }

  /** Looks at each document, as long as the browser is there. */
  async #watch() {
    while (!this.closed) {
      await this.#alone(() => this.#look()).catch(() => {});
      const changes = [...this.contexts.values()].some(({ navigation, ready, doc }) => navigation || !doc || ready !== "complete");
      await sleep(changes ? SOON : REST);
    }
  }

  async #look() {
    if (this.looks++ % WINDOWS === 0) await this.#windows();
    for (const context of [...this.contexts.values()]) {
      if (this.contexts.get(context.id) !== context) continue;
      await this.#run(context, "tell()").catch((error) => {
        if (!(error instanceof Gone) && !context.parent) throw error;
      });
    }
  }

  /** Windows that a page has opened. */
  async #windows() {
    const known = new Set([...this.contexts.values()].map(({ handle }) => handle));
    if (known.size === 0) return;
    for (const handle of await this.driver.ask("GET", "/window/handles")) if (!known.has(handle)) this.#created(handle, [...this.contexts.keys()][0]);
  }

  #created(handle, originalOpener = null) {
    const context = new Context(handle, this, undefined, handle);
    this.contexts.set(handle, context);
    this.tell("browsingContext.contextCreated", { context: handle, url: "about:blank", userContext: this.name, parent: null, children: [], originalOpener, clientWindow: this.name });
    return context;
  }

  /** Another page. */
  create() {
    return this.#alone(async () => {
      const taken = [...this.contexts.values()].some(({ parent }) => !parent);
      const handle = taken ? (await this.driver.ask("POST", "/window/new", { type: "window" })).handle : await this.driver.ask("GET", "/window");
      const context = this.#created(handle);
      if (this.viewport) await this.#resize(context, this.viewport);
      await this.#run(context, "tell()").catch(() => {});
      return context;
    });
  }

  resize(context, viewport) {
    return this.#alone(() => this.#resize(context, viewport));
  }

  /** Makes the window so large that its page has this size. */
  async #resize(context, { width, height }) {
    await this.#go(context.top);
    const size = () => this.driver.ask("POST", "/execute/sync", { script: "return [innerWidth, innerHeight]", args: [] });
    let [w, h] = [width, height];
    for (let tries = 40; tries > 0; tries--) {
      if (tries % 10 === 0) {
        await this.driver.ask("POST", "/window/rect", { x: 0, y: 0, width: w, height: h });
      }
      const [is, high] = await size();
      if (is === width && high === height) return;
      if (tries % 10 === 5) [w, h] = [w + width - is, h + height - high];
      await sleep(20);
    }
  }

  /** Leads a page to an address; told is the number of the navigation. */
  async navigate(context, url) {
    const navigation = `${++navigations}`;
    const before = context.doc;
    const same = url.includes("#") && url.split("#")[0] === context.url.split("#")[0] && url !== context.url;
    await this.#alone(async () => {
      await this.#go(context);
      context.navigation = navigation;
      this.tell("browsingContext.navigationStarted", { context: context.id, navigation, url, timestamp: Date.now(), userContext: this.name });
      await this.driver.ask("POST", "/url", { url });
    });
    await this.#until(() => context.doc !== before || (same && context.navigation !== navigation));
    return navigation;
  }

  async #until(holds) {
    for (const end = Date.now() + COMING; !holds() && !this.closed; await sleep(SOON)) if (Date.now() > end) throw new Error("the document does not come");
  }

  async reload(context) {
    const before = context.doc;
    await this.#alone(async () => {
      await this.#go(context);
      context.navigation = `${++navigations}`;
      await this.driver.ask("POST", "/refresh", {});
    });
    await this.#until(() => context.doc !== before && context.ready !== "loading");
  }

  /** Asks the driver for something that belongs to a page. */
  ask(context, method, path, body) {
    return this.#alone(async () => {
      await this.#go(context);
      return this.driver.ask(method, path, body);
    });
  }

  async shut(context) {
    await this.#alone(async () => {
      const others = [...this.contexts.values()].some((other) => !other.parent && other !== context);
      // The last window would take the browser with it.
      if (others) {
        await this.#go(context);
        await this.driver.ask("DELETE", "/window");
        this.#at = undefined;
      }
      this.#remove(context);
    });
    if (this.contexts.size === 0) await this.close();
  }

  async close() {
    if (this.closed) return;
    this.closed = true;
    for (const { reject } of this.pending.values()) reject(new Gone("the browser was closed"));
    this.pending.clear();
    for (const context of [...this.contexts.values()]) if (!context.parent) this.#remove(context);
    await this.driver.close();
  }
}

let navigations = 0;

/** Texts in a call's arguments that the page will make code of. */
function* codes(remotes) {
  const [first, , third] = remotes.slice(1);
  // Playwright's own call: whether it is a function, how it is told, the text.
  if (first && third?.type === "string") yield third.value;
  yield* named(remotes);
}

/** Where Playwright's own functions have texts that the page will make code of, and how they put it. */
const CODE = {
  functionText: (text) => [`(${text})`],
  callbackText: (text) => [text],
  expression: (text) => [text],
  source: (text) => [`\n    (() => {\n      const module = {};\n      ${text}\n      return module.exports.default();\n    })()`],
};
/** Not everything under such a name is code. */
const known = new Map();
function isCode(text) {
  if (!known.has(text)) {
    let is = true;
    try {
      new Script(`(${text.replace(END, "")}\n)`);
    } catch {
      is = false;
    }
    known.set(text, is);
  }
  return known.get(text);
}

const unwrapped = (remote) => (remote?.type === "object" ? Object.fromEntries(remote.value.map(([key, item]) => [key.value ?? key, item])) : {});

function* named(remote) {
  if (Array.isArray(remote)) for (const one of remote) yield* named(one);
  else if (remote?.type === "array") yield* named(remote.value);
  else if (remote?.type === "object") {
    const { k, v } = unwrapped(remote);
    // Playwright's own form of an object's entries.
    if (CODE[k?.value] && v?.type === "string") yield* CODE[k.value](v.value);
    else for (const [, item] of remote.value) yield* named(item);
  }
}

/** What one of Playwright's browsers is. */
class Bridge {
  sessions = new Map();
  /** A browser that is started before it is wanted. */
  #spare;

  constructor(send) {
    this.send = send;
  }

  #start() {
    const name = `user-${++Bridge.count}`;
    const session = new Session(name, (method, params) => !session.closed || /Destroyed/.test(method) ? this.send({ type: "event", method, params }) : undefined);
    return session.open().then(() => session);
  }

  static count = 0;

  async #context(id) {
    for (const session of this.sessions.values()) {
      const context = session.contexts.get(id);
      if (context) return context;
    }
    throw Object.assign(new Error(`no context ${id}`), { error: "no such frame" });
  }

  #of({ context, realm }) {
    return this.#context(context ?? realm.split(":")[0]);
  }

  commands = {
    "session.new": async () => {
      this.#spare = this.#start();
      const { version } = (await this.#spare).driver;
      return { sessionId: "webkit", capabilities: { browserName: "webkit", browserVersion: version, userAgent: `WebKitGTK ${version}`, acceptInsecureCerts: false, platformName: "linux", setWindowRect: true } };
    },
    "session.subscribe": () => ({ subscription: "all" }),
    "session.end": () => ({}),
    "browser.close": async () => {
      setTimeout(() => end(this), 0);
      return {};
    },
    "browser.createUserContext": async () => {
      const session = await (this.#spare ?? this.#start());
      this.#spare = undefined;
      this.sessions.set(session.name, session);
      return { userContext: session.name };
    },
    "browser.removeUserContext": async ({ userContext }) => {
      await this.sessions.get(userContext)?.close();
      this.sessions.delete(userContext);
      return {};
    },
    "browsingContext.create": async ({ userContext }) => {
      const session = this.sessions.get(userContext);
      return { context: (await session.create()).id };
    },
    "browsingContext.close": async (params) => {
      const context = await this.#of(params);
      await context.session.shut(context);
      return {};
    },
    "browsingContext.activate": () => ({}),
    "browsingContext.navigate": async (params) => {
      const context = await this.#of(params);
      return { navigation: await context.session.navigate(context, params.url), url: params.url };
    },
    "browsingContext.reload": async (params) => {
      const context = await this.#of(params);
      await context.session.reload(context);
      return { navigation: null, url: context.url };
    },
    "browsingContext.traverseHistory": async (params) => {
      const context = await this.#of(params);
      for (let steps = Math.abs(params.delta); steps > 0; steps--) await context.session.ask(context, "POST", params.delta < 0 ? "/back" : "/forward", {});
      return {};
    },
    "browsingContext.setViewport": async ({ context: id, userContexts, viewport }) => {
      if (id) {
        const context = await this.#context(id);
        if (viewport) await context.session.resize(context, viewport);
      }
      for (const name of userContexts ?? []) this.sessions.get(name).viewport = viewport;
      return {};
    },
    "browsingContext.captureScreenshot": async (params) => {
      const context = await this.#of(params);
      return { data: await context.session.ask(context, "GET", "/screenshot") };
    },
    "browsingContext.locateNodes": async (params) => {
      const context = await this.#of(params);
      const answer = await context.session.call(context, "(name) => globalThis.__bidi.element(name)", [{ type: "string", value: params.locator.value.context }], { depth: 0 });
      return { nodes: answer.type === "success" && answer.result.type === "node" ? [answer.result] : [] };
    },
    "script.evaluate": (params) => this.#evaluate(params, params.expression, [], true),
    "script.callFunction": (params) => this.#evaluate(params, params.functionDeclaration, params.arguments ?? [], false),
    "script.disown": async ({ target, handles }) => {
      const context = await this.#of(target);
      await context.session.call(context, "(...names) => globalThis.__bidi.disown(names)", handles.map((value) => ({ type: "string", value }))).catch(() => {});
      return {};
    },
    "script.addPreloadScript": async ({ functionDeclaration, arguments: remotes, contexts, userContexts }) => {
      const script = `preload-${++Bridge.count}`;
      const sessions = userContexts ? userContexts.map((name) => this.sessions.get(name)) : (await Promise.all((contexts ?? []).map((id) => this.#context(id)))).map(({ session }) => session);
      for (const session of sessions) session.preloads.set(script, { functionDeclaration, remotes });
      return { script };
    },
    "script.removePreloadScript": ({ script }) => {
      for (const session of this.sessions.values()) session.preloads.delete(script);
      return {};
    },
    "input.performActions": async ({ context: id, actions }) => {
      const context = await this.#context(id);
      await context.session.ask(context, "POST", "/actions", { actions: actions.map(classic) });
      return {};
    },
    "input.releaseActions": async (params) => {
      const context = await this.#of(params);
      await context.session.ask(context, "DELETE", "/actions");
      return {};
    },
    // What Playwright says to every context, and what does no harm where it is not done.
    "network.addIntercept": ({ phases }) => {
      if (phases.includes("beforeRequestSent")) throw unknown("network.addIntercept");
      return { intercept: "none" };
    },
    "network.removeIntercept": () => ({}),
    "network.addDataCollector": () => ({ collector: "none" }),
    "network.setCacheBehavior": () => ({}),
    "browser.setDownloadBehavior": () => ({}),
    "emulation.setLocaleOverride": ({ locale }) => {
      if (locale !== LOCALE) throw unknown(`the locale ${locale}`);
      return {};
    },
    "emulation.setScreenOrientationOverride": () => ({}),
    "emulation.setScreenSettingsOverride": () => ({}),
    "emulation.setMediaFeaturesOverride": () => ({}),
  };

  async #evaluate({ target, serializationOptions = {}, resultOwnership, awaitPromise }, text, remotes, expression) {
    const context = await this.#of(target);
    const options = { owned: resultOwnership === "root", depth: serializationOptions.maxObjectDepth ?? 1_000, awaits: awaitPromise, expression };
    const answer = await context.session.call(context, text, remotes, options);
    return { ...answer, realm: target.sandbox ? `${context.realm}:utility` : context.realm };
  }

  async answer({ id, method, params }) {
    try {
      const command = this.commands[method];
      if (!command) throw unknown(method);
      this.send({ id, type: "success", result: await command(params) });
    } catch (error) {
      this.send({ id, type: "error", error: error.error ?? (error instanceof Gone ? "no such handle" : "unknown error"), message: error.message });
    }
  }
}

const unknown = (method) => Object.assign(new Error(`WebKitWebDriver has no command for ${method}`), { error: "unknown command" });

/** What the driver calls the same. */
function classic(source) {
  const actions = source.actions.map((action) => {
    if (action.type !== "pointerMove" && action.type !== "scroll") return action;
    return { duration: 0, origin: "viewport", ...action, x: Math.round(action.x), y: Math.round(action.y) };
  });
  return { ...source, actions };
}

async function end(bridge) {
  await Promise.all([...(bridge?.sessions.values() ?? [])].map((session) => session.close()));
  process.exit(0);
}

let bridge;
const server = new WebSocketServer({ host: "127.0.0.1", port: 0 });
server.on("listening", () => console.error(`WebDriver BiDi listening on ws://127.0.0.1:${server.address().port}`));
server.on("connection", (client) => {
  bridge = new Bridge((message) => client.send(JSON.stringify(message)));
  client.on("message", (data) => {
    const message = JSON.parse(String(data));
    if (process.env.LOOPSCOPE_BIDI) console.error("→", String(data).slice(0, 600));
    void bridge.answer(message);
  });
  client.on("close", () => end(bridge));
});
process.on("SIGTERM", () => end(bridge));
