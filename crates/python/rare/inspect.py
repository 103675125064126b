"""What programs ask about their own functions, coroutines and classes. Python's own module loads `ast`, `dis` and `tokenize`."""

import sys
import types
from _collections import OrderedDict
from functools import partial

import linecache

CO_OPTIMIZED, CO_NEWLOCALS, CO_VARARGS, CO_VARKEYWORDS, CO_NESTED, CO_GENERATOR = 1, 2, 4, 8, 16, 32
CO_NOFREE, CO_COROUTINE, CO_ITERABLE_COROUTINE, CO_ASYNC_GENERATOR = 64, 128, 256, 512
GEN_CREATED, GEN_RUNNING, GEN_SUSPENDED, GEN_CLOSED = "GEN_CREATED", "GEN_RUNNING", "GEN_SUSPENDED", "GEN_CLOSED"
CORO_CREATED, CORO_RUNNING, CORO_SUSPENDED, CORO_CLOSED = "CORO_CREATED", "CORO_RUNNING", "CORO_SUSPENDED", "CORO_CLOSED"


class ClassFoundException(Exception):
    """Older programs may name it."""


# What kind of thing it is

def ismodule(object):
    return isinstance(object, types.ModuleType)


def isclass(object):
    return isinstance(object, type)


def ismethod(object):
    return isinstance(object, types.MethodType)


def isfunction(object):
    return isinstance(object, types.FunctionType)


def isbuiltin(object):
    return isinstance(object, types.BuiltinFunctionType)


def ismethodwrapper(object):
    return isinstance(object, types.MethodWrapperType)


def isroutine(object):
    return isbuiltin(object) or isfunction(object) or ismethod(object) or ismethoddescriptor(object)


def iscode(object):
    return isinstance(object, types.CodeType)


def isframe(object):
    return isinstance(object, types.FrameType)


def istraceback(object):
    return isinstance(object, types.TracebackType)


def isgenerator(object):
    return isinstance(object, types.GeneratorType)


def iscoroutine(object):
    return isinstance(object, types.CoroutineType)


def isasyncgen(object):
    return isinstance(object, types.AsyncGeneratorType)


def isawaitable(object):
    """Whether it can be awaited."""
    return (isinstance(object, types.CoroutineType)
            or isinstance(object, types.GeneratorType) and bool(object.gi_code.co_flags & CO_ITERABLE_COROUTINE)
            or getattr(type(object), "__await__", None) is not None)


def _unwrap_partial(function):
    while isinstance(function, partial):
        function = function.func
    return function


def _has_flag(function, flag):
    while ismethod(function):
        function = function.__func__
    function = _unwrap_partial(function)
    return isfunction(function) and bool(function.__code__.co_flags & flag)


def isgeneratorfunction(obj):
    """Whether calling it makes a generator."""
    return _has_flag(obj, CO_GENERATOR)


def iscoroutinefunction(obj):
    """Whether calling it makes a coroutine."""
    return _has_flag(obj, CO_COROUTINE)


def isasyncgenfunction(obj):
    """Whether calling it makes an asynchronous generator."""
    return _has_flag(obj, CO_ASYNC_GENERATOR)


def isabstract(object):
    """Whether it is a class with methods to be written yet."""
    return isinstance(object, type) and bool(getattr(object, "__abstractmethods__", None))


def ismethoddescriptor(object):
    if isclass(object) or ismethod(object) or isfunction(object):
        return False
    return hasattr(type(object), "__get__") and not hasattr(type(object), "__set__")


def isdatadescriptor(object):
    if isclass(object) or ismethod(object) or isfunction(object):
        return False
    return hasattr(type(object), "__set__") or hasattr(type(object), "__delete__")


def ismemberdescriptor(object):
    return isinstance(object, types.MemberDescriptorType)


def isgetsetdescriptor(object):
    return isinstance(object, types.GetSetDescriptorType)


# How far a generator or a coroutine has come

def _state(running, suspended, frame, names):
    if running:
        return names[1]
    if frame is None:
        return names[3]
    return names[2] if suspended else names[0]


def getgeneratorstate(generator):
    """GEN_CREATED, GEN_RUNNING, GEN_SUSPENDED or GEN_CLOSED."""
    return _state(generator.gi_running, generator.gi_suspended, generator.gi_frame,
                  (GEN_CREATED, GEN_RUNNING, GEN_SUSPENDED, GEN_CLOSED))


def getcoroutinestate(coroutine):
    """CORO_CREATED, CORO_RUNNING, CORO_SUSPENDED or CORO_CLOSED."""
    return _state(coroutine.cr_running, coroutine.cr_suspended, coroutine.cr_frame,
                  (CORO_CREATED, CORO_RUNNING, CORO_SUSPENDED, CORO_CLOSED))


def getgeneratorlocals(generator):
    """The local variables of a generator that is not finished."""
    if not isgenerator(generator):
        raise TypeError(f"{generator!r} is not a Python generator")
    return generator.gi_frame.f_locals if generator.gi_frame is not None else {}


def getcoroutinelocals(coroutine):
    """The local variables of a coroutine that is not finished."""
    return coroutine.cr_frame.f_locals if coroutine.cr_frame is not None else {}


# Frames

def currentframe():
    """The frame of who calls this."""
    return sys._getframe(1)


class FrameInfo(tuple):
    """What getframeinfo() and stack() tell of a frame."""

    _fields = ("frame", "filename", "lineno", "function", "code_context", "index")

    def __new__(cls, *values):
        return super().__new__(cls, values)

    def __getattr__(self, name):
        if name in self._fields:
            return self[self._fields.index(name)]
        raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")

    def __repr__(self):
        return f"{type(self).__name__}({', '.join(f'{name}={value!r}' for name, value in zip(self._fields, self))})"


class Traceback(FrameInfo):
    """What getframeinfo() tells."""

    _fields = FrameInfo._fields[1:]


def getframeinfo(frame, context=1):
    """Where a frame is, with the lines around."""
    lineno = frame.f_lineno
    if istraceback(frame):
        lineno, frame = frame.tb_lineno, frame.tb_frame
    filename, lines, index = frame.f_code.co_filename, None, None
    if context > 0:
        all_lines = linecache.getlines(filename)
        if all_lines:
            start = max(0, min(lineno - 1 - context // 2, len(all_lines) - context))
            lines, index = all_lines[start:start + context], lineno - 1 - start
    return Traceback(filename, lineno, frame.f_code.co_name, lines, index)


def getouterframes(frame, context=1):
    """A frame and those who have called it."""
    found = []
    while frame:
        found.append(FrameInfo(frame, *getframeinfo(frame, context)))
        frame = frame.f_back
    return found


def getinnerframes(tb, context=1):
    """The frames of a traceback."""
    found = []
    while tb:
        found.append(FrameInfo(tb.tb_frame, tb.tb_frame.f_code.co_filename, tb.tb_lineno, tb.tb_frame.f_code.co_name,
                               *getframeinfo(tb, context)[3:]))
        tb = tb.tb_next
    return found


def stack(context=1):
    """Who has called."""
    return getouterframes(sys._getframe(1), context)


def trace(context=1):
    """The frames of the exception that is being handled."""
    return getinnerframes(sys.exc_info()[2], context)


# Text

def cleandoc(doc):
    """Without the indentation that all lines but the first have."""
    lines = doc.expandtabs().split("\n")
    margin = min((len(line) - len(line.lstrip()) for line in lines[1:] if line.strip()), default=0)
    lines = [lines[0].lstrip(), *(line[margin:] for line in lines[1:])]
    while lines and not lines[-1]:
        lines.pop()
    while lines and not lines[0]:
        lines.pop(0)
    return "\n".join(lines)


def getdoc(object):
    """What is written first in it; a method's may be that of the class above."""
    doc = getattr(object, "__doc__", None)
    if doc is None:
        doc = _inherited_doc(object)
    return cleandoc(doc) if isinstance(doc, str) else None


def _inherited_doc(object):
    if isclass(object):
        docs = (base.__doc__ for base in object.__mro__ if base is not type(None).__base__)
    else:
        function = getattr(object, "fget", None) or getattr(object, "__func__", object)
        name = getattr(function, "__name__", None)
        owner = getattr(sys.modules.get(getattr(function, "__module__", None)), "__dict__", {})
        for part in getattr(function, "__qualname__", "").split(".")[:-1]:
            owner = owner.get(part) if isinstance(owner, dict) else getattr(owner, part, None)
        docs = (getattr(getattr(base, name, None), "__doc__", None) for base in getattr(owner, "__mro__", ()))
    return next((doc for doc in docs if doc is not None), None)


def _code(object):
    if ismethod(object):
        object = object.__func__
    if isfunction(object):
        return object.__code__
    if istraceback(object):
        object = object.tb_frame
    if isframe(object):
        return object.f_code
    return object if iscode(object) else None


def getfile(object):
    """The name of the file that it is written in."""
    if ismodule(object):
        if getattr(object, "__file__", None):
            return object.__file__
        raise TypeError(f"{object!r} is a built-in module")
    if isclass(object):
        module = sys.modules.get(object.__module__)
        if getattr(module, "__file__", None):
            return module.__file__
        if object.__module__ == "__main__":
            raise OSError("source code not available")
        raise TypeError(f"{object!r} is a built-in class")
    code = _code(object)
    if code is None:
        raise TypeError("module, class, method, function, traceback, frame, or code object was expected, "
                        f"got {type(object).__name__}")
    return code.co_filename


def getsourcefile(object):
    return getfile(object)


def getmodule(object, _filename=None):
    """The module that it is written in."""
    return object if ismodule(object) else sys.modules.get(getattr(object, "__module__", None))


def getmodulename(path):
    name = path.rpartition("/")[2]
    return name[:-3] if name.endswith(".py") else None


def _definition(tree, object):
    nodes = [tree]
    qualname = object.__qualname__.split(".") if isclass(object) else None
    if qualname:
        node = tree
        for part in qualname:
            if part != "<locals>":
                node = [inner for inner in _inner(node) if getattr(inner, "name", None) == part][-1]
        return node
    first = _code(object).co_firstlineno
    while nodes:
        node = nodes.pop()
        if type(node).__name__ in ("FunctionDef", "AsyncFunctionDef", "Lambda"):
            begun = min([node.lineno, *(decorator.lineno for decorator in getattr(node, "decorator_list", ()))])
            if begun == first:
                return node
        nodes.extend(_inner(node))
    raise IndexError


def _inner(node):
    for name in node._fields:
        value = getattr(node, name, None)
        for inner in value if isinstance(value, list) else [value]:
            if hasattr(inner, "_fields"):
                yield inner


def getsourcelines(object):
    """The lines of the program in which it is written, and the number of the first."""
    lines = linecache.getlines(getfile(object))
    if not lines:
        raise OSError("could not get source code")
    if ismodule(object) or _code(object) is not None and _code(object).co_name == "<module>":
        return lines, 0
    try:
        # 0x400 asks for the tree only.
        node = _definition(compile("".join(lines), "", "exec", 0x400), object)
    except (IndexError, SyntaxError):
        raise OSError("could not find class definition" if isclass(object) else "could not get source code") from None
    first = min([node.lineno, *(decorator.lineno for decorator in getattr(node, "decorator_list", ()))])
    return lines[first - 1:node.end_lineno], first


def getsource(object):
    """The text of the program in which it is written."""
    return "".join(getsourcelines(object)[0])


def findsource(object):
    lines, first = getsourcelines(object)
    return linecache.getlines(getfile(object)), max(first - 1, 0)


# Members

def getmembers(object, predicate=None):
    """Pairs of names and values, in the order of the names."""
    found = []
    for name in sorted(set(dir(object))):
        try:
            value = getattr(object, name)
        except AttributeError:
            continue
        if predicate is None or predicate(value):
            found.append((name, value))
    return found


def getmembers_static(object, predicate=None):
    """The same, without asking properties."""
    found = [(name, getattr_static(object, name, None)) for name in sorted(set(dir(object)))]
    return [(name, value) for name, value in found if predicate is None or predicate(value)]


_none_given = object()


def getattr_static(obj, attr, default=_none_given):
    """An attribute as it stands, without asking properties."""
    kind = obj if isinstance(obj, type) else type(obj)
    if kind is not obj:
        try:
            values = object.__getattribute__(obj, "__dict__")
        except AttributeError:
            values = {}
        for base in kind.__mro__:
            if attr in base.__dict__ and (attr not in values or isdatadescriptor(base.__dict__[attr])):
                return base.__dict__[attr]
        if attr in values:
            return values[attr]
    for base in (*kind.__mro__, *(type(kind).__mro__ if kind is obj else ())):
        if attr in base.__dict__:
            return base.__dict__[attr]
    if default is _none_given:
        raise AttributeError(attr)
    return default


def getmro(cls):
    return cls.__mro__


def unwrap(func, *, stop=None):
    """What decorators have wrapped."""
    seen = [func]
    while hasattr(func, "__wrapped__") and not (stop is not None and stop(func)):
        func = func.__wrapped__
        if any(func is other for other in seen):
            raise ValueError(f"wrapper loop when unwrapping {seen[0]!r}")
        seen.append(func)
    return func


def get_annotations(obj, *, globals=None, locals=None, eval_str=False):
    """The annotations of a function, a class or a module."""
    if not (isclass(obj) or ismodule(obj) or callable(obj)):
        raise TypeError(f"{obj!r} is not a module, class, or callable.")
    found = dict(getattr(obj, "__annotations__", None) or {})
    if eval_str:
        if globals is None:
            module = sys.modules.get(getattr(obj, "__module__", None))
            globals = obj.__dict__ if ismodule(obj) else getattr(unwrap(obj), "__globals__", None) or module.__dict__
        found = {name: eval(value, globals, locals) if isinstance(value, str) else value for name, value in found.items()}
    return found


def getclosurevars(func):
    raise NotImplementedError("inspect.getclosurevars")


# Signatures

class _empty:
    """Where there is no default or no annotation."""


class _ParameterKind(int):
    def __new__(cls, value, name, description):
        made = super().__new__(cls, value)
        made.name, made.description = name, description
        return made

    def __str__(self):
        return self.name

    def __repr__(self):
        return f"<_ParameterKind.{self.name}: {int(self)}>"


def formatannotation(annotation, base_module=None):
    """As it is shown in a signature."""
    if getattr(annotation, "__module__", None) == "typing":
        return repr(annotation).replace("typing.", "")
    if isinstance(annotation, types.GenericAlias):
        return str(annotation)
    if isinstance(annotation, type):
        if annotation.__module__ in ("builtins", base_module):
            return annotation.__qualname__
        return f"{annotation.__module__}.{annotation.__qualname__}"
    return repr(annotation)


class Parameter:
    """A parameter of a signature."""

    __slots__ = ("_name", "_kind", "_default", "_annotation")
    POSITIONAL_ONLY = _ParameterKind(0, "POSITIONAL_ONLY", "positional-only")
    POSITIONAL_OR_KEYWORD = _ParameterKind(1, "POSITIONAL_OR_KEYWORD", "positional or keyword")
    VAR_POSITIONAL = _ParameterKind(2, "VAR_POSITIONAL", "variadic positional")
    KEYWORD_ONLY = _ParameterKind(3, "KEYWORD_ONLY", "keyword-only")
    VAR_KEYWORD = _ParameterKind(4, "VAR_KEYWORD", "variadic keyword")
    empty = _empty

    def __init__(self, name, kind, *, default=_empty, annotation=_empty):
        if default is not _empty and kind in (Parameter.VAR_POSITIONAL, Parameter.VAR_KEYWORD):
            raise ValueError(f"{kind.description} parameters cannot have default values")
        self._name, self._kind, self._default, self._annotation = name, kind, default, annotation

    name = property(lambda self: self._name)
    kind = property(lambda self: self._kind)
    default = property(lambda self: self._default)
    annotation = property(lambda self: self._annotation)

    def replace(self, **changes):
        """A copy with something changed."""
        values = {"name": self._name, "kind": self._kind, "default": self._default, "annotation": self._annotation, **changes}
        return type(self)(values.pop("name"), values.pop("kind"), **values)

    def __str__(self):
        text = {2: "*", 4: "**"}.get(self._kind, "") + self._name
        annotated = self._annotation is not _empty
        if annotated:
            text += f": {formatannotation(self._annotation)}"
        if self._default is not _empty:
            text += f" = {self._default!r}" if annotated else f"={self._default!r}"
        return text

    def __repr__(self):
        return f'<{type(self).__name__} "{self}">'

    def _values(self):
        return self._name, self._kind, self._default, self._annotation

    def __eq__(self, other):
        return self._values() == other._values() if isinstance(other, Parameter) else NotImplemented

    def __hash__(self):
        return hash(self._values())


class BoundArguments:
    """Which argument goes to which parameter."""

    def __init__(self, signature, arguments):
        self._signature, self.arguments = signature, arguments

    signature = property(lambda self: self._signature)

    @property
    def args(self):
        found = []
        for name, parameter in self._signature.parameters.items():
            if parameter.kind in (3, 4) or name not in self.arguments:
                break
            found.extend(self.arguments[name] if parameter.kind == 2 else [self.arguments[name]])
        return tuple(found)

    @property
    def kwargs(self):
        found, by_name = {}, False
        for name, parameter in self._signature.parameters.items():
            by_name = by_name or parameter.kind in (3, 4) or name not in self.arguments
            if by_name and name in self.arguments:
                found.update(self.arguments[name] if parameter.kind == 4 else {name: self.arguments[name]})
        return found

    def apply_defaults(self):
        """Put in what was not given."""
        filled = {}
        for name, parameter in self._signature.parameters.items():
            if name in self.arguments:
                filled[name] = self.arguments[name]
            elif parameter.default is not _empty:
                filled[name] = parameter.default
            elif parameter.kind == 2:
                filled[name] = ()
            elif parameter.kind == 4:
                filled[name] = {}
        self.arguments = filled

    def __eq__(self, other):
        if not isinstance(other, BoundArguments):
            return NotImplemented
        return self._signature == other._signature and self.arguments == other.arguments

    def __repr__(self):
        return f"<{type(self).__name__} ({', '.join(f'{name}={value!r}' for name, value in self.arguments.items())})>"


class Signature:
    """How something is called."""

    __slots__ = ("_return_annotation", "_parameters")
    empty = _empty
    _parameter_cls, _bound_arguments_cls = Parameter, BoundArguments

    def __init__(self, parameters=None, *, return_annotation=_empty):
        found, last, defaults = OrderedDict(), 0, False
        for parameter in parameters or ():
            if parameter.kind < last:
                raise ValueError(f"wrong parameter order: {Signature._kind(last).description} parameter before "
                                 f"{parameter.kind.description} parameter")
            last = parameter.kind
            if parameter.kind < 2:
                if parameter.default is not _empty:
                    defaults = True
                elif defaults:
                    raise ValueError("non-default argument follows default argument")
            if parameter.name in found:
                raise ValueError(f"duplicate parameter name: {parameter.name!r}")
            found[parameter.name] = parameter
        self._parameters, self._return_annotation = types.MappingProxyType(found), return_annotation

    @staticmethod
    def _kind(number):
        return (Parameter.POSITIONAL_ONLY, Parameter.POSITIONAL_OR_KEYWORD, Parameter.VAR_POSITIONAL, Parameter.KEYWORD_ONLY,
                Parameter.VAR_KEYWORD)[number]

    parameters = property(lambda self: self._parameters)
    return_annotation = property(lambda self: self._return_annotation)

    @classmethod
    def from_callable(cls, obj, *, follow_wrapped=True, globals=None, locals=None, eval_str=False):
        return signature(obj, follow_wrapped=follow_wrapped, globals=globals, locals=locals, eval_str=eval_str)

    def replace(self, **changes):
        """A copy with something changed."""
        parameters = changes.get("parameters", self._parameters.values())
        return type(self)(parameters, return_annotation=changes.get("return_annotation", self._return_annotation))

    def bind(self, /, *args, **kwargs):
        """Which argument would go to which parameter."""
        return self._bind(args, kwargs, False)

    def bind_partial(self, /, *args, **kwargs):
        """The same, where some may be missing."""
        return self._bind(args, kwargs, True)

    def _bind(self, args, kwargs, partly):
        arguments, args, rest = {}, list(args), None
        for name, parameter in self._parameters.items():
            kind = parameter.kind
            if kind == 2:
                if args:
                    arguments[name] = tuple(args)
                    args = []
            elif kind == 4:
                rest = name
            elif args and kind < 2:
                if name in kwargs and kind == 1:
                    raise TypeError(f"multiple values for argument {name!r}") from None
                arguments[name] = args.pop(0)
            elif name in kwargs and kind != 0:
                arguments[name] = kwargs.pop(name)
            elif parameter.default is _empty and not partly:
                if name in kwargs:
                    raise TypeError(f"{name!r} parameter is positional only, but was passed as a keyword")
                raise TypeError(f"missing a required argument: {name!r}") from None
        if args:
            raise TypeError("too many positional arguments") from None
        if kwargs:
            if rest is None:
                raise TypeError(f"got an unexpected keyword argument {next(iter(kwargs))!r}")
            arguments[rest] = kwargs
        return BoundArguments(self, arguments)

    def __str__(self):
        shown, only_positional, star = [], False, True
        for parameter in self._parameters.values():
            if parameter.kind == 0:
                only_positional = True
            elif only_positional:
                shown.append("/")
                only_positional = False
            if parameter.kind == 2:
                star = False
            elif parameter.kind == 3 and star:
                shown.append("*")
                star = False
            shown.append(str(parameter))
        if only_positional:
            shown.append("/")
        text = f"({', '.join(shown)})"
        if self._return_annotation is not _empty:
            text += f" -> {formatannotation(self._return_annotation)}"
        return text

    def __repr__(self):
        return f"<{type(self).__name__} {self}>"

    def _values(self):
        # The order of what is given by name does not matter.
        parameters = tuple(p for p in self._parameters.values() if p.kind != 3)
        return parameters, frozenset(p for p in self._parameters.values() if p.kind == 3), self._return_annotation

    def __eq__(self, other):
        return self._values() == other._values() if isinstance(other, Signature) else NotImplemented

    def __hash__(self):
        return hash(self._values())


def signature(obj, *, follow_wrapped=True, globals=None, locals=None, eval_str=False):
    """How `obj` is called."""
    if not callable(obj):
        raise TypeError(f"{obj!r} is not a callable object")
    if ismethod(obj):
        return _without_first(signature(obj.__func__, follow_wrapped=follow_wrapped, eval_str=eval_str))
    if follow_wrapped:
        obj = unwrap(obj, stop=lambda function: hasattr(function, "__signature__"))
        if ismethod(obj):
            return signature(obj, eval_str=eval_str)
    given = getattr(obj, "__signature__", None)
    if isinstance(given, Signature):
        return given
    if isfunction(obj):
        return _of_function(obj, globals, locals, eval_str)
    if isinstance(obj, partial):
        return _of_partial(obj)
    if isclass(obj):
        for name, owner in (("__call__", type(obj)), ("__new__", obj), ("__init__", obj)):
            function = next((base.__dict__[name] for base in owner.__mro__ if name in base.__dict__), None)
            function = getattr(function, "__func__", function)
            if isfunction(function):
                return _without_first(signature(function, eval_str=eval_str))
        if obj.__init__ is object.__init__ and obj.__new__ is object.__new__:
            return Signature()
        raise ValueError(f"no signature found for builtin type {obj!r}")
    call = getattr(type(obj), "__call__", None)
    if isfunction(call):
        return _without_first(signature(call, eval_str=eval_str))
    text = getattr(obj, "__text_signature__", None)
    if text:
        return _of_text(text)
    raise ValueError(f"no signature found for builtin {obj!r}")


def _without_first(found):
    parameters = list(found.parameters.values())
    if not parameters or parameters[0].kind > 2:
        raise ValueError("invalid method signature")
    return found.replace(parameters=parameters if parameters[0].kind == 2 else parameters[1:])


def _of_function(function, globals, locals, eval_str):
    code = function.__code__
    annotations = get_annotations(function, globals=globals, locals=locals, eval_str=eval_str)
    defaults, by_name = function.__defaults__ or (), function.__kwdefaults__ or {}
    names, count = code.co_varnames, code.co_argcount

    def parameter(name, kind, default=_empty):
        return Parameter(name, kind, default=default, annotation=annotations.get(name, _empty))

    found = []
    for at, name in enumerate(names[:count]):
        kind = Parameter.POSITIONAL_ONLY if at < code.co_posonlyargcount else Parameter.POSITIONAL_OR_KEYWORD
        has_default = at >= count - len(defaults)
        found.append(parameter(name, kind, defaults[at - count + len(defaults)] if has_default else _empty))
    last = count + code.co_kwonlyargcount
    if code.co_flags & CO_VARARGS:
        found.append(parameter(names[last], Parameter.VAR_POSITIONAL))
    for name in names[count:last]:
        found.append(parameter(name, Parameter.KEYWORD_ONLY, by_name.get(name, _empty)))
    if code.co_flags & CO_VARKEYWORDS:
        found.append(parameter(names[last + bool(code.co_flags & CO_VARARGS)], Parameter.VAR_KEYWORD))
    return Signature(found, return_annotation=annotations.get("return", _empty))


def _of_partial(obj):
    wrapped = signature(obj.func)
    try:
        bound = wrapped.bind_partial(*obj.args, **obj.keywords)
    except TypeError as error:
        raise ValueError(f"partial object {obj!r} has incorrect arguments") from error
    found, by_name = [], False
    for name, parameter in wrapped.parameters.items():
        if name in obj.keywords and parameter.kind in (1, 3):
            # It can still be given, but by name only, and so all that follow.
            by_name = True
            found.append(parameter.replace(kind=Parameter.KEYWORD_ONLY, default=obj.keywords[name]))
        elif parameter.kind == 2:
            if not by_name:
                found.append(parameter)
        elif name in bound.arguments and parameter.kind != 4:
            continue
        elif by_name and parameter.kind == 1:
            found.append(parameter.replace(kind=Parameter.KEYWORD_ONLY))
        else:
            found.append(parameter)
    return wrapped.replace(parameters=found)


def _of_text(text):
    space = {}
    # What native functions say of themselves: a first "$self" stands for what is given already.
    try:
        exec(f"def f{text.replace('($self, /, ', '(').replace('($self, ', '(').replace('($self, /)', '()').replace('$', '')}: pass", {}, space)
    except Exception:
        raise ValueError("no signature found for builtin") from None
    return signature(space["f"])


class ArgInfo(FrameInfo):
    """What getargvalues() tells."""

    _fields = ("args", "varargs", "keywords", "locals")


class FullArgSpec(FrameInfo):
    """What getfullargspec() tells."""

    _fields = ("args", "varargs", "varkw", "defaults", "kwonlyargs", "kwonlydefaults", "annotations")


def getfullargspec(func):
    """The parameters of a function, in the older form."""
    found = _of_function(func.__func__ if ismethod(func) else func, None, None, False).parameters.values()
    names = {kind: [p.name for p in found if p.kind == kind] for kind in range(5)}
    function = func.__func__ if ismethod(func) else func
    return FullArgSpec(names[0] + names[1], *(names[2] or [None]), *(names[4] or [None]), function.__defaults__, names[3],
                       function.__kwdefaults__, dict(function.__annotations__))


def getargvalues(frame):
    """The arguments of a frame."""
    code, count = frame.f_code, frame.f_code.co_argcount + frame.f_code.co_kwonlyargcount
    names = list(code.co_varnames)
    stars = names[count:count + bool(code.co_flags & CO_VARARGS)]
    return ArgInfo(names[:count], *(stars or [None]),
                   names[count + len(stars)] if code.co_flags & CO_VARKEYWORDS else None, frame.f_locals)


def getcallargs(func, /, *positional, **named):
    """Which argument goes to which parameter of a function."""
    bound = signature(func).bind(*positional, **named)
    bound.apply_defaults()
    return bound.arguments
