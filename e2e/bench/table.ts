// The rows that a bench prints: what was measured, how much it is, and how much it may be.

import { test } from "@playwright/test";

const rows: string[] = [];

export function row(what: string, figure: number, most: number, unit = "ms"): void {
  rows.push(`| ${what.padEnd(48)} | ${figure.toFixed(1).padStart(7)} ${unit} | ${String(most).padStart(4)} ${unit} |`);
}

/** Prints what each test has measured. */
export function printsRows(): void {
  test.afterEach(() => {
    console.log(["", "| what | measured | goal |", "|:-----|---------:|-----:|", ...rows.splice(0), ""].join("\n"));
  });
}

export const p95 = (times: number[]) => [...times].sort((a, b) => a - b)[Math.ceil(times.length * 0.95) - 1];
