import assert from "node:assert/strict";
import { test } from "node:test";
import { problems } from "./problems.js";

const TEXT = `import asyncio

async def main():
    print(1 / 0)
    asyncio.sleep(1)

asyncio.run(main())
`;

test("the innermost frame in the program's file has the problem, where the marks stand", () => {
  const stderr = `Traceback (most recent call last):
  File "program.py", line 7, in <module>
    asyncio.run(main())
  File "/lib/asyncio/runners.py", line 190, in run
    return runner.run(main)
           ^^^^^^^^^^^^^^^^
  File "program.py", line 4, in main
    print(1 / 0)
          ~~^~~
ZeroDivisionError: division by zero
`;
  assert.deepEqual(problems("program.py", TEXT, stderr), [
    { line: 4, column: 10, endColumn: 15, message: "ZeroDivisionError: division by zero", warning: false },
  ]);
});

test("a syntax error has its caret", () => {
  const stderr = `  File "program.py", line 2\n    print(\n         ^\nSyntaxError: '(' was never closed\n`;
  assert.deepEqual(problems("program.py", "if x:\n  print(\n", stderr), [
    { line: 2, column: 7, endColumn: 8, message: "SyntaxError: '(' was never closed", warning: false },
  ]);
});

test("a warning has its line, and stands there once", () => {
  const warning = "program.py:5: RuntimeWarning: coroutine 'sleep' was never awaited\n  asyncio.sleep(1)\n";
  assert.deepEqual(problems("program.py", TEXT, warning + warning), [
    { line: 5, column: 4, endColumn: 20, message: "RuntimeWarning: coroutine 'sleep' was never awaited", warning: true },
  ]);
});

test("exceptions without a message, chained ones, and those of a task", () => {
  const chained = `Traceback (most recent call last):
  File "program.py", line 4, in main
    print(1 / 0)
          ~~^~~
ZeroDivisionError: division by zero

During handling of the above exception, another exception occurred:

Traceback (most recent call last):
  File "program.py", line 7, in <module>
    asyncio.run(main())
TimeoutError
`;
  const found = problems("program.py", TEXT, chained);
  assert.deepEqual(found.map(({ line, message }) => [line, message]), [
    [4, "ZeroDivisionError: division by zero"],
    [7, "TimeoutError"],
  ]);
  const task = `Task exception was never retrieved
future: <Task finished name='Task-2' coro=<main() done, defined at program.py:3> exception=ValueError('no')>
Traceback (most recent call last):
  File "program.py", line 4, in main
    print(1 / 0)
ValueError: no
`;
  assert.deepEqual(problems("program.py", TEXT, task).map(({ line, message }) => [line, message]), [[4, "ValueError: no"]]);
});

test("a group of exceptions has the place of each", () => {
  const stderr = `  + Exception Group Traceback (most recent call last):
  |   File "program.py", line 7, in <module>
  |     asyncio.run(main())
  | ExceptionGroup: unhandled errors in a TaskGroup (1 sub-exception)
  +-+---------------- 1 ----------------
    | Traceback (most recent call last):
    |   File "program.py", line 4, in main
    |     print(1 / 0)
    |           ~~^~~
    | ZeroDivisionError: division by zero
    +------------------------------------
`;
  const found = problems("program.py", TEXT, stderr);
  assert.deepEqual(found.map(({ line, message }) => [line, message]), [
    [7, "ExceptionGroup: unhandled errors in a TaskGroup (1 sub-exception)"],
    [4, "ZeroDivisionError: division by zero"],
  ]);
});

test("what is no place in the text is left out", () => {
  assert.deepEqual(problems("program.py", TEXT, ""), []);
  assert.deepEqual(problems("program.py", TEXT, "hello: world\nSyntaxError\n"), []);
  assert.deepEqual(problems("program.py", "x\n", '  File "program.py", line 9\n    y\nNameError: y\n'), []);
});
