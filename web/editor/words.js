// What the editor says, in both languages. It is loaded by itself, so its words come with it.

const mac = /Mac|iPhone|iPad/.test(globalThis.navigator?.platform ?? "");
const run = mac ? "⌘Enter" : "Ctrl+Enter";

export const WORDS = {
  en: {
    label: "Python program",
    hint: `${run} runs it · Esc, then Tab, leaves the editor`,
    free: "Tab now leaves the text.",
    problem: (line, message) => `Line ${line}: ${message}`,
    same: "Same as the original",
    differs: ({ changed, added, removed }) =>
      `Differs from the original: ${[
        [changed, "changed"],
        [added, "added"],
        [removed, "removed"],
      ]
        .filter(([count]) => count > 0)
        .map(([count, word], nth) => `${count} ${nth > 0 ? "" : count === 1 ? "line " : "lines "}${word}`)
        .join(", ")}`,
    phrases: {},
  },
  zh: {
    label: "Python 程序",
    hint: `按 ${run} 运行 · 先按 Esc 再按 Tab 离开编辑器`,
    free: "现在按 Tab 会离开文本。",
    problem: (line, message) => `第 ${line} 行：${message}`,
    same: "与最初的程序相同",
    differs: ({ changed, added, removed }) =>
      `与最初的程序不同：${[
        [changed, "改"],
        [added, "增"],
        [removed, "删"],
      ]
        .filter(([count]) => count > 0)
        .map(([count, word]) => `${word} ${count} 行`)
        .join("，")}`,
    phrases: { "Selection deleted": "已删除所选内容", "Control character": "控制字符" },
  },
};
