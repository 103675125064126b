// The interface's own texts, read from the files that the application is built from: specs ask for what a reader sees.

import { existsSync, readFileSync } from "node:fs";

const repository = (path: string) => new URL(`../${path}`, import.meta.url);
const read = (path: string) => readFileSync(repository(path), "utf8");

/** A language by its code, as crates/strings/languages.toml lists it. */
export type Lang = string;

const list = read("crates/strings/languages.toml");
const strings = (toml: string) => [...toml.matchAll(/"([^"]*)"/g)].map(([, text]) => text);

/** Every language, in the order in which they are offered. */
export const LANGS: readonly Lang[] = strings(/^languages = \[(.*)\]$/m.exec(list)?.[1] ?? "");
/** That of readers of whom nothing is known. */
export const DEFAULT: Lang = strings(/^default = (.*)$/m.exec(list)?.[1] ?? "")[0];
/** The pseudo-language, made from that; its pages are in dist-pseudo/, which `./x test build` makes. */
export const PSEUDO: Lang = "xx";

/** The others of the list, as a page in this language offers them. */
export const others = (lang: Lang): Lang[] => LANGS.filter((other) => other !== lang);

type Texts = Record<string, string>;

/** What is told of each language: its folder of texts, or what is made of the default's. */
function told<T>(of: (lang: Lang) => T, pseudo: () => T): Record<Lang, T> {
  return { ...Object.fromEntries(LANGS.map((lang) => [lang, of(lang)])), get [PSEUDO]() { return pseudo(); } };
}

/** A flat table of `key = "text"`; strings in these files are as JSON has them. */
function flat(lang: Lang, table: string): Texts {
  const path = `crates/strings/texts/${lang}/${table}.toml`;
  const pairs = read(path).split("\n").map((line) => /^(\w+) = (".*")$/.exec(line)).filter((match) => match !== null);
  if (pairs.length === 0) throw new Error(`${path} has no texts`);
  return Object.fromEntries(pairs.map(([, key, text]) => [key, JSON.parse(text) as string]));
}

/** A table in the pseudo-language, as the site was built with it. */
function made(table: string): Texts {
  if (!existsSync(repository("dist-pseudo/tables.json"))) throw new Error("dist-pseudo/ is not there: ./x test build makes it");
  return (JSON.parse(read("dist-pseudo/tables.json")) as Record<string, Texts>)[table];
}

/** The value of the `lang` attribute. */
export const HTML_LANG = told((lang) => flat(lang, "language").html, () => `${flat(DEFAULT, "language").html}-XA`);
/** A language's name in itself. */
export const NAME = told((lang) => flat(lang, "language").name, () => "");

/** The texts of some tables by their keys, in each language. */
export function table(...names: string[]): Record<Lang, (key: string) => string> {
  const by = (texts: Texts) => (key: string) => {
    const text = texts[key];
    if (text === undefined) throw new Error(`no '${key}' in crates/strings: ${names.join(", ")}`);
    return text;
  };
  const all = (of: (name: string) => Texts): Texts => Object.assign({}, ...names.map(of));
  return told((lang) => by(all((name) => flat(lang, name))), () => by(all(made)));
}

/** All texts of a table in a language. */
export const whole = (name: string, lang: Lang): Texts => (lang === PSEUDO ? made(name) : flat(lang, name));

/** Texts of the application, of the static pages, of the element in a blog, and of the event log's sentences. */
export const page = table("page", "panes");
export const site = table("site");
export const embed = table("embed");
/** Texts around a program that the Python engine runs. */
export const own = table("own");
export const view = table("view", "state");

const escape = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** What a template looks like when it is filled in; placeholders that are not given can be anything. */
export function filled(template: string, values: Record<string, string> = {}): RegExp {
  const parts = template.split(/\{(\w+)\}/);
  const source = parts.map((part, nth) => (nth % 2 === 0 ? escape(part) : part in values ? escape(values[part]) : ".+"));
  // A value in Han stands beside Han without the template's space.
  return new RegExp(`^${source.join("").replaceAll(" ", " ?")}$`, "s");
}
