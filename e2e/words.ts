// The interface's own texts, read from the files that the application is built from: specs ask for what a reader sees.

import { readFileSync } from "node:fs";

export const LANGS = ["en", "zh"] as const;
export type Lang = (typeof LANGS)[number];

/** The value of the `lang` attribute. */
export const HTML_LANG: Record<Lang, string> = { en: "en", zh: "zh-CN" };

type Texts = Record<string, string>;

/** A flat table of `key = "text"`; strings in these files are as JSON has them. */
function read(file: string): Texts {
  const lines = readFileSync(new URL(`../crates/strings/${file}.toml`, import.meta.url), "utf8").split("\n");
  const pairs = lines.map((line) => /^(\w+) = (".*")$/.exec(line)).filter((match) => match !== null);
  if (pairs.length === 0) throw new Error(`crates/strings/${file}.toml has no texts`);
  return Object.fromEntries(pairs.map(([, key, text]) => [key, JSON.parse(text) as string]));
}

function table(...names: string[]): Record<Lang, (key: string) => string> {
  const of = (lang: Lang) => {
    const texts: Texts = Object.assign({}, ...names.map((name) => read(`${name}.${lang}`)));
    return (key: string) => {
      const text = texts[key];
      if (text === undefined) throw new Error(`no '${key}' in crates/strings: ${names.join(", ")}`);
      return text;
    };
  };
  return { en: of("en"), zh: of("zh") };
}

/** Texts of the application, of the static pages, and of the event log's sentences. */
export const page = table("page", "panes");
export const site = table("site");
export const view = table("view", "state");

const escape = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** What a template looks like when it is filled in; placeholders that are not given can be anything. */
export function filled(template: string, values: Record<string, string> = {}): RegExp {
  const parts = template.split(/\{(\w+)\}/);
  const source = parts.map((part, nth) => (nth % 2 === 0 ? escape(part) : part in values ? escape(values[part]) : ".+"));
  // A value in Han stands beside Han without the template's space.
  return new RegExp(`^${source.join("").replaceAll(" ", " ?")}$`, "s");
}
