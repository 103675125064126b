"""Tracebacks as the CPython words and lays them out as which the program runs: 3.11 shows one line of each frame, later ones all that a call
takes, and say in the message which name may have been meant.

Frames of the engine's own modules are left out. On CPython they carry paths of its installation and lines of its text,
so that no program can rely on them, and to a reader they say nothing about the program.
"""

import sys
from _collections import deque
from itertools import islice

import linecache
import _loopscope_problems as _problems
import _loopscope_sources
from _asyncio import _since

__all__ = ["extract_stack", "extract_tb", "format_exception", "format_exception_only", "format_list", "format_stack",
           "format_tb", "print_exc", "format_exc", "print_exception", "print_last", "print_stack", "print_tb",
           "clear_frames", "FrameSummary", "StackSummary", "TracebackException", "walk_stack", "walk_tb", "print_list"]

_CAUSE = "\nThe above exception was the direct cause of the following exception:\n\n"
_CONTEXT = "\nDuring handling of the above exception, another exception occurred:\n\n"
# So many equal lines are shown before they are counted.
_EQUAL = 3


class _Missing:
    # What signatures show for "not given".
    def __repr__(self):
        return "<implicit>"


_missing = _Missing()


def _triple(exc, value, tb):
    if (value is _missing) != (tb is _missing):
        raise ValueError("Both or neither of value and tb must be given")
    if value is not _missing:
        return value, tb
    if exc is None:
        return None, None
    if not isinstance(exc, BaseException):
        raise TypeError(f"Exception expected for value, {type(exc).__name__} found")
    return exc, exc.__traceback__


# What is printed, and what is given as a list

def print_list(extracted_list, file=None):
    """Print the entries of extract_tb() or extract_stack()."""
    file = sys.stderr if file is None else file
    for item in format_list(extracted_list):
        print(item, file=file, end="")


def format_list(extracted_list):
    """A text for each entry."""
    return StackSummary.from_list(extracted_list).format()


def print_tb(tb, limit=None, file=None):
    """Print the entries of a traceback."""
    print_list(extract_tb(tb, limit), file)


def format_tb(tb, limit=None):
    """The entries of a traceback as texts."""
    return extract_tb(tb, limit).format()


def extract_tb(tb, limit=None):
    """The entries of a traceback, oldest call first."""
    return StackSummary._of(_tb_positions(tb), limit)


def print_exception(exc, /, value=_missing, tb=_missing, limit=None, file=None, chain=True):
    """Print an exception with its traceback and those it came from."""
    value, tb = _triple(exc, value, tb)
    TracebackException(type(value), value, tb, limit=limit, compact=True).print(file=file, chain=chain)


def format_exception(exc, /, value=_missing, tb=_missing, limit=None, chain=True):
    """What print_exception() prints, as a list of texts."""
    value, tb = _triple(exc, value, tb)
    return list(TracebackException(type(value), value, tb, limit=limit, compact=True).format(chain=chain))


def format_exception_only(exc, /, value=_missing):
    """The last part only: the type and the message."""
    if value is _missing:
        value = exc
    return list(TracebackException(type(value), value, None, compact=True).format_exception_only())


def print_exc(limit=None, file=None, chain=True):
    """Print the exception that is being handled."""
    print_exception(*sys.exc_info(), limit=limit, file=file, chain=chain)


def format_exc(limit=None, chain=True):
    """What print_exc() prints."""
    return "".join(format_exception(*sys.exc_info(), limit=limit, chain=chain))


def print_last(limit=None, file=None, chain=True):
    """There is no prompt here whose last exception it could be."""
    if not hasattr(sys, "last_type"):
        raise ValueError("no last exception")
    print_exception(sys.last_type, sys.last_value, sys.last_traceback, limit, file, chain)


def print_stack(f=None, limit=None, file=None):
    """Print who has called."""
    print_list(extract_stack(sys._getframe().f_back if f is None else f, limit=limit), file=file)


def format_stack(f=None, limit=None):
    """Who has called, as texts."""
    return format_list(extract_stack(sys._getframe().f_back if f is None else f, limit=limit))


def extract_stack(f=None, limit=None):
    """Who has called, oldest call first."""
    stack = StackSummary.extract(walk_stack(sys._getframe().f_back if f is None else f), limit=limit)
    stack.reverse()
    return stack


def walk_stack(f):
    """Frames and lines, from `f` outwards."""
    if f is None:
        f = sys._getframe().f_back
        while f is not None and f.f_globals is globals():
            f = f.f_back
    while f is not None:
        yield f, f.f_lineno
        f = f.f_back


def walk_tb(tb):
    """Frames and lines of a traceback."""
    while tb is not None:
        yield tb.tb_frame, tb.tb_lineno
        tb = tb.tb_next


def clear_frames(tb):
    """Let go of the local variables of all frames."""
    while tb is not None:
        try:
            tb.tb_frame.clear()
        except RuntimeError:
            pass
        tb = tb.tb_next


def _tb_positions(tb):
    while tb is not None:
        frame, position = tb.tb_frame, (tb.tb_lineno, None, None, None)
        if tb.tb_lasti >= 0 and not _is_engine(frame):
            found = next(islice(frame.f_code.co_positions(), tb.tb_lasti // 2, None), None)
            # Only a position on the line where the traceback is can be trusted.
            if found is not None and found[0] == tb.tb_lineno:
                position = found
        if position[2] is None or _since(12):
            yield frame, position, frame.f_code.co_name
        else:
            yield from _as_compiled_before(frame, position, tb.tb_lasti)
        tb = tb.tb_next


# RustPython compiles as 3.14 does: a comprehension is no function any more, and some instructions have narrower positions.
# The numbers are its instructions'.
_GET_ITER, _FOR_ITER, _GET_AITER, _GET_ANEXT, _END_ASYNC_FOR, _SEND, _GET_AWAITABLE = 16, 70, 14, 15, 68, 106, 71
_CALL, _LOAD_SPECIAL, _WITH_EXCEPT_START, _LOAD_CONST, _COPY, _FAST_AND_CLEAR = 52, 95, 43, 82, 59, 85
# What an await is made of: SEND, YIELD_VALUE, RESUME, the jump back, CLEANUP_THROW, END_SEND.
_AWAITING = (_SEND, 120, 128, 76, 7, 10)
_TO_BOOL, _JUMPS, _FORMATS = 39, (100, 103), (12, 13)
_COMPREHENSIONS = {"ListComp": "<listcomp>", "SetComp": "<setcomp>", "DictComp": "<dictcomp>"}


def _as_compiled_before(frame, position, lasti):
    """What 3.11 has in a frame's place: mostly the same, with a comprehension in it a frame for that, too."""
    code = frame.f_code
    ops, args = code.co_code[::2], code.co_code[1::2]
    at = lasti // 2
    op = ops[at] if at < len(ops) else 0
    last, unknown = ops[at - 1], (position[0], None, None, None)
    wide = False
    if op == _LOAD_SPECIAL or op == _WITH_EXCEPT_START:
        position = unknown
    elif op == _CALL and (last == _LOAD_SPECIAL or ops[at - 3:at] == bytes([_LOAD_CONST] * 3)):
        if linecache.getline(code.co_filename, position[0]).lstrip().startswith(("with ", "async with ")):
            position = unknown
    elif op in _AWAITING and (began := _awaited_since(ops, at)) is not None:
        # What `async with` awaits is nowhere in the text.
        if ops[began] == _GET_AWAITABLE and args[began]:
            position = unknown
        wide = ops[began] == _GET_ANEXT
    elif op == _TO_BOOL:
        wide = last != _COPY and ops[at + 4] in _JUMPS
    else:
        wide = op in (_GET_ITER, _FOR_ITER, _GET_AITER, _GET_ANEXT, _END_ASYNC_FOR, *_FORMATS)
    if position[2] is None or not wide and _FAST_AND_CLEAR not in ops:
        yield frame, position, code.co_name
        return
    chain = _nodes_around(code.co_filename, position)
    name = code.co_name
    for kind, place, iterates in chain:
        if kind in _COMPREHENSIONS:
            # What is gone through first is made outside.
            if iterates[0] == position and op not in (_FOR_ITER, _GET_ANEXT, _END_ASYNC_FOR, *_AWAITING):
                continue
            if _contains(iterates[0], position) and iterates[0] != position:
                continue
            yield frame, place, name
            name = _COMPREHENSIONS[kind]
    if wide:
        position = _wider(chain, op, position)
    yield frame, position, name


def _awaited_since(ops, at):
    for began in range(at, max(at - 10, -1), -1):
        if ops[began] in (_GET_AWAITABLE, _GET_ANEXT):
            return began
    return None


def _wider(chain, op, position):
    around = None
    for node in chain:
        kind = node[0]
        if (kind in _COMPREHENSIONS and op not in _FORMATS or kind == "JoinedStr" and op in _FORMATS
                or op == _GET_ITER and kind == "GeneratorExp" or op == _TO_BOOL and kind in ("IfExp", "If", "While", "Assert", "Match")):
            around = node
    if around is not None and around[2] and op != _TO_BOOL:
        if position not in around[2]:
            around = None
    if around is not None and around[1][0] == position[0]:
        return around[1]
    return position[0], None, None, None


def _contains(outer, inner):
    return (outer[0], outer[2]) <= (inner[0], inner[2]) and (inner[1], inner[3]) <= (outer[1], outer[3])


# The lines of the file that was asked for last, and its text.
_joined = [], ""


def _nodes_around(filename, position):
    """What nodes of the syntax tree a position is in, within the function it is in, outermost first."""
    global _joined
    lines = linecache.getlines(filename)
    if _joined[0] is not lines:
        _joined = lines, "".join(lines)
    return _loopscope_sources.nodes(_joined[1], *position)


def _is_engine(frame):
    origin = getattr(frame.f_globals.get("__spec__"), "origin", None)
    return origin == "loopscope" or frame.f_code.co_filename.startswith(("<frozen ", "<loopscope"))


class FrameSummary:
    """One entry: `filename`, `lineno`, `name`, `line`."""

    __slots__ = ("filename", "lineno", "end_lineno", "colno", "end_colno", "name", "_line", "_more", "locals")

    def __init__(self, filename, lineno, name, *, lookup_line=True, locals=None, line=None,
                 end_lineno=None, colno=None, end_colno=None):
        self.filename, self.lineno, self.name, self._line, self._more = filename, lineno, name, line, None
        self.end_lineno, self.colno, self.end_colno = end_lineno, colno, end_colno
        self.locals = {key: repr(value) for key, value in locals.items()} if locals else None
        if lookup_line:
            self.line

    @property
    def _original_line(self):
        if self._line is None and self.lineno is not None:
            self._line = linecache.getline(self.filename, self.lineno)
            if self._line and self.end_lineno is not None:
                self._more = linecache.getlines(self.filename)[self.lineno:self.end_lineno]
        return self._line

    @property
    def _original_lines(self):
        first = self._original_line or ""
        lines = [line.rstrip() for line in (first, *(self._more or ()))]
        # It knows more ends of lines than a file has.
        return "\n".join(lines).splitlines()[:len(lines)] or [""]

    @property
    def line(self):
        line = self._original_line
        return None if line is None else line.strip()

    def _tuple(self):
        return self.filename, self.lineno, self.name, self.line

    def __eq__(self, other):
        if isinstance(other, FrameSummary):
            return ((self.filename, self.lineno, self.name, self.locals)
                    == (other.filename, other.lineno, other.name, other.locals))
        return self._tuple() == other if isinstance(other, tuple) else NotImplemented

    def __getitem__(self, index):
        return self._tuple()[index]

    def __iter__(self):
        return iter(self._tuple())

    def __len__(self):
        return 4

    def __repr__(self):
        return f"<FrameSummary file {self.filename}, line {self.lineno} in {self.name}>"


class StackSummary(list):
    """Entries, oldest call first."""

    @classmethod
    def extract(cls, frame_gen, *, limit=None, lookup_lines=True, capture_locals=False):
        """Make it from pairs of a frame and a line."""
        entries = ((frame, (line, None, None, None), frame.f_code.co_name) for frame, line in frame_gen)
        return cls._of(entries, limit, lookup_lines, capture_locals)

    @classmethod
    def _of(cls, frames, limit=None, lookup_lines=True, capture_locals=False):
        if limit is None:
            limit = getattr(sys, "tracebacklimit", None)
            if limit is not None:
                limit = max(limit, 0)
        frames = (entry for entry in frames if not _is_engine(entry[0]))
        if limit is not None:
            frames = islice(frames, limit) if limit >= 0 else deque(frames, maxlen=-limit)
        return cls(FrameSummary(frame.f_code.co_filename, lineno, name, lookup_line=lookup_lines,
                                locals=frame.f_locals if capture_locals else None,
                                end_lineno=end_lineno, colno=colno, end_colno=end_colno)
                   for frame, (lineno, end_lineno, colno, end_colno), name in frames)

    @classmethod
    def from_list(cls, a_list):
        """Make it from entries, or from tuples (filename, lineno, name, line)."""
        return StackSummary(
            entry if isinstance(entry, FrameSummary) else FrameSummary(*entry[:3], line=entry[3]) for entry in a_list)

    def format_frame_summary(self, frame_summary):
        """The text of one entry."""
        entry = frame_summary
        text = f'  File "{entry.filename}", line {entry.lineno}, in {entry.name}\n'
        if entry.line:
            text += _shown(entry) if _since(13) else f"    {entry.line}\n{_markers(entry)}"
        for name, value in sorted((entry.locals or {}).items()):
            text += f"    {name} = {value}\n"
        return text

    def format(self):
        """A text for each entry. Of many equal ones three are shown, and the rest is counted."""
        texts = []
        last, count = None, 0

        def tell_count():
            if count > _EQUAL:
                more = count - _EQUAL
                texts.append(f"  [Previous line repeated {more} more time{'s' if more > 1 else ''}]\n")

        for entry in self:
            text = self.format_frame_summary(entry) if last is None or count < _EQUAL or last != _place(entry) else ""
            if text is None:
                continue
            if last != _place(entry):
                tell_count()
                last, count = _place(entry), 0
            count += 1
            if count <= _EQUAL:
                texts.append(text)
        tell_count()
        return texts


def _place(entry):
    return entry.filename, entry.lineno, entry.name


# The marks below a line

def _markers(entry):
    if entry.colno is None or entry.end_colno is None:
        return ""
    line = entry._original_line
    shown = line.strip()
    # Columns are counted in bytes.
    encoded = line.encode()

    def column(at):
        return len(encoded[:at].decode(errors="replace"))

    start, anchors = column(entry.colno), None
    if entry.end_lineno == entry.lineno:
        end = column(entry.end_colno)
        anchors = _anchors(line[start:end])
    else:
        end = len(line.rstrip())
    if start >= end or end - start >= len(shown) and not (anchors and anchors[1] > anchors[0]):
        return ""
    before = _width(line[:start]) - (len(line) - len(line.lstrip()))
    marked = line[start:end]
    if anchors:
        left, right = (_width(marked[:at]) for at in anchors)
        marks = "~" * left + "^" * (right - left) + "~" * (_width(marked) - right)
    else:
        marks = "^" * _width(marked)
    return f"    {' ' * before}{marks}\n"


def _anchors(segment):
    """Where the operator of an operation, or the brackets of a subscription, begin and end."""
    found = _loopscope_sources.operator(segment)
    if found is None:
        # A part of a line need not be an expression.
        return None
    kind, left, right = found
    encoded = segment.encode()
    if kind == "Subscript":
        right += 1
    left, right = (len(encoded[:at].decode(errors="replace")) for at in (left, right))
    if kind == "BinOp":
        between = segment[left:right]
        skipped = len(between) - len(between.lstrip())
        left += skipped
        right = left + 1
        if skipped + 1 < len(between) and not between[skipped + 1].isspace():
            right += 1
        while left < len(segment) and (segment[left].isspace() or segment[left] in ")#"):
            left, right = left + 1, right + 1
        return left, right
    while left < len(segment) and segment[left] != "[":
        left += 1
    while right < len(segment) and segment[right] != "]":
        right += 1
    return left, min(right + 1, len(segment))


def _width(text):
    return len(text) if text.isascii() else _loopscope_sources.width(text)


def _shown(entry):
    """All lines of an entry, with marks below those that are of interest: so it is later than 3.12."""
    original = entry._original_lines
    lines = _dedented(original)
    if entry.colno is None or entry.end_colno is None:
        return f"    {entry.line}\n"
    # Columns are counted in bytes.
    removed = len(original[0]) - len(lines[0])
    start = max(0, len(original[0].encode()[:entry.colno].decode(errors="replace")) - removed)
    end = max(0, len(original[-1].encode()[:entry.end_colno].decode(errors="replace")) - removed)
    last = len(lines) - 1
    segment = "\n".join(lines)
    anchors = _loopscope_sources.anchors(segment[start:len(segment) - (len(lines[-1]) - end)])
    marked = (not _loopscope_sources.is_only_a_call(segment, start, end)
              and bool(anchors or lines[0][:start].lstrip() or lines[-1][end:].rstrip()))
    first_column, end_column = _width(lines[0][:start]), _width(lines[-1][:end])
    wanted = {0, last}
    if anchors:
        from_line, from_column, to_line, to_column = anchors
        from_column = _width(lines[from_line][:from_column + (start if from_line == 0 else 0)])
        to_column = _width(lines[to_line][:to_column + (start if to_line == 0 else 0)])
        wanted.update(range(from_line - 1, from_line + 2), range(to_line - 1, to_line + 2))
    wanted = sorted(wanted & set(range(last + 1)))

    def marks(at):
        line = lines[at]
        blank = len(line) - len(line.lstrip())
        if at == 0:
            blank = max(blank, first_column)
        text = ""
        for column in range(end_column if at == last else _width(line)):
            if column < blank:
                text += " "
            elif not anchors or (from_line, from_column) <= (at, column) < (to_line, to_column):
                text += "^"
            else:
                text += "~"
        return text

    shown, before = [], 0
    for at in wanted:
        if at - before > 2:
            shown.append(f"...<{at - before - 1} lines>...")
        for line in ([at - 1, at] if at - before == 2 else [at]):
            shown.append(lines[line])
            if marked:
                shown.append(marks(line))
        before = at
    return "".join(f"    {line}\n" for line in _dedented(shown))


def _dedented(lines):
    """The lines without the white space that all begin with. `textwrap` does it, too, and brings in regular expressions."""
    told = [line for line in lines if line.strip()]
    if not told:
        return [""] * len(lines)
    least, most = min(told), max(told)
    margin = 0
    while margin < len(least) and least[margin] == most[margin] and least[margin] in " \t":
        margin += 1
    return [line[margin:] if line.strip() else "" for line in lines]


# Exceptions

def _text(value, what, function=str):
    try:
        return function(value)
    except BaseException:
        return f"<{what} {function.__name__}() failed>"


class _Layout:
    """How deep in groups the printing is."""

    def __init__(self):
        self.depth = 0
        self.need_close = False

    def indent(self):
        return " " * (2 * self.depth)

    def put(self, texts, margin="|"):
        prefix = self.indent() + (f"{margin} " if self.depth else "")
        for text in ([texts] if isinstance(texts, str) else texts):
            yield "".join(prefix + line for line in text.splitlines(True))


class TracebackException:
    """An exception as it is going to be printed: no frame is kept."""

    def __init__(self, exc_type, exc_value, exc_traceback, *, limit=None, lookup_lines=True, capture_locals=False,
                 compact=False, max_group_width=15, max_group_depth=10, _seen=None, _ends=False):
        top = _seen is None
        seen = set() if top else _seen
        # Before 3.13 what ends a program was printed by other means than this module.
        apart = _ends and not _since(13)
        if not apart:
            seen.add(id(exc_value))
        if _ends and isinstance(known := getattr(sys, "tracebacklimit", None), int):
            # Where CPython itself prints, these are the innermost.
            limit = -max(known, 0)
        self.max_group_width, self.max_group_depth = max_group_width, max_group_depth
        self.stack = StackSummary._of(_tb_positions(exc_traceback), limit, lookup_lines, capture_locals)
        # What is left out was there.
        self._traced = self.stack or exc_traceback and limit != 0 and getattr(sys, "tracebacklimit", 1) != 0
        self.exc_type = exc_type
        self._str = _text(exc_value, "exception")
        try:
            self.__notes__ = getattr(exc_value, "__notes__", None)
        except Exception as error:
            if not _since(13):
                raise
            self.__notes__ = [f"Ignored error getting __notes__: {_text(error, '__notes__', repr)}"]
        if isinstance(exc_value, UnicodeError) and isinstance(self.__notes__, list):
            # CPython notes this only of codecs that are not built in.
            self.__notes__ = [note for note in self.__notes__ if not str(note).endswith(" codec failed")]
        self.__suppress_context__ = exc_value.__suppress_context__ if exc_value is not None else False
        self.__cause__ = self.__context__ = self.exceptions = None
        if exc_type and issubclass(exc_type, SyntaxError):
            self.filename, self.text, self.msg = exc_value.filename, exc_value.text, exc_value.msg
            self.lineno, self.end_lineno = (
                None if number is None else str(number) for number in (exc_value.lineno, exc_value.end_lineno))
            self.offset, self.end_offset = exc_value.offset, exc_value.end_offset
            if self.text is None and exc_value.lineno:
                # RustPython's compiler, other than its parser, does not say it.
                self.text = linecache.getline(self.filename or "", exc_value.lineno) or None
        elif _since(12):
            self._str = _suggesting(self._str, exc_value, exc_traceback)
        if not top:
            return

        def copy(exc):
            return TracebackException(
                type(exc), exc, exc.__traceback__, limit=limit, lookup_lines=lookup_lines, capture_locals=capture_locals,
                max_group_width=max_group_width, max_group_depth=max_group_depth, _seen=seen, _ends=_ends)

        # Chains can be long: the stack of calls must not grow with them.
        waiting = [(self, exc_value)] if exc_value is not None else []
        while waiting:
            made, exc = waiting.pop()
            seen.add(id(exc))
            cause, context = exc.__cause__, exc.__context__
            if cause is not None and id(cause) not in seen:
                made.__cause__ = copy(cause)
            wanted = not compact or made.__cause__ is None and not exc.__suppress_context__
            if wanted and context is not None and id(context) not in seen:
                made.__context__ = copy(context)
            if isinstance(exc, BaseExceptionGroup):
                made.exceptions = [copy(member) for member in exc.exceptions]
                if apart:
                    # CPython itself comes to a group's members after all that led to it.
                    waiting.extend(reversed([*zip(made.exceptions, exc.exceptions)]))
            if made.__cause__:
                waiting.append((made.__cause__, cause))
            if made.__context__:
                waiting.append((made.__context__, context))
            if made.exceptions and not apart:
                waiting.extend(zip(made.exceptions, exc.exceptions))

    @classmethod
    def from_exception(cls, exc, *args, **kwargs):
        """Make it from an exception."""
        return cls(type(exc), exc, exc.__traceback__, *args, **kwargs)

    def __eq__(self, other):
        return self.__dict__ == other.__dict__ if isinstance(other, TracebackException) else NotImplemented

    def __str__(self):
        return self._str

    def _type_name(self):
        module = self.exc_type.__module__
        if module in ("__main__", "builtins"):
            return self.exc_type.__qualname__
        return f"{module if isinstance(module, str) else '<unknown>'}.{self.exc_type.__qualname__}"

    def format_exception_only(self):
        """The type and the message, with what a SyntaxError shows before them and the notes after them."""
        if self.exc_type is None:
            yield "NoneType: None\n" if self._str == "None" else f"None: {self._str}\n"
            return
        name = self._type_name()
        if issubclass(self.exc_type, SyntaxError):
            yield from self._format_syntax_error(name)
        else:
            yield f"{name}: {self._str}\n" if self._str else f"{name}\n"
        notes = self.__notes__
        # Texts do not come here from add_note().
        if isinstance(notes, (list, tuple) if _since(13) else (list, tuple, str)):
            for note in notes:
                yield from (line + "\n" for line in _text(note, "note").split("\n"))
        elif notes is not None:
            yield _text(notes, "__notes__", repr) + ("\n" if _since(13) else "")

    def _format_syntax_error(self, name):
        suffix = ""
        if self.lineno is not None:
            yield f'  File "{self.filename or "<string>"}", line {self.lineno}\n'
        elif self.filename is not None:
            suffix = f" ({self.filename})"
        if _since(14):
            self._find_typo()
        if self.text is not None:
            line = self.text.rstrip("\n")
            shown = line.lstrip(" \n\f")
            skipped = len(line) - len(shown)
            yield f"    {shown}\n"
            if self.offset is not None:
                start, end = self._marked(line)
                start, end = start - 1 - skipped, end - 1 - skipped
                if start >= 0:
                    marks = end - start
                    if _since(15):
                        before = " " * _width(shown[:start])
                        marks = _width(shown[start:end]) or marks
                    else:
                        # Tabs stay, or the caret would not be below its place.
                        before = "".join(char if char.isspace() else " " for char in shown[:start])
                    yield f"    {before}{'^' * marks}\n"
        yield f"{name}: {self.msg or '<no detail available>'}{suffix}\n"

    def _marked(self, line):
        """The columns of a SyntaxError's line that are marked, from 1: from the first to before the second."""
        start, end = self.offset, self.end_offset or self.offset
        if _since(13):
            if self.lineno != self.end_lineno:
                end = len(line) + 1
            start, end = (len(line) + 1 if at > len(self.text) else at for at in (start, end))
        if end == start or end == -1 or end < start and _since(13):
            end = start + 1
        return start, end

    def _find_typo(self):
        """A name that would be right if it were a keyword which is spelled much alike."""
        if self.msg != "invalid syntax" and "Perhaps you forgot a comma" not in self.msg or not self.lineno:
            return
        lines = linecache.getlines(self.filename or "")
        found = _loopscope_sources.typo("".join(lines) or self.text or "", int(self.lineno) if lines else 1)
        if found is not None:
            keyword, self.text, self.offset, self.end_offset = found
            self.end_lineno = self.lineno
            self.msg = f"invalid syntax. Did you mean '{keyword}'?"

    def format(self, *, chain=True, _ctx=None, **kwargs):
        """All of it, as texts that end in a newline each."""
        layout = _Layout() if _ctx is None else _ctx
        parts, exc = [], self
        while exc is not None:
            message = following = None
            if chain and exc.__cause__ is not None:
                message, following = _CAUSE, exc.__cause__
            elif chain and exc.__context__ is not None and not exc.__suppress_context__:
                message, following = _CONTEXT, exc.__context__
            parts.append((message, exc))
            exc = following
        for message, exc in reversed(parts):
            if message is not None:
                yield from layout.put(message)
            if exc.exceptions is None:
                if exc._traced:
                    yield from layout.put("Traceback (most recent call last):\n")
                    yield from layout.put(exc.stack.format())
                yield from layout.put(exc.format_exception_only())
            elif layout.depth > self.max_group_depth:
                yield from layout.put(f"... (max_group_depth is {self.max_group_depth})\n")
            else:
                yield from self._format_group(exc, layout, chain)

    def _format_group(self, group, layout, chain):
        top = layout.depth == 0
        if top:
            layout.depth = 1
        if group._traced:
            yield from layout.put("Exception Group Traceback (most recent call last):\n", "+" if top else "|")
            yield from layout.put(group.stack.format())
        yield from layout.put(group.format_exception_only())
        members, width = group.exceptions, self.max_group_width
        shown = len(members) if len(members) <= width else width + 1
        layout.need_close = False
        for number in range(shown):
            last = number == shown - 1
            if last:
                # A group that comes last draws the line below itself and this one.
                layout.need_close = True
            title = number + 1 if number < width else "..."
            yield f"{layout.indent()}{'  ' if number else '+-'}+---------------- {title} ----------------\n"
            layout.depth += 1
            if number < width:
                yield from members[number].format(chain=chain, _ctx=layout)
            else:
                more = len(members) - width
                yield from layout.put(f"and {more} more exception{'s' if more > 1 else ''}\n")
            if last and layout.need_close:
                yield f"{layout.indent()}+------------------------------------\n"
                layout.need_close = False
            layout.depth -= 1
        if top:
            layout.depth = 0

    def print(self, *, file=None, chain=True, **kwargs):
        """Print all of it."""
        file = sys.stderr if file is None else file
        # What is printed where the program's output goes is part of that. `logging` prints into a text of its own.
        if file is not sys.stdout:
            _tell(self, chain)
        for text in self.format(chain=chain):
            print(text, file=file, end="")


# What is wrong with the program, where it is: told before it becomes text

def _tell(made, chain=True):
    """Tell of an exception and, with `chain`, of those it came from; of a group, of its members, too."""
    waiting = [made]
    while waiting:
        made = waiting.pop()
        _tell_of(made)
        waiting.extend(reversed(made.exceptions or ()))
        if not chain:
            continue
        if made.__cause__ is not None:
            waiting.append(made.__cause__)
        elif made.__context__ is not None and not made.__suppress_context__:
            waiting.append(made.__context__)


def _tell_of(made):
    if made.exc_type is None:
        return
    name, said = made._type_name(), made._str
    if issubclass(made.exc_type, SyntaxError):
        if _since(14):
            made._find_typo()
        said = made.msg or "<no detail available>"
        start, end = (0, 0) if made.text is None or made.offset is None else made._marked(made.text.rstrip("\n"))
        if made.filename and made.lineno and _problems.refused(made.filename, int(made.lineno), start, end, f"{name}: {said}"):
            return
    message = f"{name}: {said}" if said else name
    for entry in reversed(made.stack):
        if _problems.raised(entry.filename, entry.lineno, entry.end_lineno, entry.colno, entry.end_colno, message):
            return


# The exception that ends a program. CPython has words for this one that its `traceback` has not.

def _report(exc):
    made = TracebackException(type(exc), exc, exc.__traceback__, compact=True, _ends=True)
    waiting = [] if _since(12) else [(made, exc)]
    while waiting:
        made_of, error = waiting.pop()
        made_of._str = _suggesting(made_of._str, error, error.__traceback__)
        if made_of.__cause__:
            waiting.append((made_of.__cause__, error.__cause__))
        if made_of.__context__:
            waiting.append((made_of.__context__, error.__context__))
        waiting.extend(zip(made_of.exceptions or (), getattr(error, "exceptions", ())))
    _tell(made)
    return "".join(made.format()) + _advice(exc)


def _note(exc):
    """Tell of the exception that ended a program which prints it itself."""
    _tell(TracebackException(type(exc), exc, exc.__traceback__, compact=True, _ends=True))


def _ignored(exc, tb, where, thing, lines):
    """What is written of an error that can be raised nowhere."""
    made = TracebackException(type(exc), exc, tb, compact=True, _ends=True)
    # Earlier ones print no other than itself.
    _tell(made, _since(15))
    for entry in made.stack:
        if not lines:
            # CPython has nothing left to read it with.
            entry._line = ""
        if _since(13) and not _since(15):
            # It marks nothing where it prints by itself.
            entry.colno = None
    text = f"{where or 'Exception ignored in'}: "
    try:
        text += repr(thing)
    except Exception:
        text += "<object repr() failed>"
    text = text + "\n" if thing is not None else where and where + ":\n" or ""
    if _since(15):
        return text + "".join(made.format())
    if made._traced:
        text += "Traceback (most recent call last):\n" + "".join(made.stack.format())
    return f"{text}{made._type_name()}: {_text(exc, 'exception')}\n"


# What may have been meant

def _suggesting(said, exc, tb):
    """The message, with the name that may have been meant."""
    try:
        return said + _suggestion(exc, tb)
    except Exception:
        # A program's own __dir__ may fail.
        return said


def _suggestion(exc, tb):
    if isinstance(exc, ImportError) and isinstance(wrong := getattr(exc, "name_from", None), str) and _since(12):
        return _question(_loopscope_sources.nearest(wrong, _public(_names_of(__import__(exc.name)), wrong)))
    wrong = getattr(exc, "name", None)
    if not isinstance(wrong, str):
        return ""
    if isinstance(exc, AttributeError):
        return _of_attribute(exc, wrong, tb)
    if isinstance(exc, NameError):
        return _of_name(wrong, tb)
    if isinstance(exc, ModuleNotFoundError) and _since(15):
        return _question(_nearest_module(wrong))
    return ""


def _question(meant):
    return f". Did you mean: '{meant}'?" if meant else ""


def _of_name(wrong, tb):
    frame, said = _innermost(tb), ""
    if frame is not None:
        names = [*frame.f_locals, *frame.f_globals, *frame.f_builtins]
        own = _since(12) and hasattr(frame.f_locals.get("self"), wrong)
        said = _question(f"self.{wrong}" if own else _loopscope_sources.nearest(wrong, names))
    if _since(12) and (wrong in sys.stdlib_module_names or wrong in _modules()):
        said += f"{' Or' if said else '.'} {'did' if said else 'Did'} you forget to import '{wrong}'?"
    return said


def _of_attribute(exc, wrong, tb):
    if _since(15) and (hint := _of_another_language(exc.obj, wrong)):
        return f". {hint}"
    names = _names_of(exc.obj) if _since(12) else dir(exc.obj)
    if _since(13):
        frame = _innermost(tb)
        if frame is None or frame.f_locals.get("self", _missing) is not exc.obj:
            names = _public(names, wrong)
    meant = _loopscope_sources.nearest(wrong, names)
    if not _since(15):
        return _question(meant)
    meant = meant or _nested(exc.obj, wrong, names)
    return f". Did you mean '.{meant}' instead of '.{wrong}'?" if meant else ""


def _innermost(tb):
    while tb is not None and tb.tb_next is not None:
        tb = tb.tb_next
    return tb and tb.tb_frame


def _names_of(thing):
    try:
        names = thing.__dir__()
    except TypeError:
        # A class.
        names = type(thing).__dir__(thing)
    return sorted(name for name in names if isinstance(name, str))


def _public(names, wrong):
    return names if wrong[:1] == "_" else [name for name in names if name[:1] != "_"]


def _nested(thing, wrong, names):
    """An attribute of an attribute, to get at which runs nothing of the program's."""
    from inspect import getattr_static
    for name in [name for name in names if name[:1] != "_"][:20]:
        try:
            of_class = getattr_static(type(thing), name, _missing)
            if of_class is not _missing and hasattr(of_class, "__get__"):
                continue
            if getattr_static(getattr(thing, name), wrong, _missing) is not _missing:
                return f"{name}.{wrong}"
        except Exception:
            pass
    return None


_SET, _LIST, _INT = (f"Did you mean to use {kind} object?" for kind in ("a 'set'", "a 'list'", "an 'int'"))
# What other languages call it, or what another class has: of which class, and what is said.
_OTHERS = {
    "push": ((list, ".append"),), "concat": ((list, ".extend"),), "addAll": ((list, ".extend"),),
    "contains": ((list, "Use 'x in list'."),), "add": (((list, frozenset), _SET),),
    "toUpperCase": ((str, ".upper"),), "toLowerCase": ((str, ".lower"),),
    "trimStart": ((str, ".lstrip"),), "trimEnd": ((str, ".rstrip"),),
    "keySet": ((dict, ".keys"),), "entrySet": ((dict, ".items"),), "entries": ((dict, ".items"),),
    "putAll": ((dict, ".update"),), "put": ((dict, "Use d[k] = v."),),
    "append": ((tuple, _LIST),), "extend": ((tuple, _LIST),), "insert": ((tuple, _LIST),),
    "remove": ((tuple, _LIST), (frozenset, _SET)), "discard": ((frozenset, _SET),), "update": ((frozenset, _SET),),
    **dict.fromkeys(("__or__", "__and__", "__xor__", "__lshift__", "__rshift__"),
                    ((float, f"{_INT} Bitwise operators are not supported by 'float'."),)),
}


def _of_another_language(thing, wrong):
    for kind, said in _OTHERS.get(wrong, ()):
        if isinstance(thing, kind):
            return f"Did you mean '{said}'?" if said[0] == "." else said
    return None


def _modules():
    return {*_loopscope_sources.names(), *sys.builtin_module_names, *sys.modules}


def _nearest_module(wrong):
    """Of the modules that there are."""
    package = wrong.rpartition(".")[0]
    names = _modules()
    # In what package it would be, or in none.
    return _loopscope_sources.nearest(wrong, sorted(name for name in names if name.rpartition(".")[0] == package))


def _advice(exc):
    """What CPython does not say: what there is here instead."""
    if isinstance(exc, FileNotFoundError) and (frame := _innermost(exc.__traceback__)) and frame.f_globals.get("__name__") == "io":
        return "(There are no files here but the program's own, open(__file__); io.StringIO and io.BytesIO hold text and bytes in memory.)\n"
    if not isinstance(exc, ModuleNotFoundError) or not exc.name:
        return ""
    meant = None if _since(15) else _nearest_module(exc.name)
    if meant:
        return f"(Did you mean: {meant!r}?)\n"
    if exc.name in sys.builtin_module_names or exc.name in sys.modules:
        return ""
    return f"(In a browser page only the modules that the documentation lists can be imported; {exc.name!r} is none of them.)\n"
