"""Writes random asyncio programs whose output every correct implementation of 3.11's order agrees on.

    python3 generate.py --seed N --count K --out FOLDER

A program is a tree: a body is a list of nodes, a node is a dictionary with its operation, its numbers and its inner
bodies. It is kept as a tree until it is written out, so that fuzz.py can shrink it.

What is avoided, since CPython itself does not promise it:
- equal deadlines. Every duration is a random number of microseconds of its own and every coroutine function is called from
  one place, so sums meet about once in ten thousand programs.
- the order of sets: results of asyncio.wait are sorted by name; of a TaskGroup's children, whose cancellation goes through
  a set, none says anything when cancelled, unless it is the only one; what is left at the end is cancelled in order of its start.
- rings of tasks that await one another (cancelling one recurses for ever): a task awaits later ones only.
- generators left to the garbage collector, which only CPython's reference counts make prompt.
"""

import argparse
import pathlib
import random

PRELUDE = '''\
import asyncio
import contextlib
import contextvars
import time

tasks = {}
known = {}
lock = [asyncio.Lock() for _ in range(2)]
event = [asyncio.Event() for _ in range(2)]
semaphore = [asyncio.Semaphore(2), asyncio.BoundedSemaphore(1)]
condition = [asyncio.Condition() for _ in range(2)]
queue = [asyncio.Queue(), asyncio.Queue(1), asyncio.PriorityQueue(2), asyncio.LifoQueue()]
barrier = [asyncio.Barrier(2)]
future = []
variable = contextvars.ContextVar("variable", default="unset")


def say(*words):
    loop = asyncio.get_running_loop()
    print(f"{loop.time() - begun:.6f}", *words)


def enter(name):
    known[asyncio.current_task()] = None
    say(name, "begins in", asyncio.current_task().get_name())


def spawn(name, coro):
    tasks[name] = asyncio.create_task(coro, name=name)
    return tasks[name]


def cancel(name, *message):
    if name in tasks:
        say("cancel", name, tasks[name].cancel(*message))


async def join(name):
    if name in tasks:
        return await tasks[name]


def state(task):
    if not task.done():
        return "pending"
    if task.cancelled():
        return "cancelled"
    return repr(task.exception() or task.result())


def report(task):
    say("done callback:", task.get_name(), state(task), task.cancelling())


def watch(name):
    if name in tasks:
        tasks[name].add_done_callback(report)


def settle(number, result):
    if not future[number].done():
        if isinstance(result, Exception):
            future[number].set_exception(result)
        else:
            future[number].set_result(result)
'''

MAIN = '''\
async def main():
    global begun
    begun = asyncio.get_running_loop().time()
    future.extend(asyncio.get_running_loop().create_future() for _ in range(2))
    first = spawn("t0", c0())
    await asyncio.wait([first], timeout=60)
    if any(not task.done() for task in known):
        await asyncio.sleep(6)
    for _ in range(50):
        left = [task for task in known if not task.done()]
        if not left:
            break
        say("left:", *(task.get_name() for task in left))
        for task in left:
            task.cancel("at the end")
        await asyncio.wait(left, timeout=9)
    for name, task in tasks.items():
        say(name, state(task))
    say("unfinished:", len([task for task in known if not task.done()]))


asyncio.run(main())
'''


class Generator:
    def __init__(self, seed):
        self.random = random.Random(seed)
        self.number = 0
        self.left = 0  # nodes that the statement of the first coroutine that is being made may still have
        self.spawned = []
        self.used = set()

    def program(self):
        body = []
        for _ in range(self.random.randint(2, 8)):
            self.left = self.random.choice([2, 8, 14, 20])
            body += self.body(0, frozenset(), length=1)
        return {"op": "program", "id": 0, "body": body}

    def next_id(self):
        self.number += 1
        return self.number

    def pause(self):
        """Of a length that no other has."""
        while True:
            # Short and long ones, so that timeouts are sometimes met and sometimes not.
            value = int(10 ** self.random.uniform(3, 5.7))
            if value not in self.used:
                self.used.add(value)
                return value / 1e6

    def body(self, depth, held, length=None, owner=0):
        length = length or self.random.randint(1, 4)
        nodes = []
        for _ in range(length):
            if self.left <= 0:
                break
            self.left -= 1
            nodes.append(self.node(depth, held, owner))
        return nodes or [{"op": "say", "id": self.next_id()}]

    def coroutine(self, depth, held=frozenset(), plain=False):
        number = self.next_id()
        body = self.plain() if plain else self.body(depth + 1, held, owner=number)
        made = {"id": number, "body": body}
        if self.random.random() < 0.6:
            made["result"] = number
        return made

    def plain(self):
        """A child that a cancellation ends without a trace."""
        body = []
        for _ in range(self.random.randint(1, 3)):
            choice = self.random.random()
            number = self.next_id()
            if choice < 0.6:
                body.append({"op": "sleep", "id": number, "pause": self.pause()})
            elif choice < 0.75:
                body.append({"op": "turn", "id": number})
            else:
                body.append({"op": "say", "id": number})
        if self.random.random() < 0.3:
            body.append({"op": "raise", "id": self.next_id(), "kind": self.random.choice(["ValueError", "KeyError"])})
        return body

    def source(self):
        body = []
        for _ in range(self.random.randint(1, 3)):
            if self.random.random() < 0.6:
                body.append(self.random.choice([{"op": "sleep", "id": self.next_id(), "pause": self.pause()}, {"op": "turn", "id": self.next_id()}]))
            body.append({"op": "yield", "id": self.next_id()})
        if self.random.random() < 0.2:
            body.append({"op": "raise", "id": self.next_id(), "kind": "LookupError"})
        if self.random.random() < 0.4:
            final = [{"op": "sleep", "id": self.next_id(), "pause": self.pause()}] if self.random.random() < 0.5 else []
            body = [{"op": "try", "id": self.next_id(), "body": body, "finally": final}]
        return body

    def target(self, owner=None):
        """A task that was made before this line was written: by the time it runs it may be there or not."""
        able = [name for name in self.spawned if owner is None or name > owner]
        return f"t{self.random.choice(able)}" if able else None

    def node(self, depth, held, owner):
        pick = self.random
        deep = depth >= 4
        choices = [("say", 2), ("sleep", 7), ("turn", 6), ("raise", 1.2), ("soon", 1.5), ("later", 1.5), ("set", 2), ("clear", 0.5), ("event", 1.5)]
        choices += [("notify", 1.5), ("condition", 1), ("put", 2), ("get", 1.5), ("nowait", 1.5), ("settle", 1.2), ("future", 0.7), ("barrier", 0.7)]
        choices += [("block", 0.6), ("variable", 1), ("wait_for_primitive", 1.5), ("names", 0.4)]
        if self.spawned:
            choices += [("cancel", 9), ("cancel_later", 6), ("watch", 1.5), ("join", 3), ("shield", 1)]
        if not deep:
            choices += [("spawn", 9), ("await", 2), ("gather", 3), ("wait", 2.5), ("wait_for", 4), ("timeout", 4), ("group", 3), ("as_completed", 1)]
            choices += [("crowd", 6), ("lock", 2.5), ("semaphore", 2), ("try", 14), ("loop", 2), ("async_for", 2), ("shield_new", 1.5), ("reschedule", 0.7)]
        op = pick.choices([name for name, _ in choices], [weight for _, weight in choices])[0]
        node = {"op": op, "id": self.next_id()}
        if op in ("sleep", "block", "later", "wait_for_primitive"):
            node["pause"] = self.pause()
        if op in ("cancel", "cancel_later"):
            node["target"] = self.target()
            node["message"] = pick.random() < 0.6
            if op == "cancel_later":
                node["pause"] = self.pause()
        elif op == "watch":
            node["target"] = self.target()
        elif op in ("join", "shield"):
            node["target"] = self.target(owner)
            if node["target"] is None:
                node["op"] = "turn"
        elif op == "raise":
            node["kind"] = pick.choice(["ValueError", "KeyError", "RuntimeError"])
        elif op in ("set", "clear", "event", "condition", "notify", "settle", "future"):
            node["which"] = pick.randrange(2)
            node["count"] = pick.randint(1, 2)
            node["error"] = pick.random() < 0.3
            node["bounded"] = self.pause() if pick.random() < 0.5 else None
        elif op in ("put", "get", "nowait"):
            node["which"] = pick.randrange(4)
            node["put"] = pick.random() < 0.5
        elif op == "wait_for_primitive":
            node["which"] = pick.choice(["event[0].wait()", "event[1].wait()", "lock[0].acquire()", "queue[0].get()", "queue[1].put('late')", "semaphore[1].acquire()", "future[0]", "barrier[0].wait()"])
        elif op == "variable":
            node["change"] = pick.random() < 0.6
        elif op in ("spawn", "shield_new", "wait_for", "await"):
            node["coro"] = self.coroutine(depth, held if op == "await" else frozenset())
            if op != "await":
                self.spawned.append(node["coro"]["id"])
            if op == "wait_for":
                node["pause"] = self.pause() if pick.random() < 0.9 else 0
                node["raw"] = pick.random() < 0.5
            if op == "shield_new":
                node["pause"] = self.pause()
        elif op in ("gather", "wait", "as_completed"):
            node["coros"] = [self.coroutine(depth) for _ in range(pick.randint(1, 3))]
            node["return_exceptions"] = pick.random() < 0.5
            node["raw"] = op == "gather" and pick.random() < 0.5
            node["when"] = pick.choice(["FIRST_COMPLETED", "FIRST_EXCEPTION", "ALL_COMPLETED"])
            node["pause"] = self.pause() if pick.random() < 0.5 else None
            if not node["raw"]:
                self.spawned += [coro["id"] for coro in node["coros"]]
        elif op == "crowd":
            self.crowd(node)
        elif op == "group":
            alone = pick.random() < 0.4
            node["coros"] = [self.coroutine(depth, plain=not alone) for _ in range(1 if alone else pick.randint(2, 3))]
            node["body"] = self.body(depth + 1, held, pick.randint(1, 2), owner)
        elif op in ("timeout", "reschedule"):
            node["pause"] = self.pause()
            node["again"] = self.pause()
            node["body"] = self.body(depth + 1, held, owner=owner)
        elif op in ("lock", "semaphore"):
            free = [which for which in range(2) if (op, which) not in held]
            if free:
                node["which"] = pick.choice(free)
                node["body"] = self.body(depth + 1, held | {(op, node["which"])}, owner=owner)
            else:
                node["op"] = "turn"
        elif op == "try":
            node["body"] = self.body(depth + 1, held, owner=owner)
            if pick.random() < 0.7:
                node["catch"] = pick.choice(["Exception", "Exception", "asyncio.CancelledError", "asyncio.CancelledError", "TimeoutError", "ValueError", "BaseException"])
                node["then"] = pick.choice(["swallow", "raise", "uncancel", "chain"])
                node["handler"] = self.body(depth + 1, held, pick.randint(1, 2), owner) if pick.random() < 0.5 else []
            if "catch" not in node or pick.random() < 0.4:
                node["finally"] = self.body(depth + 1, held, pick.randint(1, 2), owner) if pick.random() < 0.7 else []
        elif op == "loop":
            node["count"] = pick.randint(2, 3)
            # Else one line would be several tasks of one name.
            node["body"] = self.plain_steps()
        elif op == "async_for":
            node["source"] = {"id": self.next_id(), "body": self.source()}
            # The body runs more than once as well.
            node["body"] = self.plain_steps()
            node["stop"] = pick.random() < 0.3
        return node

    def crowd(self, node):
        """Several tasks at one lock or queue: by chance alone they hardly ever meet, and the order among waiters goes unseen."""
        pick = self.random
        kind, which = pick.choice(["lock", "semaphore", "event", "condition", "queue", "queue", "barrier", "future"]), pick.randrange(2)

        def one(op, **more):
            return {"op": op, "id": self.next_id(), "which": which, "count": pick.randint(1, 2), "error": False, "bounded": None, **more}

        def lull():
            return one("turn") if pick.random() < 0.5 else one("sleep", pause=self.pause())

        def use():
            bounded = self.pause() if pick.random() < 0.2 else None
            if kind in ("lock", "semaphore"):
                return one(kind, body=[lull() for _ in range(pick.randint(0, 2))])
            if kind == "queue":
                return one(pick.choice(["get", "get", "put"]))
            if kind == "barrier":
                return one("barrier")
            return one(kind, bounded=bounded)

        def member():
            body = [lull()] if pick.random() < 0.4 else []
            body += [use() for _ in range(pick.randint(1, 2))]
            if pick.random() < 0.3:
                body = [one("try", body=body, catch="asyncio.CancelledError", then=pick.choice(["raise", "swallow"]), handler=[])]
            return {"id": self.next_id(), "body": body}

        node["coros"] = [member() for _ in range(pick.randint(2, 5))]
        members = [coro["id"] for coro in node["coros"]]
        self.spawned += members
        node["body"] = []
        for _ in range(pick.randint(1, 5)):
            if pick.random() < 0.6:
                node["body"].append(lull())
            if pick.random() < 0.25:
                node["body"].append(one("cancel", target=f"t{pick.choice(members)}", message=pick.random() < 0.6))
            else:
                wake = {"event": ["set", "set", "clear"], "condition": ["notify"], "queue": ["put", "put", "nowait"], "future": ["settle"]}.get(kind)
                node["body"].append(one(pick.choice(wake), put=True) if wake else use())

    def plain_steps(self):
        steps = []
        for _ in range(self.random.randint(1, 3)):
            op = self.random.choice(["sleep", "turn", "turn", "put", "nowait", "set", "notify", "say"])
            step = {"op": op, "id": self.next_id()}
            if op == "sleep":
                step["pause"] = self.pause()
            elif op in ("put", "nowait"):
                step["which"] = self.random.randrange(4)
                step["put"] = self.random.random() < 0.5
            elif op in ("set", "notify"):
                step.update(which=self.random.randrange(2), count=1)
            steps.append(step)
        return steps


class Writer:
    def __init__(self):
        self.functions = []

    def program(self, tree):
        self.function({"id": 0, "body": tree["body"]})
        return "\n\n".join([PRELUDE, *(text + "\n" for text in self.functions), MAIN])

    def function(self, coro, generator=False):
        number = coro["id"]
        place = len(self.functions)
        self.functions.append("")
        lines = [f"async def c{number}():"]
        lines.append("    " + (f'say("source {number}")' if generator else f'enter("c{number}")'))
        if generator:
            # Even one that was shrunk to nothing has to be a generator.
            lines += ["    if False:", "        yield"]
        lines += self.body(coro["body"], 1)
        if "result" in coro:
            lines.append(f"    return {coro['result']}")
        self.functions[place] = "\n".join(lines)
        return f"c{number}()"

    def body(self, nodes, depth):
        lines = []
        for node in nodes:
            lines += [("    " * depth) + line for line in self.node(node)]
        return lines or ["    " * depth + "pass"]

    def inner_flat(self, nodes):
        return [line for node in nodes for line in self.node(node)]

    def inner(self, nodes):
        return self.body(nodes, 1)

    def spawn(self, coro):
        return f'spawn("t{coro["id"]}", {self.function(coro)})'

    def node(self, node):
        write = getattr(self, "write_" + node["op"])
        return write(node, node["id"])

    def write_say(self, node, n):
        return [f'say("line {n}")']

    def write_sleep(self, node, n):
        return [f'say("{n} slept", await asyncio.sleep({node["pause"]}, {n}))']

    def write_turn(self, node, n):
        return ["await asyncio.sleep(0)", f'say("turn {n}")']

    def write_block(self, node, n):
        return [f"time.sleep({node['pause']})", f'say("blocked {n}")']

    def write_raise(self, node, n):
        return [f'say("raise {n}")', f'raise {node["kind"]}("error {n}")']

    def write_yield(self, node, n):
        return [f"yield {n}"]

    def write_soon(self, node, n):
        return [f'asyncio.get_running_loop().call_soon(say, "soon {n}")']

    def write_later(self, node, n):
        return [f'asyncio.get_running_loop().call_later({node["pause"]}, say, "later {n}")']

    def write_names(self, node, n):
        return [f'say("{n} alive:", *sorted(task.get_name() for task in asyncio.all_tasks()))']

    def write_variable(self, node, n):
        return [f'variable.set("{n}")'] if node["change"] else [f'say("variable", variable.get())']

    def write_cancel(self, node, n):
        message = f', "message {n}"' if node["message"] else ""
        return [f'cancel("{node["target"]}"{message})']

    def write_cancel_later(self, node, n):
        message = f', "message {n}"' if node["message"] else ""
        return [f'asyncio.get_running_loop().call_later({node["pause"]}, cancel, "{node["target"]}"{message})']

    def write_watch(self, node, n):
        return [f'watch("{node["target"]}")']

    def write_join(self, node, n):
        return [f'say("{n} joined {node["target"]}:", await join("{node["target"]}"))']

    def write_shield(self, node, n):
        name = node["target"]
        return [f'if "{name}" in tasks:', f'    say("{n} shielded {name}:", await asyncio.shield(tasks["{name}"]))']

    def write_set(self, node, n):
        return [f"event[{node['which']}].set()", f'say("{n} set event {node["which"]}")']

    def write_clear(self, node, n):
        return [f"event[{node['which']}].clear()"]

    def bounded(self, node, what):
        return f"asyncio.wait_for({what}, {node['bounded']})" if node["bounded"] else what

    def write_event(self, node, n):
        what = "event[%d].wait()" % node["which"]
        return [f'say("{n} saw event {node["which"]}", await {self.bounded(node, what)})']

    def write_condition(self, node, n):
        which = node["which"]
        wait = f"condition[{which}].wait()"
        if node["bounded"]:
            return [f"async with condition[{which}]:", f"    async with asyncio.timeout({node['bounded']}):", f'        say("{n} notified", await {wait})']
        return [f"async with condition[{which}]:", f'    say("{n} notified", await {wait})']

    def write_notify(self, node, n):
        return [f"async with condition[{node['which']}]:", f"    condition[{node['which']}].notify({node['count']})", f'    say("{n} notifies")']

    def write_settle(self, node, n):
        result = f'LookupError("settled {n}")' if node["error"] else n
        return [f"settle({node['which']}, {result})"]

    def write_future(self, node, n):
        # The future would be cancelled together with its first waiter.
        what = "asyncio.shield(future[%d])" % node["which"]
        return [f'say("{n} future {node["which"]}:", await {self.bounded(node, what)})']

    def write_barrier(self, node, n):
        return [f'say("{n} passed the barrier as", await barrier[0].wait())']

    def write_put(self, node, n):
        return [f"await queue[{node['which']}].put({n})", f'say("{n} put")']

    def write_get(self, node, n):
        return [f'say("{n} got", await queue[{node["which"]}].get())']

    def write_nowait(self, node, n):
        which = node["which"]
        if node["put"]:
            act, error = f"queue[{which}].put_nowait({n})", "asyncio.QueueFull"
        else:
            act, error = f'say("{n} took", queue[{which}].get_nowait())', "asyncio.QueueEmpty"
        return ["try:", f"    {act}", f"except {error} as error:", f'    say("{n}", repr(error))']

    def write_wait_for_primitive(self, node, n):
        return ["try:", f'    say("{n}:", await asyncio.wait_for({node["which"]}, {node["pause"]}))', "except TimeoutError:", f'    say("{n} timed out")']

    def write_spawn(self, node, n):
        return [self.spawn(node["coro"])]

    def write_crowd(self, node, n):
        return [*(self.spawn(coro) for coro in node["coros"]), *self.inner_flat(node["body"])]

    def write_await(self, node, n):
        return [f'say("{n} awaited:", await {self.function(node["coro"])})']

    def write_wait_for(self, node, n):
        what = self.function(node["coro"]) if node["raw"] else self.spawn(node["coro"])
        return ["try:", f'    say("{n} in time:", await asyncio.wait_for({what}, {node["pause"]}))', "except TimeoutError as error:", f'    say("{n}", repr(error), repr(error.__cause__))']

    def write_shield_new(self, node, n):
        return ["try:", f'    say("{n} in time:", await asyncio.wait_for(asyncio.shield({self.spawn(node["coro"])}), {node["pause"]}))', "except TimeoutError:", f'    say("{n} left alone")']

    def write_gather(self, node, n):
        parts = [self.function(coro) if node["raw"] else self.spawn(coro) for coro in node["coros"]]
        if node["return_exceptions"]:
            parts.append("return_exceptions=True")
        return [f'say("{n} gathered", await asyncio.gather({", ".join(parts)}))']

    def write_wait(self, node, n):
        parts = ", ".join(self.spawn(coro) for coro in node["coros"])
        timeout = f", timeout={node['pause']}" if node["pause"] else ""
        return [
            f"done, pending = await asyncio.wait([{parts}]{timeout}, return_when=asyncio.{node['when']})",
            f'say("{n} done:", sorted(task.get_name() + " " + state(task) for task in done), "pending:", sorted(task.get_name() for task in pending))',
        ]

    def write_as_completed(self, node, n):
        parts = ", ".join(self.spawn(coro) for coro in node["coros"])
        timeout = f", timeout={node['pause']}" if node["pause"] else ""
        return [f"for earliest in asyncio.as_completed([{parts}]{timeout}):", "    try:", f'        say("{n} next:", await earliest)', "    except Exception as error:", f'        say("{n} next:", repr(error))']

    def write_group(self, node, n):
        made = [f'    group.create_task({self.function(coro)}, name="g{coro["id"]}")' for coro in node["coros"]]
        return [
            "try:",
            "    async with asyncio.TaskGroup() as group:",
            *["    " + line for line in made],
            *["    " + line for line in self.inner(node["body"])],
            f'    say("{n} group done")',
            "except* Exception as errors:",
            f'    say("{n}", repr(errors))',
        ]

    def write_timeout(self, node, n):
        return [
            "try:",
            f"    async with asyncio.timeout({node['pause']}) as scope{n}:",
            *["    " + line for line in self.inner(node["body"])],
            "except TimeoutError as error:",
            f'    say("{n}", repr(error), scope{n}.expired(), asyncio.current_task().cancelling())',
        ]

    def write_reschedule(self, node, n):
        lines = self.write_timeout(node, n)
        lines.insert(2, f"        scope{n}.reschedule(asyncio.get_running_loop().time() + {node['again']})")
        return lines

    def write_lock(self, node, n):
        return [f'say("{n} wants {node["op"]} {node["which"]}")', f"async with {node['op']}[{node['which']}]:", f'    say("{n} has {node["op"]} {node["which"]}")', *self.inner(node["body"])]

    write_semaphore = write_lock

    def write_try(self, node, n):
        lines = ["try:", *self.inner(node["body"])]
        if "catch" in node:
            lines += [f"except {node['catch']} as error:", f'    say("{n} caught", repr(error), asyncio.current_task().cancelling())']
            if node["then"] == "uncancel":
                lines.append(f'    say("{n} uncancel", asyncio.current_task().uncancel())')
            lines += self.inner(node["handler"]) if node["handler"] else []
            if node["then"] == "raise":
                lines.append("    raise")
            elif node["then"] == "chain":
                lines.append(f'    raise RuntimeError("{n}") from error')
        if "finally" in node or "catch" not in node:
            lines += ["finally:", f'    say("{n} finally")', *self.inner(node.get("finally") or [])]
        return lines

    def write_loop(self, node, n):
        return [f"for i{n} in range({node['count']}):", f'    say("{n} round", i{n})', *self.inner(node["body"])]

    def write_async_for(self, node, n):
        stop = ["        break"] if node["stop"] else []
        return [
            f"async with contextlib.aclosing({self.function(node['source'], generator=True)}) as source{n}:",
            f"    async for item in source{n}:",
            f'        say("{n} item", item)',
            *["    " + line for line in self.inner(node["body"])],
            *stop,
        ]


def tree_of(seed):
    return Generator(seed).program()


def text_of(tree):
    return Writer().program(tree)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--count", type=int, default=1)
    parser.add_argument("--out", type=pathlib.Path, required=True)
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    for seed in range(arguments.seed, arguments.seed + arguments.count):
        (arguments.out / f"{seed}.py").write_text(text_of(tree_of(seed)), encoding="utf-8")


if __name__ == "__main__":
    main()
