"""Readers and writers of tables in text, which are native in CPython."""

__version__ = "1.0"
QUOTE_MINIMAL, QUOTE_ALL, QUOTE_NONNUMERIC, QUOTE_NONE, QUOTE_STRINGS, QUOTE_NOTNULL = range(6)

_dialects = {}
_limit = 131072


class Error(Exception):
    pass


_OPTIONS = {"delimiter": ",", "doublequote": True, "escapechar": None, "lineterminator": "\r\n", "quotechar": '"',
            "quoting": QUOTE_MINIMAL, "skipinitialspace": False, "strict": False}


def _character(name, value, none):
    if value is None and none:
        return value
    if not isinstance(value, str):
        raise TypeError(f'"{name}" must be a unicode character{" or None" if none else ""}, not {type(value).__name__}')
    if len(value) != 1:
        raise TypeError(f'"{name}" must be a unicode character{" or None" if none else ""}, not a string of length {len(value)}')
    return value


class Dialect:
    """How a table is written."""

    def __new__(cls, dialect=None, **options):
        for name in options:
            if name not in _OPTIONS:
                raise TypeError(f"this function got an unexpected keyword argument '{name}'")
        if isinstance(dialect, str):
            dialect = get_dialect(dialect)
        if isinstance(dialect, Dialect) and not options:
            return dialect
        self = super().__new__(cls)
        for name, usual in _OPTIONS.items():
            setattr(self, name, options.get(name, getattr(dialect, name, usual)))
        self.doublequote, self.skipinitialspace, self.strict = map(bool, (self.doublequote, self.skipinitialspace, self.strict))
        _character("delimiter", self.delimiter, False)
        _character("escapechar", self.escapechar, True)
        _character("quotechar", self.quotechar, True)
        if not isinstance(self.quoting, int):
            raise TypeError('"quoting" must be an integer, not ' + type(self.quoting).__name__)
        if not QUOTE_MINIMAL <= self.quoting <= QUOTE_NOTNULL:
            raise TypeError('bad "quoting" value')
        if self.quotechar is None and self.quoting != QUOTE_NONE:
            if "quoting" in options:
                raise TypeError("quotechar must be set if quoting enabled")
            self.quoting = QUOTE_NONE
        if not isinstance(self.lineterminator, str):
            raise TypeError(f'"lineterminator" must be a string, not {type(self.lineterminator).__name__}')
        return self


def register_dialect(name, /, dialect=None, **options):
    if not isinstance(name, str):
        raise TypeError("dialect name must be a string")
    _dialects[name] = Dialect(dialect, **options)


def unregister_dialect(name, /):
    if _dialects.pop(name, None) is None:
        raise Error("unknown dialect")


def get_dialect(name, /):
    try:
        return _dialects[name]
    except KeyError:
        raise Error("unknown dialect") from None


def list_dialects():
    return list(_dialects)


def field_size_limit(*new):
    global _limit
    old = _limit
    if new:
        if not isinstance(new[0], int):
            raise TypeError("limit must be an integer")
        _limit = new[0]
    return old


# What a reader is in the middle of.
_ROW, _FIELD, _ESCAPED, _PLAIN, _QUOTED, _QUOTED_ESCAPED, _QUOTE, _END = range(8)


class Reader:
    """Rows out of lines."""

    __module__ = "_csv"

    def __init__(self, iterable, dialect=None, **options):
        self.dialect = Dialect(dialect, **options)
        self.line_num = 0
        self._lines = iter(iterable)

    def __iter__(self):
        return self

    def __next__(self):
        self._fields, self._field, self._bare, self._state = [], [], True, _ROW
        while True:
            try:
                line = next(self._lines)
            except StopIteration:
                if self._field or self._state in (_QUOTED, _QUOTED_ESCAPED):
                    if self.dialect.strict:
                        raise Error("unexpected end of data") from None
                    self._save()
                    break
                raise
            if not isinstance(line, str):
                raise Error(f"iterator should return strings, not {type(line).__name__} (the file should be opened in text mode)")
            self.line_num += 1
            for char in line:
                self._take(char)
            self._take("")
            if self._state == _ROW:
                break
        return self._fields

    def _save(self):
        text, quoting = "".join(self._field), self.dialect.quoting
        if self._bare and not text and quoting in (QUOTE_STRINGS, QUOTE_NOTNULL):
            text = None
        elif self._bare and quoting in (QUOTE_NONNUMERIC, QUOTE_STRINGS) and (text or quoting == QUOTE_NONNUMERIC):
            text = float(text) if text or quoting == QUOTE_STRINGS else ""
        self._fields.append(text)
        self._field, self._bare = [], True

    def _add(self, char):
        if len(self._field) >= _limit:
            raise Error(f"field larger than field limit ({_limit})")
        self._field.append(char)

    def _take(self, char):
        """The next character, or the line's end as none."""
        dialect, state = self.dialect, self._state
        newline = char in "\r\n"
        if state == _ROW:
            if not char:
                return
            if newline:
                self._state = _END
                return
            state = _FIELD
        if state == _FIELD:
            if newline:
                self._save()
                self._state = _END if char else _ROW
            elif char == dialect.quotechar and dialect.quoting != QUOTE_NONE:
                self._bare, self._state = False, _QUOTED
            elif char == dialect.escapechar:
                self._state = _ESCAPED
            elif char == " " and dialect.skipinitialspace:
                self._state = _FIELD
            elif char == dialect.delimiter:
                self._save()
                self._state = _FIELD
            else:
                self._add(char)
                self._state = _PLAIN
        elif state == _ESCAPED:
            self._add(char or "\n")
            self._state = _PLAIN if char else _ESCAPED
        elif state == _PLAIN:
            if newline:
                self._save()
                self._state = _END if char else _ROW
            elif char == dialect.escapechar:
                self._state = _ESCAPED
            elif char == dialect.delimiter:
                self._save()
                self._state = _FIELD
            else:
                self._add(char)
        elif state == _QUOTED:
            if not char:
                pass
            elif char == dialect.escapechar:
                self._state = _QUOTED_ESCAPED
            elif char == dialect.quotechar and dialect.quoting != QUOTE_NONE:
                self._state = _QUOTE if dialect.doublequote else _PLAIN
            else:
                self._add(char)
        elif state == _QUOTED_ESCAPED:
            self._add(char or "\n")
            self._state = _QUOTED
        elif state == _QUOTE:
            if dialect.quoting != QUOTE_NONE and char and char == dialect.quotechar:
                self._add(char)
                self._state = _QUOTED
            elif char and char == dialect.delimiter:
                self._save()
                self._state = _FIELD
            elif newline:
                self._save()
                self._state = _END if char else _ROW
            elif not dialect.strict:
                self._add(char)
                self._state = _PLAIN
            else:
                raise Error(f"'{dialect.delimiter}' expected after '{dialect.quotechar}'")
        elif not char:
            self._state = _ROW
        elif not newline:
            raise Error("new-line character seen in unquoted field - do you need to open the file with newline=''?")


class Writer:
    """Lines out of rows."""

    __module__ = "_csv"

    def __init__(self, fileobj, dialect=None, **options):
        self._write = getattr(fileobj, "write", None)
        if not callable(self._write):
            raise TypeError('argument 1 must have a "write" method')
        self.dialect = Dialect(dialect, **options)

    def writerow(self, row, /):
        dialect = self.dialect
        try:
            values = list(row)
        except TypeError:
            raise Error(f"iterable expected, not {type(row).__name__}") from None
        texts = [self._text(value, len(values) == 1) for value in values]
        return self._write(dialect.delimiter.join(texts) + dialect.lineterminator)

    def writerows(self, rows, /):
        for row in rows:
            self.writerow(row)

    def _text(self, value, alone):
        dialect = self.dialect
        quoting = dialect.quoting
        number = isinstance(value, (int, float)) or hasattr(type(value), "__float__") and not isinstance(value, str)
        quoted = (quoting == QUOTE_ALL or quoting == QUOTE_NONNUMERIC and not number
                  or quoting == QUOTE_STRINGS and isinstance(value, str) or quoting == QUOTE_NOTNULL and value is not None)
        text = "" if value is None else str(value)
        special = {dialect.delimiter, dialect.escapechar, dialect.quotechar, "\r", "\n", *dialect.lineterminator}
        parts = []
        for char in text:
            if char in special:
                escaped = quoting == QUOTE_NONE
                if not escaped and char == dialect.quotechar:
                    if dialect.doublequote:
                        parts.append(char)
                    else:
                        escaped = True
                elif char == dialect.escapechar:
                    escaped = True
                if not escaped:
                    quoted = True
                elif dialect.escapechar is None:
                    raise Error("need to escape, but no escapechar set")
                else:
                    parts.append(dialect.escapechar)
            elif char == " " and dialect.skipinitialspace and dialect.delimiter == " ":
                quoted = True
            parts.append(char)
        if not text and alone:
            if quoting == QUOTE_NONE or quoting in (QUOTE_STRINGS, QUOTE_NOTNULL) and value is None:
                raise Error("single empty field record must be quoted")
            quoted = True
        text = "".join(parts)
        return f"{dialect.quotechar}{text}{dialect.quotechar}" if quoted else text


def reader(iterable, /, dialect=None, **options):
    return Reader(iterable, dialect, **options)


def writer(fileobj, /, dialect=None, **options):
    return Writer(fileobj, dialect, **options)
