group = ExceptionGroup("several", [ValueError("v"), TypeError("t"), ExceptionGroup("inner", [KeyError("k"), ValueError("w")])])
print(group)
print(repr(group))
print(group.message, len(group.exceptions))
values, rest = group.split(ValueError)
print(repr(values))
print(repr(rest))
print(repr(group.subgroup(KeyError)), group.subgroup(OSError))
print(repr(group.subgroup(lambda error: "t" in str(error) and not isinstance(error, ExceptionGroup))))
print(repr(group.derive([OSError("new")])))
print(isinstance(group, Exception), isinstance(BaseExceptionGroup("b", [KeyboardInterrupt()]), Exception))
print(type(BaseExceptionGroup("b", [ValueError()])).__name__)
for message, errors in (("empty", []), ("wrong", [3])):
    try:
        ExceptionGroup(message, errors)
    except ValueError as error:
        print("ValueError:", error)
