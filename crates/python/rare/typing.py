"""Types to write down, shown as CPython 3.11 shows them. Python's own module of today shows them otherwise, and is ten times the size."""

import collections
import sys
from _typing import Generic, ParamSpec, ParamSpecArgs, ParamSpecKwargs, TypeVar, TypeVarTuple
from abc import ABCMeta, abstractmethod

import _collections_abc as abc
from _asyncio import _since
from types import FunctionType, GenericAlias, MethodType, ModuleType, UnionType

__all__ = """Annotated Any Callable ClassVar Concatenate Final ForwardRef Generic Literal Optional ParamSpec Protocol Tuple Type
TypeVar TypeVarTuple Union AbstractSet ByteString Container ContextManager Hashable ItemsView Iterable Iterator KeysView Mapping
MappingView MutableMapping MutableSequence MutableSet Sequence Sized ValuesView Awaitable AsyncIterator AsyncIterable Coroutine
Collection AsyncGenerator AsyncContextManager Reversible SupportsAbs SupportsBytes SupportsComplex SupportsFloat SupportsIndex
SupportsInt SupportsRound ChainMap Counter Deque Dict DefaultDict List OrderedDict Set FrozenSet NamedTuple TypedDict Generator
BinaryIO IO Match Pattern TextIO AnyStr assert_type assert_never cast clear_overloads dataclass_transform final get_args get_origin
get_overloads get_type_hints is_typeddict LiteralString Never NewType no_type_check no_type_check_decorator NoReturn NotRequired
overload ParamSpecArgs ParamSpecKwargs Required reveal_type runtime_checkable Self Text TYPE_CHECKING TypeAlias TypeGuard
Unpack""".split()

TYPE_CHECKING = False
Text = str
_NoneType = type(None)


def _shown(kind):
    if isinstance(kind, GenericAlias):
        return repr(kind)
    if isinstance(kind, type):
        return kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"
    if kind is ...:
        return "..."
    if isinstance(kind, FunctionType):
        return kind.__name__
    if isinstance(kind, list):
        return f"[{', '.join(map(_shown, kind))}]"
    return repr(kind)


def _type_check(arg, msg="", is_argument=True):
    """What may stand for a type: None and texts are made what they mean."""
    if arg is None:
        return _NoneType
    if isinstance(arg, str):
        return ForwardRef(arg)
    if arg in (Generic, Protocol):
        raise TypeError(f"Plain {arg} is not valid as type argument")
    if type(arg) is tuple:
        raise TypeError(f"{msg} Got {arg!r:.100}.")
    return arg


def _parameters(args):
    found = []
    for arg in args:
        inner = (arg,) if isinstance(arg, (TypeVar, ParamSpec, TypeVarTuple)) else (
            _parameters(arg) if isinstance(arg, (list, tuple)) else () if isinstance(arg, type) and not isinstance(arg, GenericAlias)
            else getattr(arg, "__parameters__", ()))
        found.extend(one for one in inner if one not in found)
    return tuple(found)


def _replaced(arg, values):
    if isinstance(arg, (TypeVar, ParamSpec, TypeVarTuple)):
        return values.get(arg, arg)
    if isinstance(arg, list):
        return [_replaced(inner, values) for inner in arg]
    inner = () if isinstance(arg, type) and not isinstance(arg, GenericAlias) else getattr(arg, "__parameters__", ())
    return arg[tuple(values.get(one, one) for one in inner)] if inner else arg


def _typevar_subst(self, arg):
    return _type_check(arg, "Parameters to generic types must be types.")


def _paramspec_subst(self, arg):
    return tuple(arg) if isinstance(arg, (list, tuple)) else arg


def _paramspec_prepare_subst(self, alias, args):
    return args


def _typevartuple_prepare_subst(self, alias, args):
    return args


class _Or:
    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]


class ForwardRef(_Or):
    """A type by its name, as text."""

    def __init__(self, arg, is_argument=True, module=None, *, is_class=False):
        if not isinstance(arg, str):
            raise TypeError(f"Forward reference must be a string -- got {arg!r}")
        try:
            self.__forward_code__ = compile(arg, "<string>", "eval")
        except SyntaxError:
            raise SyntaxError(f"Forward reference must be an expression -- got {arg!r}") from None
        self.__forward_arg__, self.__forward_module__ = arg, module

    def _evaluate(self, globalns, localns, recursive_guard=frozenset()):
        return _resolved(_type_check(eval(self.__forward_code__, globalns, localns)), globalns, localns)

    def __eq__(self, other):
        return self.__forward_arg__ == other.__forward_arg__ if isinstance(other, ForwardRef) else NotImplemented

    def __hash__(self):
        return hash(self.__forward_arg__)

    def __repr__(self):
        return f"ForwardRef({self.__forward_arg__!r})"


class _Alias(_Or):
    """A type with arguments."""

    def __init__(self, origin, args, name=None):
        self.__dict__.update(__origin__=origin, __args__=args, _name=name, __parameters__=_parameters(args))
        if name:
            self.__dict__["__module__"] = "typing"

    def __repr__(self):
        name = f"typing.{self._name}" if self._name else _shown(self.__origin__)
        return f"{name}[{', '.join(map(_shown, self.__args__)) or '()'}]"

    def __getitem__(self, args):
        args = args if isinstance(args, tuple) else (args,)
        names = self.__parameters__
        if not names:
            raise TypeError(f"{self} is not a generic class")
        if len(names) == 1 and isinstance(names[0], (ParamSpec, TypeVarTuple)) and not (len(args) == 1 and isinstance(args[0], list)):
            args = (list(args),)
        if len(args) != len(names):
            raise TypeError(f"Too {'many' if len(args) > len(names) else 'few'} arguments for {self}; "
                            f"actual {len(args)}, expected {len(names)}")
        values = {name: arg if isinstance(arg, list) else _type_check(arg) for name, arg in zip(names, args)}
        found = []
        for arg in self.__args__:
            new = _replaced(arg, values)
            found.extend(new if isinstance(new, list) and not isinstance(arg, list) else [new])
        return self._copy(tuple(found))

    def _copy(self, args):
        return type(self)(self.__origin__, args, self._name)

    def __call__(self, *args, **kwargs):
        if self._name and getattr(self.__origin__, "__module__", "") == "builtins" and self._name not in _FORMS:
            raise TypeError(f"Type {self._name} cannot be instantiated; use {self.__origin__.__name__}() instead")
        made = self.__origin__(*args, **kwargs)
        try:
            made.__orig_class__ = self
        except Exception:
            # Whoever has no room for it goes without.
            pass
        return made

    def __mro_entries__(self, bases):
        if self._name and self.__origin__ is not Generic:
            # A class below a built-in one is generic as well, if it has parameters.
            others = [base for base in bases if base is not self and (isinstance(base, _Alias) or base is Generic)]
            return (self.__origin__,) if others or not self.__parameters__ else (self.__origin__, Generic)
        if self.__origin__ is Generic:
            at = bases.index(self)
            if any(isinstance(base, _Alias) and not base._name and base.__origin__ is not Generic for base in bases[at + 1:]):
                return ()
        return (self.__origin__,)

    def __getattr__(self, name):
        if name.startswith("__") and name.endswith("__") or "__origin__" not in self.__dict__:
            raise AttributeError(name)
        return getattr(self.__origin__, name)

    def __setattr__(self, name, value):
        if name.startswith("__"):
            self.__dict__[name] = value
        else:
            setattr(self.__origin__, name, value)

    def __instancecheck__(self, obj):
        return self.__subclasscheck__(type(obj))

    def __subclasscheck__(self, cls):
        raise TypeError("Subscripted generics cannot be used with class and instance checks")

    def __eq__(self, other):
        return ((self.__origin__, self.__args__) == (other.__origin__, other.__args__)
                if isinstance(other, _Alias) else NotImplemented)

    def __hash__(self):
        return hash((self.__origin__, self.__args__))

    def __reduce__(self):
        raise TypeError(f"cannot pickle {self!r}")

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self


# Built-in classes that go by other names' aliases.
_FORMS = ("Annotated",)


class _UnionAlias(_Alias):
    def __repr__(self):
        args = self.__args__
        if len(args) == 2 and _NoneType in args:
            return f"typing.Optional[{_shown(args[args[0] is _NoneType])}]"
        return super().__repr__()

    def _copy(self, args):
        return Union[args]

    def __eq__(self, other):
        return set(self.__args__) == set(other.__args__) if isinstance(other, (_UnionAlias, UnionType)) else NotImplemented

    def __hash__(self):
        return hash(frozenset(self.__args__))

    def __instancecheck__(self, obj):
        return isinstance(obj, self.__args__)

    def __subclasscheck__(self, cls):
        return issubclass(cls, self.__args__)


class _LiteralAlias(_Alias):
    def _keys(self):
        return {(value, type(value)) for value in self.__args__}

    def __repr__(self):
        return f"typing.Literal[{', '.join(map(repr, self.__args__))}]"

    def __eq__(self, other):
        return self._keys() == other._keys() if isinstance(other, _LiteralAlias) else NotImplemented

    def __hash__(self):
        return hash(frozenset(self._keys()))


class _CallableAlias(_Alias):
    def __repr__(self):
        *params, result = self.__args__
        if len(params) == 1 and (params[0] is ... or isinstance(params[0], ParamSpec) or getattr(params[0], "_name", "") == "Concatenate"):
            return f"typing.Callable[{_shown(params[0])}, {_shown(result)}]"
        return f"typing.Callable[[{', '.join(map(_shown, params))}], {_shown(result)}]"


class _AnnotatedAlias(_Alias):
    def __init__(self, origin, metadata):
        super().__init__(origin, (origin,), "Annotated")
        self.__dict__.update(__metadata__=metadata, __module__=getattr(origin, "__module__", "typing"))

    def _copy(self, args):
        return _AnnotatedAlias(args[0], self.__metadata__)

    def __repr__(self):
        return f"typing.Annotated[{_shown(self.__origin__)}, {', '.join(map(repr, self.__metadata__))}]"

    def __eq__(self, other):
        return ((self.__origin__, self.__metadata__) == (other.__origin__, other.__metadata__)
                if isinstance(other, _AnnotatedAlias) else NotImplemented)

    def __hash__(self):
        return hash((self.__origin__, self.__metadata__))

    def __mro_entries__(self, bases):
        return (self.__origin__,)


# Names with a meaning of their own

class _Form(_Or):
    def __init__(self, name, get=None):
        self._name, self._get = name, get
        self.__name__, self.__qualname__, self.__module__ = name, name, "typing"

    def __getitem__(self, args):
        if self._get is None:
            raise TypeError(f"{self!r} is not subscriptable")
        return self._get(self, args)

    def __call__(self, *args, **kwargs):
        raise TypeError(f"Cannot instantiate {self!r}")

    def __mro_entries__(self, bases):
        raise TypeError(f"Cannot subclass {self!r}")

    def __instancecheck__(self, obj):
        raise TypeError(f"{self!r} cannot be used with isinstance()")

    def __subclasscheck__(self, cls):
        raise TypeError(f"{self!r} cannot be used with issubclass()")

    def __repr__(self):
        return f"typing.{self._name}"

    def __reduce__(self):
        return self._name


class _AnyMeta(type):
    def __instancecheck__(self, obj):
        if self is Any:
            raise TypeError("typing.Any cannot be used with isinstance()")
        return super().__instancecheck__(obj)

    def __repr__(self):
        return "typing.Any" if self is Any else super().__repr__()


class Any(metaclass=_AnyMeta):
    """Every type."""

    def __new__(cls, *args, **kwargs):
        if cls is Any:
            raise TypeError("Any cannot be instantiated")
        return super().__new__(cls)


def _flat(kinds):
    found = []
    for kind in kinds:
        inner = kind.__args__ if isinstance(kind, (_UnionAlias, UnionType)) else (kind,)
        found.extend(one for one in inner if one not in found)
    return tuple(found)


def _get_union(form, args):
    if args == ():
        raise TypeError("Cannot take a Union of no types.")
    args = args if isinstance(args, tuple) else (args,)
    args = _flat(_type_check(arg, "Union[arg, ...]: each arg must be a type.") for arg in args)
    return args[0] if len(args) == 1 else _UnionAlias(Union, args, "Union")


def _get_optional(form, arg):
    return Union[_type_check(arg, "Optional[t] requires a single type."), _NoneType]


def _get_literal(form, args):
    found = []
    for arg in args if isinstance(args, tuple) else (args,):
        for value in arg.__args__ if isinstance(arg, _LiteralAlias) else (arg,):
            if not any(value == other and type(value) is type(other) for other in found):
                found.append(value)
    return _LiteralAlias(Literal, tuple(found), "Literal")


def _get_one(form, arg):
    return _Alias(form, (_type_check(arg, f"{form!r} accepts only single type."),), form._name)


def _get_concatenate(form, args):
    return _Alias(form, tuple(map(_type_check, args)), form._name)


# Since 3.14 it is the class of what `|` makes.
Union = UnionType if _since(14) else _Form("Union", _get_union)
Optional = _Form("Optional", _get_optional)
Literal = _Form("Literal", _get_literal)
ClassVar, Final, TypeGuard, Required, NotRequired, Unpack = (
    _Form(name, _get_one) for name in ("ClassVar", "Final", "TypeGuard", "Required", "NotRequired", "Unpack"))
NoReturn, Never, Self, LiteralString, TypeAlias = map(_Form, ("NoReturn", "Never", "Self", "LiteralString", "TypeAlias"))
Concatenate = _Form("Concatenate", _get_concatenate)


class Annotated:
    """A type with something said of it."""

    def __new__(cls, *args, **kwargs):
        raise TypeError("Type Annotated cannot be instantiated.")

    def __class_getitem__(cls, args):
        if not isinstance(args, tuple) or len(args) < 2:
            raise TypeError("Annotated[...] should be used with at least two arguments (a type and an annotation).")
        kind, metadata = _type_check(args[0]), args[1:]
        if isinstance(kind, _AnnotatedAlias):
            kind, metadata = kind.__origin__, kind.__metadata__ + metadata
        return _AnnotatedAlias(kind, metadata)


class _Builtin(_Or):
    """A class of the library by its name in this module."""

    def __init__(self, origin, count, name):
        self.__origin__, self._count, self._name = origin, count, name
        self.__name__, self.__qualname__, self.__module__ = name, name, "typing"
        self.__doc__ = f"A generic version of {origin.__module__}.{origin.__qualname__}."

    def __getitem__(self, args):
        args = args if isinstance(args, tuple) else (args,)
        if self._name == "Callable":
            if len(args) != 2:
                raise TypeError("Callable must be used as Callable[[arg, ...], result].")
            params, result = args
            if not isinstance(params, (list, tuple)):
                params = [params]
            return _CallableAlias(self.__origin__, (*map(_type_check, params), _type_check(result)), "Callable")
        args = tuple(_type_check(arg, "Parameters to generic types must be types.") for arg in args)
        if self._count > 0 and len(args) != self._count:
            raise TypeError(f"Too {'many' if len(args) > self._count else 'few'} arguments for {self}; "
                            f"actual {len(args)}, expected {self._count}")
        return _Alias(self.__origin__, args, self._name)

    def __call__(self, *args, **kwargs):
        if self.__origin__.__module__ in ("collections.abc", "_collections_abc", "contextlib"):
            return self.__origin__(*args, **kwargs)
        if self._name not in ("Counter", "ChainMap", "OrderedDict", "DefaultDict", "Deque"):
            raise TypeError(f"Type {self._name} cannot be instantiated; use {self.__origin__.__name__}() instead")
        return self.__origin__(*args, **kwargs)

    def __mro_entries__(self, bases):
        return (self.__origin__,)

    def __instancecheck__(self, obj):
        return isinstance(obj, self.__origin__)

    def __subclasscheck__(self, cls):
        return issubclass(cls.__origin__ if isinstance(cls, _Builtin) else cls, self.__origin__)

    def __repr__(self):
        return f"typing.{self._name}"

    def __reduce__(self):
        return self._name

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(self.__origin__, name)


for _name, _count in {"Hashable": 0, "Awaitable": 1, "Coroutine": 3, "AsyncIterable": 1, "AsyncIterator": 1, "Iterable": 1,
                      "Iterator": 1, "Reversible": 1, "Sized": 0, "Container": 1, "Collection": 1, "Callable": 2,
                      "MutableSet": 1, "Mapping": 2, "MutableMapping": 2, "Sequence": 1, "MutableSequence": 1,
                      "MappingView": 1, "KeysView": 1, "ItemsView": 2, "ValuesView": 1, "Generator": 3,
                      "AsyncGenerator": 2}.items():
    globals()[_name] = _Builtin(getattr(abc, _name), _count, _name)
for _name, _origin, _count in (
        ("AbstractSet", abc.Set, 1), ("ByteString", bytes, 0), ("Tuple", tuple, -1), ("List", list, 1), ("Set", set, 1),
        ("Deque", collections.deque, 1), ("FrozenSet", frozenset, 1), ("Dict", dict, 2), ("Type", type, 1),
        ("DefaultDict", collections.defaultdict, 2), ("OrderedDict", collections.OrderedDict, 2),
        ("Counter", collections.Counter, 1), ("ChainMap", collections.ChainMap, 2)):
    globals()[_name] = _Builtin(_origin, _count, _name)
del _name, _origin, _count


def __getattr__(name):
    # What other modules would have to be loaded for.
    if name in ("ContextManager", "AsyncContextManager"):
        import contextlib
        made = _Builtin(getattr(contextlib, f"Abstract{name}"), 1, name)
    elif name in ("Pattern", "Match"):
        import re
        made = _Builtin(getattr(re, name), 1, name)
    else:
        raise AttributeError(f"module 'typing' has no attribute {name!r}")
    globals()[name] = made
    return made


# Generic classes. The native Generic calls these two.

def _generic_class_getitem(cls, args):
    args = args if isinstance(args, tuple) else (args,)
    if cls in (Generic, Protocol):
        if not args:
            raise TypeError(f"Parameter list to {cls.__qualname__}[...] cannot be empty")
        if not all(isinstance(arg, (TypeVar, ParamSpec, TypeVarTuple)) or getattr(arg, "_name", "") == "Unpack" for arg in args):
            raise TypeError(f"Parameters to {cls.__name__}[...] must all be type variables or parameter specification variables.")
        if len(set(args)) != len(args):
            raise TypeError(f"Parameters to {cls.__name__}[...] must all be unique")
        return _Alias(cls, args)
    names = cls.__parameters__
    if not names:
        raise TypeError(f"{cls} is not a generic class")
    args = tuple(arg if isinstance(arg, list) or arg is ... else _type_check(arg, "Parameters to generic types must be types.")
                 for arg in args)
    if not any(isinstance(name, (TypeVarTuple, ParamSpec)) for name in names) and len(args) != len(names):
        raise TypeError(f"Too {'many' if len(args) > len(names) else 'few'} arguments for {cls}; "
                        f"actual {len(args)}, expected {len(names)}")
    return _Alias(cls, args)


def _generic_init_subclass(cls, *args, **kwargs):
    super(Generic, cls).__init_subclass__(*args, **kwargs)
    bases = cls.__dict__.get("__orig_bases__", ())
    if Generic in bases or "__orig_bases__" not in cls.__dict__ and Generic in cls.__bases__ and cls.__name__ != "Protocol":
        raise TypeError("Cannot inherit from plain Generic")
    declared = [base for base in bases if isinstance(base, _Alias) and base.__origin__ in (Generic, Protocol)]
    generic = [base for base in declared if base.__origin__ is Generic]
    if len(generic) > 1:
        raise TypeError("Cannot inherit from Generic[...] multiple types.")
    # What is declared tells the order.
    cls.__parameters__ = generic[0].__parameters__ if generic else _parameters(bases)


class _ProtocolMeta(ABCMeta):
    def __instancecheck__(cls, obj):
        if not cls.__dict__.get("_is_protocol", False):
            return super().__instancecheck__(obj)
        if not getattr(cls, "_is_runtime_protocol", False):
            raise TypeError("Instance and class checks can only be used with @runtime_checkable protocols")
        if super().__instancecheck__(obj):
            return True
        return all(hasattr(obj, name) and not (callable(getattr(cls, name, None)) and getattr(obj, name) is None)
                   for name in _protocol_members(cls))


_NOT_MEMBERS = set("""__abstractmethods__ __annotations__ __dict__ __doc__ __init__ __module__ __new__ __slots__ __weakref__
__subclasshook__ __parameters__ __orig_bases__ __orig_class__ _is_protocol _is_runtime_protocol _abc_impl __class_getitem__
__match_args__ __firstlineno__ __static_attributes__ __annotate__ __annotate_func__ __annotations_cache__ __init_subclass__
__type_params__ __qualname__ __classcell__ __hash__""".split())


def _protocol_members(cls):
    found = set()
    for base in cls.__mro__[:-1]:
        if base.__name__ in ("Protocol", "Generic"):
            continue
        for name in [*base.__dict__, *getattr(base, "__annotations__", ())]:
            if name not in _NOT_MEMBERS and not name.startswith("_abc_"):
                found.add(name)
    return found


def _no_protocol_init(self, *args, **kwargs):
    if type(self).__dict__.get("_is_protocol"):
        raise TypeError("Protocols cannot be instantiated")
    # A class below a protocol has the initialiser of whoever comes next.
    for base in type(self).__mro__:
        init = base.__dict__.get("__init__", _no_protocol_init)
        if init is not _no_protocol_init:
            init(self, *args, **kwargs)
            return


class Protocol(Generic, metaclass=_ProtocolMeta):
    """What behaves so, of whatever class."""

    __slots__ = ()
    _is_protocol = True
    _is_runtime_protocol = False

    def __init_subclass__(cls, *args, **kwargs):
        super().__init_subclass__(*args, **kwargs)
        if "_is_protocol" not in cls.__dict__:
            cls._is_protocol = Protocol in cls.__bases__
        if "__subclasshook__" not in cls.__dict__:
            cls.__subclasshook__ = classmethod(_protocol_hook)
        if cls._is_protocol:
            for base in cls.__bases__:
                if not (base in (object, Generic) or base.__module__ in ("collections.abc", "_collections_abc", "contextlib")
                        or getattr(base, "_is_protocol", False)):
                    raise TypeError(f"Protocols can only inherit from other protocols, got {base!r}")
            if cls.__init__ is object.__init__ or cls.__init__ is Protocol.__init__:
                cls.__init__ = _no_protocol_init


def _protocol_hook(cls, other):
    if not cls.__dict__.get("_is_protocol", False):
        return NotImplemented
    if not getattr(cls, "_is_runtime_protocol", False):
        if sys._getframe(1).f_globals.get("__name__") in ("abc", "_py_abc", "functools", "typing"):
            return NotImplemented
        raise TypeError("Instance and class checks can only be used with @runtime_checkable protocols")
    members = _protocol_members(cls)
    if any(not callable(getattr(cls, name, None)) for name in members):
        if sys._getframe(1).f_globals.get("__name__") in ("abc", "_py_abc", "functools", "typing"):
            return NotImplemented
        raise TypeError("Protocols with non-method members don't support issubclass()")
    for name in members:
        found = next((base.__dict__[name] for base in other.__mro__ if name in base.__dict__), None)
        if found is None:
            return NotImplemented
    return True


def runtime_checkable(cls):
    """Let isinstance() look at what methods there are."""
    if not getattr(cls, "_is_protocol", False):
        raise TypeError(f"@runtime_checkable can be only applied to protocol classes, got {cls!r}")
    cls._is_runtime_protocol = True
    return cls


def _protocol(name, method, result):
    def stands_for(self):
        """To be written."""

    stands_for.__name__ = method
    stands_for.__annotations__ = {"return": result}
    made = _ProtocolMeta(name, (Protocol,), {"__module__": "typing", "__slots__": (), method: abstractmethod(stands_for),
                                             "_is_protocol": True})
    return runtime_checkable(made)


SupportsInt, SupportsFloat = _protocol("SupportsInt", "__int__", int), _protocol("SupportsFloat", "__float__", float)
SupportsComplex, SupportsBytes = _protocol("SupportsComplex", "__complex__", complex), _protocol("SupportsBytes", "__bytes__", bytes)
SupportsIndex, SupportsAbs = _protocol("SupportsIndex", "__index__", int), _protocol("SupportsAbs", "__abs__", Any)
SupportsRound = _protocol("SupportsRound", "__round__", Any)

AnyStr = TypeVar("AnyStr", bytes, str)


class IO(Generic[AnyStr]):
    """A stream."""


class BinaryIO(IO[bytes]):
    """A stream of bytes."""


class TextIO(IO[str]):
    """A stream of text."""


# Classes that are made of annotations

class _NamedTupleMeta(type):
    def __new__(cls, name, bases, space):
        # The names are in the class's annotations, which only a class can tell.
        draft = type(name, (), {key: value for key, value in space.items() if key not in ("__classcell__", "__orig_bases__")})
        annotations = dict(draft.__annotations__)
        defaults = []
        for field in annotations:
            if field in space:
                defaults.append(field)
            elif defaults:
                raise TypeError(f"Non-default namedtuple field {field} cannot follow default field{'s' if len(defaults) > 1 else ''} "
                                f"{', '.join(defaults)}")
        made = collections.namedtuple(name, annotations, defaults=[space[field] for field in defaults], module=space["__module__"])
        made.__annotations__ = made.__new__.__annotations__ = {key: _type_check(kind) for key, kind in annotations.items()}
        if Generic in bases:
            made.__class_getitem__ = classmethod(_generic_class_getitem)
            made.__parameters__ = _parameters(space.get("__orig_bases__", ()))
        for key, value in space.items():
            if key in ("__new__", "__init__", "__slots__", "__getnewargs__", "_fields", "_field_defaults", "_field_types", "_make",
                       "_replace", "_asdict", "_source"):
                raise AttributeError(f"Cannot overwrite NamedTuple attribute {key}")
            if key not in made._fields and key not in ("__module__", "__name__", "__annotations__", "__annotate_func__", "__classcell__",
                                                       "__annotate__"):
                setattr(made, key, value)
        return made


def NamedTuple(typename, fields=None, /, **kwargs):
    """A tuple whose items have names."""
    fields = kwargs.items() if fields is None else fields
    types = {name: _type_check(kind) for name, kind in fields}
    made = collections.namedtuple(typename, types, module=sys._getframe(1).f_globals.get("__name__", "__main__"))
    made.__annotations__ = made.__new__.__annotations__ = types
    return made


_named_tuple = type.__new__(_NamedTupleMeta, "NamedTuple", (), {})
NamedTuple.__mro_entries__ = lambda bases: (_named_tuple,)


class _TypedDictMeta(type):
    def __new__(cls, name, bases, space, total=True):
        for base in bases:
            if type(base) is not _TypedDictMeta and base is not Generic:
                raise TypeError("cannot inherit from both a TypedDict type and a non-TypedDict base class")
        generic = (Generic,) if any(issubclass(base, Generic) for base in bases) else ()
        made = type.__new__(_TypedDictMeta, name, (*generic, dict), space)
        annotations, required, optional = {}, set(), set()
        for base in bases:
            annotations.update(base.__dict__.get("_all_annotations", {}))
            required.update(base.__dict__.get("__required_keys__", ()))
            optional.update(base.__dict__.get("__optional_keys__", ()))
        for key, kind in made.__annotations__.items():
            annotations[key] = kind = _type_check(kind)
            inner = kind.__origin__ if isinstance(kind, _AnnotatedAlias) else kind
            form = getattr(inner, "__origin__", None)
            (required if form is Required or total and form is not NotRequired else optional).add(key)
        made.__annotations__ = made._all_annotations = annotations
        made.__required_keys__, made.__optional_keys__ = frozenset(required), frozenset(optional)
        made.__total__ = total
        return made

    __call__ = dict

    def __subclasscheck__(cls, other):
        raise TypeError("TypedDict does not support instance and class checks")

    __instancecheck__ = __subclasscheck__


def TypedDict(typename, fields=None, /, *, total=True, **kwargs):
    """A dictionary with certain keys."""
    fields = dict(kwargs if fields is None else fields)
    module = sys._getframe(1).f_globals.get("__name__", "__main__")
    return _TypedDictMeta(typename, (), {"__annotations__": fields, "__module__": module}, total=total)


_typed_dict = type.__new__(_TypedDictMeta, "TypedDict", (), {})
TypedDict.__mro_entries__ = lambda bases: (_typed_dict,)


def is_typeddict(tp):
    return isinstance(tp, _TypedDictMeta)


class NewType(_Or):
    """A type of its own for a checker, and at run time the one it is made of."""

    def __init__(self, name, tp):
        self.__qualname__ = name
        self.__name__ = name.rpartition(".")[2]
        self.__supertype__ = tp
        module = sys._getframe(1).f_globals.get("__name__")
        if module != "typing":
            self.__module__ = module

    def __call__(self, value):
        return value

    def __mro_entries__(self, bases):
        raise TypeError(f"Cannot subclass an instance of NewType. Perhaps you were looking for: "
                        f"`{self.__name__} = NewType({self.__name__!r}, {self.__name__})`")

    def __repr__(self):
        return f"{self.__module__}.{self.__qualname__}"

    def __reduce__(self):
        return self.__qualname__


# Of types and hints

def get_origin(tp):
    """What stands before the brackets."""
    if isinstance(tp, _AnnotatedAlias):
        return Annotated
    if isinstance(tp, (_Alias, _Builtin, GenericAlias, ParamSpecArgs, ParamSpecKwargs)):
        return tp.__origin__
    if tp is Generic:
        return Generic
    return UnionType if isinstance(tp, UnionType) else None


def get_args(tp):
    """What stands in the brackets."""
    if isinstance(tp, _AnnotatedAlias):
        return (tp.__origin__, *tp.__metadata__)
    if isinstance(tp, (_Alias, GenericAlias)):
        args = tp.__args__
        if tp.__origin__ is abc.Callable and not (len(args) == 2 and (args[0] is ... or isinstance(args[0], ParamSpec))):
            args = (list(args[:-1]), args[-1])
        return args
    return tp.__args__ if isinstance(tp, UnionType) else ()


def _resolved(kind, globalns, localns):
    if isinstance(kind, ForwardRef):
        return kind._evaluate(globalns, localns)
    if isinstance(kind, _LiteralAlias):
        return kind
    if isinstance(kind, _AnnotatedAlias):
        return _AnnotatedAlias(_resolved(kind.__origin__, globalns, localns), kind.__metadata__)
    if isinstance(kind, (_Alias, GenericAlias, UnionType)):
        args = tuple(_resolved(ForwardRef(arg) if isinstance(arg, str) else arg, globalns, localns) for arg in kind.__args__)
        if args != kind.__args__:
            if isinstance(kind, UnionType):
                return Union[args]
            return kind._copy(args) if isinstance(kind, _Alias) else GenericAlias(kind.__origin__, args)
    return kind


def _stripped(kind):
    if isinstance(kind, _AnnotatedAlias) or isinstance(kind, _Alias) and kind.__origin__ in (Required, NotRequired):
        return _stripped(kind.__args__[0])
    if isinstance(kind, (_Alias, GenericAlias)) and not isinstance(kind, _LiteralAlias):
        args = tuple(map(_stripped, kind.__args__))
        if args != kind.__args__:
            return kind._copy(args) if isinstance(kind, _Alias) else GenericAlias(kind.__origin__, args)
    return kind


def get_type_hints(obj, globalns=None, localns=None, include_extras=False, **kwargs):
    """The annotations of a function, a class with those above it, or a module; texts made what they name."""
    if getattr(obj, "__no_type_check__", None):
        return {}
    hints = {}
    if isinstance(obj, type):
        places = [(base.__annotations__, getattr(sys.modules.get(base.__module__), "__dict__", {}), dict(vars(base)))
                  for base in reversed(obj.__mro__) if base is not object and hasattr(base, "__annotations__")]
    else:
        inner = obj
        while hasattr(inner, "__wrapped__"):
            inner = inner.__wrapped__
        annotations = getattr(obj, "__annotations__", None)
        if annotations is None:
            if isinstance(obj, (type(len), MethodType, ModuleType)):
                return {}
            raise TypeError(f"{obj!r} is not a module, class, method, or function.")
        places = [(annotations, obj.__dict__ if isinstance(obj, ModuleType) else getattr(inner, "__globals__", {}), None)]
    for annotations, space, names in places:
        space = space if globalns is None else globalns
        names = localns if localns is not None else names
        for name, kind in annotations.items():
            if kind is None:
                kind = _NoneType
            elif isinstance(kind, str):
                kind = ForwardRef(kind)
            hints[name] = _resolved(kind, space, names)
    return hints if include_extras else {name: _stripped(kind) for name, kind in hints.items()}


# What only a checker hears

def cast(typ, val):
    return val


def assert_type(val, typ, /):
    return val


def assert_never(arg, /):
    """To be put where nothing can come."""
    text = repr(arg)
    raise AssertionError(f"Expected code to be unreachable, but got: {text if len(text) <= 100 else text[:100] + '...'}")


def reveal_type(obj, /):
    print(f"Runtime type is {type(obj).__name__!r}", file=sys.stderr)
    return obj


def final(f):
    try:
        f.__final__ = True
    except (AttributeError, TypeError):
        pass
    return f


_overloads = {}


def _no_overload(*args, **kwds):
    raise NotImplementedError("You should not call an overloaded function. A series of @overload-decorated functions outside a stub "
                              "module should always be followed by an implementation that is not @overload-ed.")


def overload(func):
    inner = getattr(func, "__func__", func)
    _overloads.setdefault((inner.__module__, inner.__qualname__), {})[inner.__code__.co_firstlineno] = func
    return _no_overload


def get_overloads(func):
    func = getattr(func, "__func__", func)
    return list(_overloads.get((func.__module__, func.__qualname__), {}).values())


def clear_overloads():
    _overloads.clear()


def no_type_check(arg):
    try:
        arg.__no_type_check__ = True
    except TypeError:
        pass
    return arg


def no_type_check_decorator(decorator):
    def wrapped(*args, **kwds):
        return no_type_check(decorator(*args, **kwds))

    return wrapped


def dataclass_transform(*, eq_default=True, order_default=False, kw_only_default=False, field_specifiers=(), **kwargs):
    def decorator(cls_or_fn):
        cls_or_fn.__dataclass_transform__ = {
            "eq_default": eq_default, "order_default": order_default, "kw_only_default": kw_only_default,
            "field_specifiers": field_specifiers, "kwargs": kwargs}
        return cls_or_fn

    return decorator
