// What the reader's own program says in words, in both languages.

const WORDS = {
  en: {
    hint: "What you write runs on this page, in exactly CPython’s order.",
    loading: (have, all) => `Python is on its way: ${have} of ${all} MB. Until it is there you see the program as it was.`,
    starting: "Python is starting…",
    working: "Running…",
    failed: (why, detail) =>
      ({
        unreached: "Python could not be loaded, as nothing answers: check the connection, then try again.",
        refused: `Python could not be loaded: the site answered with the error ${detail}. It is perhaps being renewed: reload the page in a minute.`,
        broken: `Python was loaded but could not be started (${detail}). Reload the page; if that does not help, try a newer browser.`,
        memory: "Python was loaded but could not be started: there is too little memory. Close other tabs, then try again.",
      })[why],
    unreached: "The editor could not be loaded, as nothing answers: check the connection, then try again.",
    broken: (error) => `The editor was loaded but does not work (${error}). Reload the page; if that does not help, try a newer browser.`,
    retry: "Try again",
    absent: "This copy of the site was built without Python; ./x build makes it.",
    time: (seconds) => `Stopped: it computed for ${seconds} s without coming to its end. What it did until then follows; look for a loop that does not end.`,
    memory: "Stopped: it wanted more than 512 MB of memory. Look for a list or a number that grows without end.",
    stack: "Stopped: its calls are nested too deeply. Look for a function that calls itself without end.",
    engine: "Python itself has failed at this program; it has been started anew. Change the program and it runs again.",
    unkept: "Your browser keeps nothing for this site: copy the text, or the link under “Share and embed”, before you leave.",
    variables: "Variables",
    variablesHint: "What the program's variables are at this moment of its run.",
    noVariables: "None at this moment.",
    program: "program",
    line: (line) => `, line ${line}`,
    more: (count) => `and ${count} more`,
    reset: "Reset",
    resetTitle: "Back to the text that was here at first",
    close: "Close editor",
    undone: "The text is what it was at first. Undo brings yours back.",
  },
  zh: {
    hint: "你写的程序就在本页运行，执行顺序与 CPython 完全一致。",
    loading: (have, all) => `正在下载 Python：${have} / ${all} MB。在此之前，页面显示的仍是原来的程序。`,
    starting: "正在启动 Python……",
    working: "正在运行……",
    failed: (why, detail) =>
      ({
        unreached: "没能加载 Python，网络没有响应；请检查网络，然后重试。",
        refused: `没能加载 Python，网站返回了错误 ${detail}。网站可能正在更新，请稍后刷新页面。`,
        broken: `Python 已经下载，但无法启动（${detail}）。请刷新页面；如果还是不行，请换一个较新的浏览器。`,
        memory: "Python 已经下载，但内存不足，无法启动。请关掉一些标签页，然后重试。",
      })[why],
    unreached: "没能加载编辑器，网络没有响应；请检查网络，然后再试一次。",
    broken: (error) => `编辑器已经下载，但无法工作（${error}）。请刷新页面；如果还是不行，请换一个较新的浏览器。`,
    retry: "重试",
    absent: "这份站点在构建时没有包含 Python；执行 ./x build 即可生成。",
    time: (seconds) => `已停止：它连续计算了 ${seconds} 秒仍没有结束。下面是到那时为止发生的事；请找一找没有出口的循环。`,
    memory: "已停止：它要用的内存超过了 512 MB。请找一找无限增长的列表或数字。",
    stack: "已停止：函数调用嵌套得太深。请找一找不断调用自己的函数。",
    engine: "Python 引擎运行这段程序时出了故障，已经重新启动。修改程序后可以再次运行。",
    unkept: "浏览器不允许本站保存内容：离开之前，请复制这段文字，或“分享与嵌入”里的链接。",
    variables: "变量",
    variablesHint: "运行到这一刻时，程序里各个变量的值。",
    noVariables: "这一刻还没有变量。",
    program: "程序",
    line: (line) => `，第 ${line} 行`,
    more: (count) => `还有 ${count} 个`,
    reset: "重置",
    resetTitle: "恢复成最初的文字",
    close: "关闭编辑器",
    undone: "已恢复成最初的文字；撤销可以找回你的修改。",
  },
};

/** The texts of a language, `en` or `zh`. */
export const words = (lang) => WORDS[lang] ?? WORDS.en;
/** The languages there are. */
export const languages = Object.keys(WORDS);
