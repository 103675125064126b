//! What is wrong with a program, where it is, and how it ended: what an editor marks, and a page says.

use loopscope_protocol::Outcome as Told;
use loopscope_python::{End, Options, Outcome, Problem, Python, Severity, Version};

fn run_as(source: &str, version: Version) -> Outcome {
    Python::new().run(source, &Options { version, ..Options::default() }, |_, _| {})
}

fn run(source: &str) -> Outcome {
    run_as(source, Version::default())
}

/// Each with what is marked of its line.
fn marked(source: &str, problems: &[Problem]) -> Vec<(u32, String, String)> {
    let marked = |it: &Problem| {
        let line: Vec<char> =
            source.lines().nth(it.line as usize - 1).expect("a line of the program").chars().collect();
        assert!(1 <= it.column && it.column < it.end_column && it.end_column as usize <= line.len() + 2, "{it:?}");
        let (from, to) = (it.column as usize - 1, it.end_column as usize - 1);
        line[from.min(line.len())..to.min(line.len())].iter().collect()
    };
    problems.iter().map(|it| (it.line, marked(it), it.message.clone())).collect()
}

/// The problems of a program, each with what is marked.
fn problems(source: &str) -> Vec<(u32, String, String)> {
    marked(source, &run(source).problems)
}

fn problem(line: u32, marked: &str, message: &str) -> (u32, String, String) {
    (line, marked.to_owned(), message.to_owned())
}

#[test]
fn the_innermost_frame_of_the_program_has_the_problem_where_the_marks_stand() {
    let source = "\
import asyncio

async def main():
    print(1 / 0)
    asyncio.sleep(1)

asyncio.run(main())
";
    let expected = Problem {
        line: 4,
        column: 11,
        end_column: 16,
        message: "ZeroDivisionError: division by zero".to_owned(),
        severity: Severity::Error,
    };
    assert_eq!(run(source).problems, [expected]);
}

#[test]
fn what_fails_in_the_library_is_marked_where_the_program_calls_it() {
    let source = "import json\ntext = '{'\nvalue = [json.loads(text)]\n";
    let message = "json.decoder.JSONDecodeError: \
                   Expecting property name enclosed in double quotes: line 1 column 2 (char 1)";
    assert_eq!(problems(source), [problem(3, "json.loads(text)", message)]);
}

#[test]
fn columns_are_characters_and_what_goes_on_in_the_next_line_is_marked_to_its_end() {
    let source = "größe = 0\nprint('日本', '中文' + größe)\nprint(1 +\n      None)\n";
    assert_eq!(
        problems(source),
        [problem(2, "'中文' + größe", "TypeError: can only concatenate str (not \"int\") to str")]
    );
    let source = "print(1 +\n      None)\n";
    let message = "TypeError: unsupported operand type(s) for +: 'int' and 'NoneType'";
    assert_eq!(problems(source), [problem(1, "1 +", message)]);
}

#[test]
fn a_text_that_is_no_python_is_marked_where_it_is_wrong() {
    let source = "if x:\n  print(\n";
    let found = run(source);
    assert_eq!(marked(source, &found.problems), [problem(2, "(", "SyntaxError: '(' was never closed")]);
    assert_eq!(found.problems[0].column, 8);
    assert_eq!(found.end, End::Raised("SyntaxError: '(' was never closed (main.py, line 2)".to_owned()));
    // Behind the line's end.
    assert_eq!(problems("def f()\n    pass\n"), [problem(1, "", "SyntaxError: expected ':'")]);
    // Nothing is marked in the line, so that it is the whole line.
    let source = "if True:\n";
    assert_eq!(
        problems(source),
        [problem(1, "if True:", "IndentationError: expected an indented block after 'if' statement on line 1")]
    );
    // What is wrong in a text of its own is the line's that wanted it compiled.
    let source = "x = 1\ny = compile('1 +', 'other', 'exec')\n";
    assert_eq!(problems(source), [problem(2, "compile('1 +', 'other', 'exec')", "SyntaxError: invalid syntax")]);
}

#[test]
fn a_warning_has_its_line_and_stands_there_once() {
    let source = "\
import asyncio
import warnings

async def main():
    warnings.simplefilter('always')
    for _ in range(3):
        asyncio.sleep(1)
    warnings.warn('old', DeprecationWarning)

asyncio.run(main())
";
    let found = run(source);
    assert_eq!(
        marked(source, &found.problems),
        [
            problem(7, "asyncio.sleep(1)", "RuntimeWarning: coroutine 'sleep' was never awaited"),
            problem(8, "warnings.warn('old', DeprecationWarning)", "DeprecationWarning: old"),
        ]
    );
    assert!(found.problems.iter().all(|it| it.severity == Severity::Warning));
    assert_eq!(found.end, End::Finished);
}

#[test]
fn exceptions_without_a_message_chained_ones_and_those_of_a_task() {
    let chained = "\
import asyncio

async def main():
    try:
        print(1 / 0)
    except ZeroDivisionError:
        raise TimeoutError

asyncio.run(main())
";
    assert_eq!(
        problems(chained),
        [problem(5, "1 / 0", "ZeroDivisionError: division by zero"), problem(7, "raise TimeoutError", "TimeoutError"),]
    );
    // What is suppressed is not told.
    assert_eq!(problems(&chained.replace("raise TimeoutError", "raise TimeoutError from None")).len(), 1);
    let task = "\
import asyncio

async def fails():
    raise ValueError('no\\nmore lines')

async def main():
    asyncio.create_task(fails())
    await asyncio.sleep(1)

asyncio.run(main())
";
    let found = run(task);
    assert_eq!(marked(task, &found.problems), [problem(4, "raise ValueError('no\\nmore lines')", "ValueError: no")]);
    assert_eq!((found.end, found.exit_code), (End::Finished, 0));
}

#[test]
fn a_group_of_exceptions_has_the_place_of_each() {
    let source = "\
import asyncio

async def fails(text):
    raise ValueError(text)

async def main():
    async with asyncio.TaskGroup() as group:
        group.create_task(fails('one'))
        group.create_task(fails('two'))

asyncio.run(main())
";
    let group = "ExceptionGroup: unhandled errors in a TaskGroup (2 sub-exceptions)";
    assert_eq!(
        problems(source),
        [
            problem(4, "raise ValueError(text)", "ValueError: one"),
            problem(4, "raise ValueError(text)", "ValueError: two"),
            problem(7, "asyncio.TaskGroup()", group),
        ]
    );
}

#[test]
fn what_is_raised_where_nobody_catches_it() {
    let source = "\
import threading

class Own:
    def __del__(self):
        raise KeyError('gone')

def work():
    raise OSError('in a thread')

Own()
thread = threading.Thread(target=work)
thread.start()
thread.join()
";
    assert_eq!(
        problems(source),
        [
            problem(5, "raise KeyError('gone')", "KeyError: 'gone'"),
            problem(8, "raise OSError('in a thread')", "OSError: in a thread"),
        ]
    );
}

#[test]
fn what_the_program_prints_or_logs_itself_is_told_where_it_was_raised() {
    let source = "\
import logging
import sys
import traceback

try:
    {}['key']
except KeyError:
    logging.exception('logged')
try:
    int('x')
except ValueError:
    traceback.print_exc()
try:
    [][1]
except IndexError:
    traceback.print_exc(file=sys.stdout)
    text = traceback.format_exc()
";
    let value = "ValueError: invalid literal for int() with base 10: 'x'";
    assert_eq!(problems(source), [problem(6, "{}['key']", "KeyError: 'key'"), problem(10, "int('x')", value)]);
    // Its own way to tell of its end.
    let source = "import sys\nsys.excepthook = lambda *args: print('!')\nlist(coutn)\n";
    assert_eq!(problems(source), [problem(3, "coutn", "NameError: name 'coutn' is not defined")]);
    // The name that may be meant is a part of the message.
    let meant = "NameError: name 'coutn' is not defined. Did you mean: 'count'?";
    assert_eq!(problems("count = 3\nlist(coutn)\n"), [problem(2, "coutn", meant)]);
}

#[test]
fn what_is_no_place_in_the_text_is_left_out() {
    assert_eq!(problems(""), []);
    // What only looks like a traceback or a warning is none.
    let source = r#"
import sys
print('Traceback (most recent call last):\n  File "main.py", line 1, in x\nValueError: no', file=sys.stderr)
print('main.py:1: UserWarning: no', file=sys.stderr)
print('hello: world\nSyntaxError', file=sys.stderr)
"#;
    assert_eq!(problems(source), []);
    // What was expected.
    let source = "\
import warnings
with warnings.catch_warnings(record=True):
    warnings.warn('recorded')
try:
    1 / 0
except ZeroDivisionError:
    pass
";
    assert_eq!(problems(source), []);
    // A line that the program does not have.
    assert_eq!(problems("exec(compile('\\n' * 9 + '1/0', 'main.py', 'exec'))\n"), []);
}

#[test]
fn each_version_says_it_in_its_own_words() {
    let source = "print(1)\nf = open('x')\nprint(f'{f!x}')\n";
    let said = |version| run_as(source, version).problems.into_iter().map(|it| it.message).collect::<Vec<_>>();
    let early = "SyntaxError: f-string: invalid conversion character: expected 's', 'r', or 'a'";
    assert_eq!(said(Version::V3_11), [early]);
    let late = "SyntaxError: f-string: invalid conversion character 'x': expected 's', 'r', or 'a'";
    assert_eq!(said(Version::V3_14), [late]);
}

#[test]
fn a_program_says_how_it_ended() {
    let ended = |source: &str| {
        let outcome = run(source);
        (outcome.told(), outcome.end, outcome.exit_code)
    };
    let failed = |text: &str| Told::Failed(text.to_owned());
    assert_eq!(ended("print(1)\n"), (Told::Finished, End::Finished, 0));
    assert_eq!(ended("import sys\nsys.exit()\n"), (Told::Finished, End::Finished, 0));
    let source = "import sys\nprint('!', file=sys.stderr)\nsys.exit(3)\n";
    assert_eq!(ended(source), (failed("exit code 3"), End::Exited(None), 3));
    let said = Some("no way".to_owned());
    assert_eq!(ended("import sys\nsys.exit('no way')\n"), (failed("no way"), End::Exited(said), 1));
    let raised = |text: &str, code| (failed(text), End::Raised(text.to_owned()), code);
    assert_eq!(ended("raise ValueError('no')\n"), raised("ValueError: no", 1));
    assert_eq!(ended("raise KeyboardInterrupt\n"), raised("KeyboardInterrupt", 130));
    let outcome = run("import asyncio\nasync def main():\n    await asyncio.Event().wait()\nasyncio.run(main())\n");
    assert!(matches!(&outcome.end, End::Deadlocked(waiters) if waiters.len() == 1), "{:?}", outcome.end);
    assert_eq!((outcome.exit_code, outcome.problems), (1, Vec::new()));
}
