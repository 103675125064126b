"""Data classes as CPython 3.11 makes them. Python's own module of today loads `inspect`, `annotationlib` and `re` for it."""

import keyword
import sys
from _thread import get_ident

__all__ = ["dataclass", "field", "Field", "FrozenInstanceError", "InitVar", "KW_ONLY", "MISSING", "fields", "asdict", "astuple",
           "make_dataclass", "replace", "is_dataclass"]

_FIELDS, _PARAMS, _POST_INIT = "__dataclass_fields__", "__dataclass_params__", "__post_init__"


class FrozenInstanceError(AttributeError):
    """A frozen instance was to be changed."""


class _Missing:
    pass


MISSING = _Missing()


class _HasFactory:
    # What signatures show where a factory makes the default.
    def __repr__(self):
        return "<factory>"


_HAS_FACTORY = _HasFactory()


class _KwOnly:
    pass


KW_ONLY = _KwOnly()


class _Kind:
    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return self.name


_FIELD, _CLASSVAR, _INITVAR = _Kind("_FIELD"), _Kind("_FIELD_CLASSVAR"), _Kind("_FIELD_INITVAR")
_EMPTY = type(type.__dict__)({})


class InitVar:
    """Marks what __init__ takes and hands to __post_init__ only."""

    __slots__ = ("type",)

    def __init__(self, type):
        self.type = type

    def __repr__(self):
        kind = self.type
        name = kind.__name__ if isinstance(kind, type) and not hasattr(kind, "__origin__") else repr(kind)
        return f"dataclasses.InitVar[{name}]"

    def __class_getitem__(cls, type):
        return InitVar(type)


class Field:
    """What is known of a field."""

    __slots__ = ("name", "type", "default", "default_factory", "repr", "hash", "init", "compare", "metadata", "kw_only",
                 "_field_type")

    def __init__(self, default, default_factory, init, repr, hash, compare, metadata, kw_only):
        self.name = self.type = self._field_type = None
        self.default, self.default_factory = default, default_factory
        self.init, self.repr, self.hash, self.compare, self.kw_only = init, repr, hash, compare, kw_only
        self.metadata = _EMPTY if metadata is None else type(_EMPTY)(metadata)

    def __repr__(self):
        shown = ",".join(f"{name}={getattr(self, name)!r}" for name in self.__slots__)
        return f"Field({shown})"

    def __set_name__(self, owner, name):
        set_name = getattr(type(self.default), "__set_name__", None)
        if set_name:
            set_name(self.default, owner, name)

    __class_getitem__ = classmethod(type(list[int]))


class _Params:
    __slots__ = ("init", "repr", "eq", "order", "unsafe_hash", "frozen")

    def __init__(self, init, repr, eq, order, unsafe_hash, frozen):
        self.init, self.repr, self.eq, self.order = init, repr, eq, order
        self.unsafe_hash, self.frozen = unsafe_hash, frozen

    def __repr__(self):
        return f"_DataclassParams({','.join(f'{name}={getattr(self, name)!r}' for name in self.__slots__)})"


def field(*, default=MISSING, default_factory=MISSING, init=True, repr=True, hash=None, compare=True, metadata=None,
          kw_only=MISSING):
    """Say more of a field than its type and default."""
    if default is not MISSING and default_factory is not MISSING:
        raise ValueError("cannot specify both default and default_factory")
    return Field(default, default_factory, init, repr, hash, compare, metadata, kw_only)


def dataclass(cls=None, /, *, init=True, repr=True, eq=True, order=False, unsafe_hash=False, frozen=False, match_args=True,
              kw_only=False, slots=False, weakref_slot=False):
    """Give a class the methods that its annotations ask for."""

    def make(cls):
        return _process(cls, init, repr, eq, order, unsafe_hash, frozen, match_args, kw_only, slots, weakref_slot)

    return make if cls is None else make(cls)


# What a class says

def _is_marker(annotation, cls, module_name, name):
    # Annotations may be texts; then only names in the class's module tell what they mean.
    module = sys.modules.get(module_name)
    marker = module and getattr(module, name)
    if not isinstance(annotation, str):
        if marker is None:
            return False
        return annotation is marker or (
            isinstance(annotation, marker) if isinstance(marker, type) else getattr(annotation, "__origin__", None) is marker)
    text = annotation.partition("[")[0].strip()
    qualifier, dot, last = text.rpartition(".")
    if not last.isidentifier():
        return False
    space = sys.modules.get(cls.__module__).__dict__
    if dot:
        return space.get(qualifier) is module and module is not None and last == name
    return marker is not None and space.get(last) is marker


def _get_field(cls, name, annotation, kw_only):
    default = getattr(cls, name, MISSING)
    if isinstance(default, Field):
        made = default
    else:
        # A slot is no default.
        made = field(default=MISSING if type(default) is type(_Params.init) else default)
    made.name, made.type, made._field_type = name, annotation, _FIELD
    if _is_marker(annotation, cls, "typing", "ClassVar"):
        made._field_type = _CLASSVAR
    elif _is_marker(annotation, cls, "dataclasses", "InitVar"):
        made._field_type = _INITVAR
    if made._field_type is not _FIELD and made.default_factory is not MISSING:
        raise TypeError(f"field {name} cannot have a default factory")
    if made._field_type is _CLASSVAR:
        if made.kw_only is not MISSING:
            raise TypeError(f"field {name} is a ClassVar but specifies kw_only")
    elif made.kw_only is MISSING:
        made.kw_only = kw_only
    if made._field_type is _FIELD and made.default.__class__.__hash__ is None:
        raise ValueError(f"mutable default {type(made.default)} for field {name} is not allowed: use default_factory")
    return made


def _process(cls, init, repr, eq, order, unsafe_hash, frozen, match_args, kw_only, slots, weakref_slot):
    found = {}
    any_frozen_base = has_bases = False
    all_frozen_bases = None
    for base in cls.__mro__[-1:0:-1]:
        base_fields = getattr(base, _FIELDS, None)
        if base_fields is not None:
            has_bases = True
            if all_frozen_bases is None:
                all_frozen_bases = True
            found.update(base_fields)
            is_frozen = getattr(base, _PARAMS).frozen
            all_frozen_bases = all_frozen_bases and is_frozen
            any_frozen_base = any_frozen_base or is_frozen
    mine = []
    seen_marker = False
    for name, annotation in cls.__annotations__.items():
        if _is_marker(annotation, cls, "dataclasses", "KW_ONLY") or annotation is KW_ONLY:
            if seen_marker:
                raise TypeError(f"{name!r} is KW_ONLY, but KW_ONLY has already been specified")
            seen_marker = kw_only = True
        else:
            mine.append(_get_field(cls, name, annotation, kw_only))
    for made in mine:
        found[made.name] = made
        if isinstance(getattr(cls, made.name, None), Field):
            if made.default is MISSING:
                delattr(cls, made.name)
            else:
                setattr(cls, made.name, made.default)
    for name, value in cls.__dict__.items():
        if isinstance(value, Field) and name not in cls.__annotations__:
            raise TypeError(f"{name!r} is a field but has no type annotation")
    if has_bases:
        if any_frozen_base and not frozen:
            raise TypeError("cannot inherit non-frozen dataclass from a frozen one")
        if not any_frozen_base and frozen:
            raise TypeError("cannot inherit frozen dataclass from a non-frozen one")
    setattr(cls, _FIELDS, found)
    setattr(cls, _PARAMS, _Params(init, repr, eq, order, unsafe_hash, frozen))
    has_eq = "__eq__" in cls.__dict__
    class_hash = cls.__dict__.get("__hash__", MISSING)
    has_hash = not (class_hash is MISSING or class_hash is None and has_eq)
    if order and not eq:
        raise ValueError("eq must be true if order is true")
    if init:
        _set(cls, "__init__", _make_init(cls, [f for f in found.values() if f._field_type is not _CLASSVAR], frozen, slots))
    real = [f for f in found.values() if f._field_type is _FIELD]
    if repr:
        _set(cls, "__repr__", _make_repr(cls, [f.name for f in real if f.repr]))
    compared = [f.name for f in real if f.compare]
    if eq:
        _set(cls, "__eq__", _make_comparison(cls, "__eq__", compared, "=="))
    if order:
        for name, operator in (("__lt__", "<"), ("__le__", "<="), ("__gt__", ">"), ("__ge__", ">=")):
            if _set(cls, name, _make_comparison(cls, name, compared, operator)):
                raise TypeError(f"Cannot overwrite attribute {name} in class {cls.__name__}. "
                                "Consider using functools.total_ordering")
    if frozen:
        for name in ("__setattr__", "__delattr__"):
            if _set(cls, name, _make_refusal(cls, name, {f.name for f in real})):
                raise TypeError(f"Cannot overwrite attribute {name} in class {cls.__name__}")
    if unsafe_hash and has_hash:
        raise TypeError(f"Cannot overwrite attribute __hash__ in class {cls.__name__}")
    if unsafe_hash or eq and frozen and not has_hash:
        hashed = [f.name for f in real if (f.compare if f.hash is None else f.hash)]
        cls.__hash__ = _make(cls, "__hash__", "self", [f"return hash({_tuple('self', hashed)})"])
    elif eq and not frozen and not has_hash:
        cls.__hash__ = None
    if cls.__doc__ is None:
        cls.__doc__ = cls.__name__ + _signature_text(cls)
    if match_args and "__match_args__" not in cls.__dict__:
        cls.__match_args__ = tuple(f.name for f in found.values() if f._field_type is not _CLASSVAR and f.init and not f.kw_only)
    if weakref_slot and not slots:
        raise TypeError("weakref_slot is True but slots is False")
    if slots:
        cls = _with_slots(cls, frozen, weakref_slot)
    if hasattr(cls, "__abstractmethods__"):
        from abc import update_abstractmethods
        # What was made may be what a base lacks.
        update_abstractmethods(cls)
    return cls


def _signature_text(cls):
    try:
        import inspect
        return str(inspect.signature(cls)).replace(" -> None", "")
    except (TypeError, ValueError):
        return ""


def _set(cls, name, value):
    """Whether the class has one of its own already, which stays."""
    if name in cls.__dict__:
        return True
    setattr(cls, name, value)
    return False


# Methods, made from text: only then have they the parameters, and the error messages, of what the annotations say.

def _make(cls, name, params, body, space=None, returns=False):
    outer = dict(space or {}, _self_class=cls)
    text = "".join(f"  {line}\n" for line in body)
    text = f"def __create_fn__({', '.join(outer)}):\n def {name}({params}){'->__none' if returns else ''}:\n{text} return {name}"
    module = sys.modules.get(cls.__module__)
    made = {}
    exec(text, module.__dict__ if module else {}, made)
    function = made["__create_fn__"](**outer)
    function.__qualname__ = f"{cls.__qualname__}.{name}"
    return function


def _make_init(cls, found, frozen, slots):
    positional = [f for f in found if f.init and not f.kw_only]
    by_name = [f for f in found if f.init and f.kw_only]
    defaults_began = None
    for f in positional:
        if f.default is not MISSING or f.default_factory is not MISSING:
            defaults_began = f.name
        elif defaults_began is not None:
            raise TypeError(f"non-default argument {f.name!r} follows default argument")
    self_name = "__dataclass_self__" if any(f.name == "self" for f in found) else "self"
    space = {"MISSING": MISSING, "_HAS_FACTORY": _HAS_FACTORY, "__dataclass_builtins_object__": object, "__none": None}
    annotations, params, body = {}, [self_name], []
    for f in positional + by_name:
        if f.kw_only and "*" not in params:
            params.append("*")
        default = ""
        if f.default is not MISSING:
            space[f"_dflt_{f.name}"] = f.default
            default = f"=_dflt_{f.name}"
        elif f.default_factory is not MISSING:
            default = "=_HAS_FACTORY"
        params.append(f.name + default)
        annotations[f.name] = f.type
    for f in found:
        value = None
        if f.default_factory is not MISSING:
            space[f"_dflt_{f.name}"] = f.default_factory
            made = f"_dflt_{f.name}()"
            value = f"{made} if {f.name} is _HAS_FACTORY else {f.name}" if f.init else made
        elif f.init:
            value = f.name
        elif slots and f.default is not MISSING:
            space[f"_dflt_{f.name}"] = f.default
            value = f"_dflt_{f.name}"
        if value is None or f._field_type is _INITVAR:
            continue
        if frozen:
            body.append(f"__dataclass_builtins_object__.__setattr__({self_name},{f.name!r},{value})")
        else:
            body.append(f"{self_name}.{f.name}={value}")
    if hasattr(cls, _POST_INIT):
        handed = ",".join(f.name for f in found if f._field_type is _INITVAR)
        body.append(f"{self_name}.{_POST_INIT}({handed})")
    init = _make(cls, "__init__", ",".join(params), body or ["pass"], space)
    init.__annotations__ = {**annotations, "return": None}
    return init


def _tuple(owner, names):
    return f"({''.join(f'{owner}.{name},' for name in names)})"


def _make_comparison(cls, name, names, operator):
    return _make(cls, name, "self,other", [
        "if other.__class__ is self.__class__:",
        f" return {_tuple('self', names)}{operator}{_tuple('other', names)}",
        "return NotImplemented"])


def _make_refusal(cls, name, names):
    params = "self,name,value" if name == "__setattr__" else "self,name"
    verb = "assign to" if name == "__setattr__" else "delete"
    return _make(cls, name, params, [
        "if type(self) is _self_class or name in __names:",
        f' raise FrozenInstanceError(f"cannot {verb} field {{name!r}}")',
        f"super(_self_class, self).{name}({params[5:]})"], {"FrozenInstanceError": FrozenInstanceError, "__names": names})


_showing = set()


def _make_repr(cls, names):
    def __repr__(self):
        key = id(self), get_ident()
        # Who contains himself is shown once.
        if key in _showing:
            return "..."
        _showing.add(key)
        try:
            shown = ", ".join([f"{name}={getattr(self, name)!r}" for name in names])
            return f"{self.__class__.__qualname__}({shown})"
        finally:
            _showing.discard(key)

    __repr__.__qualname__ = f"{cls.__qualname__}.__repr__"
    __repr__.__module__ = cls.__module__
    return __repr__


def _with_slots(cls, frozen, weakref_slot):
    if "__slots__" in cls.__dict__:
        raise TypeError(f"{cls.__name__} already specifies __slots__")
    names = tuple(f.name for f in fields(cls))
    inherited = set()
    for base in cls.__mro__[1:-1]:
        slots = base.__dict__.get("__slots__", ())
        inherited.update([slots] if isinstance(slots, str) else slots)
    space = dict(cls.__dict__)
    space["__slots__"] = tuple(name for name in (*names, *(["__weakref__"] if weakref_slot else [])) if name not in inherited)
    annotations = cls.__annotations__
    for name in (*names, "__dict__", "__weakref__", "__annotate_func__", "__annotations_cache__"):
        space.pop(name, None)
    qualname = cls.__qualname__
    made = type(cls)(cls.__name__, cls.__bases__, space)
    made.__annotations__ = annotations
    made.__qualname__ = qualname
    if frozen:
        if "__getstate__" not in space:
            made.__getstate__ = lambda self: [getattr(self, f.name) for f in fields(self)]
        if "__setstate__" not in space:
            made.__setstate__ = _setstate
    # Who was made for the other class refuses for this one, too.
    for name in ("__setattr__", "__delattr__") if frozen else ():
        setattr(made, name, _make_refusal(made, name, set(names)))
    return made


def _setstate(self, state):
    for f, value in zip(fields(self), state):
        object.__setattr__(self, f.name, value)


# Of instances

def fields(class_or_instance):
    """The fields of a data class."""
    try:
        found = getattr(class_or_instance, _FIELDS)
    except AttributeError:
        raise TypeError("must be called with a dataclass type or instance") from None
    return tuple(f for f in found.values() if f._field_type is _FIELD)


def _is_instance(obj):
    return hasattr(type(obj), _FIELDS)


def is_dataclass(obj):
    """Whether it is a data class, or an instance of one."""
    return hasattr(obj if isinstance(obj, type) and not isinstance(obj, type(list[int])) else type(obj), _FIELDS)


def _rebuilt(obj, whole):
    """A copy of all that data classes and containers in `obj` hold."""
    if _is_instance(obj):
        return whole([(f.name, _rebuilt(getattr(obj, f.name), whole)) for f in fields(obj)])
    kind = type(obj)
    if isinstance(obj, tuple) and hasattr(obj, "_fields"):
        return kind(*[_rebuilt(value, whole) for value in obj])
    if isinstance(obj, (list, tuple)):
        return kind(_rebuilt(value, whole) for value in obj)
    if isinstance(obj, dict):
        pairs = ((_rebuilt(key, whole), _rebuilt(value, whole)) for key, value in obj.items())
        return kind(obj.default_factory, pairs) if hasattr(obj, "default_factory") else kind(pairs)
    import copy
    return copy.deepcopy(obj)


def asdict(obj, *, dict_factory=dict):
    """The fields as a dictionary, those of data classes in it as well."""
    if not _is_instance(obj):
        raise TypeError("asdict() should be called on dataclass instances")
    return _rebuilt(obj, dict_factory)


def astuple(obj, *, tuple_factory=tuple):
    """The values of the fields, those of data classes in it as well."""
    if not _is_instance(obj):
        raise TypeError("astuple() should be called on dataclass instances")
    return _rebuilt(obj, lambda pairs: tuple_factory([value for _, value in pairs]))


def make_dataclass(cls_name, fields, *, bases=(), namespace=None, init=True, repr=True, eq=True, order=False, unsafe_hash=False,
                   frozen=False, match_args=True, kw_only=False, slots=False, weakref_slot=False, module=None):
    """Make a data class of names, or of tuples (name, type) or (name, type, field)."""
    space, annotations = dict(namespace or {}), {}
    for item in fields:
        if isinstance(item, str):
            item = item, "typing.Any"
        elif len(item) not in (2, 3):
            raise TypeError(f"Invalid field: {item!r}")
        name = item[0]
        if not isinstance(name, str) or not name.isidentifier():
            raise TypeError(f"Field names must be valid identifiers: {name!r}")
        if keyword.iskeyword(name):
            raise TypeError(f"Field names must not be keywords: {name!r}")
        if name in annotations:
            raise TypeError(f"Field name duplicated: {name!r}")
        annotations[name] = item[1]
        if len(item) == 3:
            space[name] = item[2]
    space.setdefault("__module__", module or sys._getframe(1).f_globals.get("__name__", "types"))
    import types
    cls = types.new_class(cls_name, bases, {}, lambda made: made.update(space))
    cls.__annotations__ = annotations
    return dataclass(cls, init=init, repr=repr, eq=eq, order=order, unsafe_hash=unsafe_hash, frozen=frozen, match_args=match_args,
                     kw_only=kw_only, slots=slots, weakref_slot=weakref_slot)


def replace(obj, /, **changes):
    """A copy with some fields changed."""
    if not _is_instance(obj):
        raise TypeError("replace() should be called on dataclass instances")
    for f in getattr(obj, _FIELDS).values():
        if f._field_type is _CLASSVAR:
            continue
        if not f.init:
            if f.name in changes:
                raise ValueError(f"field {f.name} is declared with init=False, it cannot be specified with replace()")
        elif f.name not in changes:
            if f._field_type is _INITVAR and f.default is MISSING:
                raise ValueError(f"InitVar {f.name!r} must be specified with replace()")
            if f._field_type is not _INITVAR:
                changes[f.name] = getattr(obj, f.name)
    return obj.__class__(**changes)
