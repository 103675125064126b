// The lessons, from their folders; and what a lesson's page says of its parameters.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { PSEUDO, type Lang } from "./words.ts";

const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), "utf8");

export interface Lesson {
  slug: string;
  order: number;
  /** Its program has a Rust twin, which is what runs; else the Python engine runs the program itself, and its default run was recorded. */
  twin: boolean;
  title: Record<Lang, string>;
}

function lesson(folder: string): Lesson {
  const toml = read(`lessons/${folder}/lesson.toml`);
  const slug = /^slug = "(.+)"$/m.exec(toml)?.[1];
  const order = /^order = (\d+)$/m.exec(toml)?.[1];
  const titles = /^title = \{ (.*) \}$/m.exec(toml)?.[1];
  if (!slug || !order || !titles) throw new Error(`lessons/${folder}/lesson.toml has no slug, order or title`);
  const title = [...titles.matchAll(/([\w-]+) = ("(?:[^"\\]|\\.)*")/g)].map(([, lang, text]) => [lang, JSON.parse(text) as string]);
  const twin = existsSync(new URL(`../lessons/${folder}/snippet.rs`, import.meta.url));
  return { slug, order: Number(order), twin, title: Object.fromEntries(title) as Record<Lang, string> };
}

/** All lessons, in order. */
export const LESSONS: readonly Lesson[] = readdirSync(new URL("../lessons", import.meta.url))
  .map(lesson)
  .sort((a, b) => a.order - b.order);

/** Those with a Rust twin, and those without. */
export const TWINS = LESSONS.filter(({ twin }) => twin);
export const TWINLESS = LESSONS.filter(({ twin }) => !twin);

/** The playground's programs by their names in addresses: the blank one, then the examples. */
export const PROGRAMS: readonly string[] = [
  "playground",
  ...[...read("playground/playground.toml").matchAll(/^\[\[example\]\]\nname = "(.+)"$/gm)].map(([, name]) => `playground/${name}`),
];

/** A parameter, as the page tells its application. */
export type Param = { name: string; label: string } & (
  | { kind: "seconds" | "int"; default: number; min: number; max: number; step: number }
  | { kind: "bool"; default: boolean }
  | { kind: "choice"; default: string; choices: { value: string; label: string }[] }
);

/** The parameters of a lesson, from its built page. */
export function params(slug: string, lang: Lang = "en"): Param[] {
  const page = `${lang === PSEUDO ? "dist-pseudo" : "dist"}/${lang}/${slug}/index.html`;
  const json = /<script type="application\/json" id="lesson-data">(.*?)<\/script>/s.exec(read(page));
  if (!json) throw new Error(`${page} has no data for the application`);
  return (JSON.parse(json[1]) as { params: Param[] }).params;
}
