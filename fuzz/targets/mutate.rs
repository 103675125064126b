//! Changes a program so that it often stays one: lines go, come twice, change places or their indentation; words become others.

/// Words that a program may have, and values on the edges of what there is.
const WORDS: &[&str] = &[
    "await",
    "async",
    "async def",
    "async for",
    "async with",
    "yield",
    "yield from",
    "return",
    "raise",
    "try:",
    "finally:",
    "except BaseException:",
    "except asyncio.CancelledError:",
    "lambda:",
    "not ",
    "del ",
    "global ",
    "nonlocal ",
    "None",
    "True",
    "self",
    "asyncio.sleep(0)",
    "asyncio.sleep(1)",
    "asyncio.gather",
    "asyncio.wait",
    "asyncio.wait_for",
    "asyncio.shield",
    "asyncio.create_task",
    "asyncio.current_task()",
    "asyncio.all_tasks()",
    "asyncio.Event()",
    "asyncio.Lock()",
    "asyncio.Queue(1)",
    "asyncio.Semaphore(0)",
    "asyncio.Condition()",
    "asyncio.timeout(0.1)",
    "asyncio.TaskGroup()",
    "asyncio.Future()",
    "asyncio.run",
    "asyncio.as_completed",
    "asyncio.get_running_loop()",
    "asyncio.new_event_loop()",
    "asyncio.to_thread",
    "asyncio.Barrier(2)",
    "asyncio.Runner()",
    ".cancel()",
    ".cancel('x')",
    ".uncancel()",
    ".result()",
    ".exception()",
    ".set_result(1)",
    ".set_exception(ValueError())",
    ".set_result",
    ".add_done_callback(print)",
    ".remove_done_callback(print)",
    ".call_soon(print)",
    ".call_later(0, print)",
    ".call_at(1e300, print)",
    ".stop()",
    ".close()",
    ".run_forever()",
    ".run_until_complete",
    ".send(None)",
    ".throw(ValueError)",
    ".set_name('\\ud800')",
    ".get_stack()",
    ".print_stack()",
    ".get_coro()",
    ".set()",
    ".clear()",
    ".put_nowait(1)",
    ".get_nowait()",
    ".task_done()",
    ".join()",
    ".acquire()",
    ".release()",
    ".notify_all()",
    "__await__",
    "__del__",
    "__repr__",
    "__eq__",
    "__hash__",
    "__getattr__",
    "__class__",
    "__dict__",
    "__init__",
    "0",
    "1",
    "-1",
    "0.5",
    "1e308",
    "-1e308",
    "float('nan')",
    "float('inf')",
    "2**31",
    "2**63",
    "2**64",
    "-2**63",
    "10**30",
    "''",
    "'\\ud83d'",
    "b''",
    "[]",
    "()",
    "{}",
    "set()",
    "range(10)",
    "object()",
    "type",
    "iter",
    "next",
    "list",
    "dict",
    "str",
    "repr",
    "print",
    "input()",
    "eval",
    "exec",
    "copy.deepcopy",
    "json.dumps",
    "json.loads",
    "re.compile",
    "logging.error",
    "traceback.print_exc()",
    "warnings.warn",
    "gc.collect()",
    "contextvars.ContextVar('v')",
    "contextvars.copy_context()",
    "inspect.stack()",
    "sys.exit(3)",
    "sys._getframe()",
    "weakref.ref",
    "functools.partial",
    "collections.deque",
    "heapq.heappush",
    "dataclasses.dataclass",
    "threading.Lock()",
    "queue.Queue()",
    "time.sleep(0.1)",
    "time.monotonic()",
    "f'{x!r:>10}'",
    "f'{1:,.3e}'",
    "*args",
    "**kwargs",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    ":",
    ",",
    "=",
    "==",
    ":=",
    "+",
    "-",
    "*",
    "**",
    "/",
    "//",
    "%",
    "@",
    "<<",
    ">>",
    "&",
    "|",
    "^",
    "~",
    "\n",
    "\n    ",
    "\n        ",
    "\\",
    "\"\"\"",
    "'",
    "#",
    "\u{0}",
    "\u{feff}",
    "\u{2028}",
    "é",
    "𝒳",
    "\u{c}",
];

/// Enough of a random number generator.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % end.max(1)
    }
}

/// Another text.
pub(crate) fn mutated(text: &str, seed: u32) -> String {
    let mut random = Random(u64::from(seed) ^ 0x9e37_79b9_7f4a_7c15);
    random.below(2);
    let mut text = text.to_owned();
    for _ in 0..=random.below(3) {
        text = if random.below(2) == 0 { by_line(&text, &mut random) } else { by_word(&text, &mut random) };
    }
    text
}

fn by_line(text: &str, random: &mut Random) -> String {
    let mut lines: Vec<String> = text.split('\n').map(str::to_owned).collect();
    let (one, other) = (random.below(lines.len()), random.below(lines.len()));
    match random.below(6) {
        0 => drop(lines.remove(one)),
        1 => lines.insert(other, lines[one].clone()),
        2 => lines.swap(one, other),
        3 => lines[one].insert_str(0, "    "),
        4 => {
            if let Some(less) = lines[one].strip_prefix("    ") {
                lines[one] = less.to_owned();
            }
        }
        _ => {
            let indentation = lines[one].len() - lines[one].trim_start().len();
            let word = WORDS[random.below(WORDS.len())];
            let line = [&lines[one][..indentation], word].concat();
            lines.insert(one, line);
        }
    }
    lines.join("\n")
}

fn by_word(text: &str, random: &mut Random) -> String {
    let words = words(text);
    if words.is_empty() {
        return WORDS[random.below(WORDS.len())].to_owned();
    }
    let at = random.below(words.len());
    let own = words[random.below(words.len())];
    let new = if random.below(3) == 0 { own } else { WORDS[random.below(WORDS.len())] };
    let mut out = String::new();
    let what = random.below(4);
    for (nth, word) in words.iter().enumerate() {
        match (nth == at, what) {
            (true, 0) => {}
            (true, 1) => out.extend([word, new]),
            (true, 2) => out.extend([new, word]),
            (true, _) => out += new,
            (false, _) => out += word,
        }
    }
    out
}

/// Words, numbers, runs of spaces, and signs one by one.
fn words(text: &str) -> Vec<&str> {
    let kind = |c: char| {
        if c.is_alphanumeric() || c == '_' {
            1
        } else if c == ' ' {
            2
        } else {
            0
        }
    };
    let mut words = Vec::new();
    let mut start = 0;
    let mut before = None;
    for (at, c) in text.char_indices() {
        if before.is_some_and(|before| before != kind(c) || before == 0) {
            words.push(&text[start..at]);
            start = at;
        }
        before = Some(kind(c));
    }
    if start < text.len() {
        words.push(&text[start..]);
    }
    words
}
