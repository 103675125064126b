// The same programs run by the native `loopscope`, and how a run in the browser is compared with it.

import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { filled, view, type Lang } from "./words.ts";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
/** The native program: one that is built already, or the script that builds it first. */
const PROGRAM = process.env.LOOPSCOPE_NATIVE ?? "scripts/loopscope";
const run = promisify(execFile);

export type Values = Record<string, string | number | boolean>;

/** A record of the trace; fields beside these depend on the kind. */
export interface TraceRecord {
  seq: number;
  time_ns: number;
  kind: string;
  /** The names that the record's task has, one after the other; none when it is about no task. */
  names: string[];
  text?: string;
  stream?: "stdout" | "stderr";
  ending?: string;
}

/** A printed text and when it was printed, in seconds of loop time. */
export interface Printed {
  time: number;
  text: string;
  error: boolean;
}

export interface Native {
  records: TraceRecord[];
  printed: Printed[];
  /** How long the run took, in seconds. */
  end: number;
  /** The fastest speed at which two moments of the run are so far apart that a browser's timers keep their order. */
  speed: number;
}

/**
 * How far apart two moments should be in real time, in seconds: at least so much, and so much for each moment before them,
 * as one timer's lateness adds to that of the next.
 */
const APART = { least: 0.099, each: 0.02 };

/** How late a run in real time may be, in seconds: as late as the machine is. The benches measure that. */
export const LATE = Infinity;

async function loopscope(command: string, lesson: string, values: Values, ...options: string[]): Promise<string> {
  const params = Object.entries(values).flatMap(([name, value]) => ["--param", `${name}=${value}`]);
  const { stdout } = await run(PROGRAM, [command, lesson, ...params, ...options], { cwd: ROOT, maxBuffer: 1 << 26 });
  return stdout;
}

const traces = new Map<string, Promise<Native>>();

/** The lesson's program in virtual time. */
export function native(lesson: string, values: Values = {}): Promise<Native> {
  const key = JSON.stringify([lesson, values]);
  const made = traces.get(key) ?? trace(lesson, values);
  traces.set(key, made);
  return made;
}

async function trace(lesson: string, values: Values): Promise<Native> {
  const { outcome, records } = JSON.parse(await loopscope("trace", lesson, values, "--format", "json"));
  if (outcome !== "finished") throw new Error(`the native run of ${lesson} ended otherwise: ${outcome}`);
  const names = new Map<number, Set<string>>();
  for (const { task, name } of records) if (task) names.set(task, (names.get(task) ?? new Set()).add(name));
  const all = records.map((record: { task: number }) => ({ ...record, names: [...(names.get(record.task) ?? [])] })) as TraceRecord[];
  const times = [...new Set(all.map((record) => record.time_ns / 1e9))];
  const gaps = times.slice(1).map((time, nth) => time - times[nth]);
  const least = Math.min(...gaps, Infinity);
  const apart = Math.max(APART.least, APART.each * gaps.length);
  return {
    records: all,
    printed: all
      .filter((record) => record.kind === "output")
      .map(({ time_ns, text, stream }) => ({ time: time_ns / 1e9, text: (text ?? "").trimEnd(), error: stream === "stderr" })),
    end: all[all.length - 1].time_ns / 1e9,
    speed: [10, 5, 2, 1, 0.5, 0.25].find((speed) => least / speed >= apart) ?? 0.1,
  };
}

/** What `loopscope run` writes to standard output, line by line. */
export async function printedByRun(lesson: string, values: Values = {}): Promise<string[]> {
  return (await loopscope("run", lesson, values)).trimEnd().split("\n");
}

/** Which sentences can tell of a record, by their keys in crates/strings/view.*.toml. */
const SENTENCES: Record<string, string[]> = {
  "program-begin": ["program_begin"],
  "program-end": ["program_end"],
  "loop-entered": ["loop_entered", "loop_entered_cleanup"],
  "loop-left": ["loop_left", "loop_left_cleanup"],
  "loop-closed": ["loop_closed", "loop_closed_cleanup"],
  "iteration-begin": ["turn_begin", "turn_begin_due"],
  "iteration-end": ["turn_end"],
  "clock-advanced": ["clock_advanced"],
  blocked: ["blocked", "blocked_program"],
  "task-created": ["task_created", "task_created_coroutine"],
  "task-renamed": ["task_named", "task_renamed"],
  "poll-begin": ["begins", "begins_coroutine", "resumes", "resumes_turn", "resumes_from"],
  "poll-end pending": ["suspended", "suspended_on", "gives_way"],
  "poll-end ready": ["returns"],
  "poll-end cancelled": ["ends_cancelled", "ends_cancelled_at"],
  "task-done": ["task_done", "task_cancelled", "task_cancelled_at", "task_collected"],
  "cancel-requested": ["cancel_requested", "cancel_through"],
  "cancel-delivered": ["cancel_delivered", "cancel_delivered_at"],
  "coroutine-entered": ["coroutine_entered"],
  "coroutine-left": ["coroutine_left"],
  "wake-requested": ["wake", "wake_from", "wake_slept", "wake_joined", "wake_first", "wake_self"],
  "timer-set": ["timer_set"],
  "timer-fired": ["timer_fired", "timer_fired_by"],
  "timer-cancelled": ["timer_cancelled"],
  "future-created": ["future_created", "future_created_named"],
  "future-resolved": ["future_resolved", "future_slept", "future_cancelled"],
  "callback-added": ["callback_added", "callback_added_for"],
  "callback-queued": ["callback_queued", "callback_queued_own"],
  "callback-begin": ["callback_begin", "callback_begin_by"],
  "callback-end": ["callback_end"],
  "callback-cancelled": ["callback_cancelled"],
  "output stdout": ["prints"],
  "output stderr": ["prints_error"],
};

/** Whether a sentence of the log tells of this record. */
export function tells(lang: Lang, sentence: string, record: TraceRecord): boolean {
  const kind = record.kind === "output" ? `output ${record.stream}` : record.kind === "poll-end" ? `poll-end ${record.ending}` : record.kind;
  const keys = SENTENCES[kind];
  if (!keys) throw new Error(`no sentence is known for records of the kind '${kind}'`);
  // A task that is named right after it was made may be called by that name from the beginning.
  const values = record.names.length > 0 ? record.names.map((task) => ({ task })) : [{}];
  return keys.some((key) => values.some((value) => filled(view[lang](key), value).test(sentence)));
}

/** A printed line without what real time makes of it: its words, and apart from them its decimal numbers. */
function apart(text: string): { words: string; numbers: number[] } {
  const numbers: number[] = [];
  const words = text.replace(/\d+(\.\d+)?(e[+-]?\d+)?/g, (number, point, exponent) => {
    if (!point && !exponent) return number;
    numbers.push(Number(number));
    return "#";
  });
  return { words, numbers };
}

const STRUCT_TIME =
  /^time\.struct_time\(tm_year=(\d+), tm_mon=(\d+), tm_mday=(\d+), tm_hour=(\d+), tm_min=(\d+), tm_sec=(\d+), tm_wday=[0-6], tm_yday=\d+, tm_isdst=(0|1|-1)\)$/;

/** The seconds that a `time.struct_time(…)` means; undefined for another text. */
function clock(text: string): number | undefined {
  const match = STRUCT_TIME.exec(text);
  if (!match) return undefined;
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map(Number);
  return Date.UTC(year, month - 1, day, hour, minute, second) / 1000;
}

/**
 * Says how a run's output differs from the native run's: nothing but the numbers that measure time may, each by no more
 * than `late` seconds later, as a run in real time is never early. Points in time are compared by how far they lie behind the
 * first one, to a second.
 */
export function differences(printed: Printed[], expected: Printed[], late: number): string[] {
  const out: string[] = [];
  const say = (nth: number, what: string) => out.push(`line ${nth + 1}: ${what}`);
  const first = { printed: undefined as number | undefined, expected: undefined as number | undefined };
  const near = (a: number, b: number) => a >= b - 0.051 && a <= b + late;
  for (let nth = 0; nth < Math.max(printed.length, expected.length); nth++) {
    const [a, b] = [printed[nth], expected[nth]];
    if (!a || !b) {
      say(nth, a ? `'${a.text}' is too much` : `'${b.text}' is missing`);
      continue;
    }
    if (a.error !== b.error) say(nth, `'${a.text}' is on the wrong stream`);
    if (!near(a.time, b.time)) say(nth, `'${a.text}' came at ${a.time} s instead of ${b.time} s`);
    const [clockA, clockB] = [clock(a.text), clock(b.text)];
    if (clockA !== undefined && clockB !== undefined) {
      first.printed ??= clockA;
      first.expected ??= clockB;
      const off = clockA - first.printed - (clockB - first.expected);
      if (off < -1.051 || off > 1 + late) say(nth, `'${a.text}' is ${off} s off`);
      continue;
    }
    const [wordsA, wordsB] = [apart(a.text), apart(b.text)];
    if (wordsA.words !== wordsB.words) say(nth, `'${a.text}' instead of '${b.text}'`);
    else if (!wordsA.numbers.every((number, place) => near(number, wordsB.numbers[place]))) {
      say(nth, `'${a.text}' is too far from '${b.text}'`);
    }
  }
  return out;
}
