# record: end
try:
    try:
        raise KeyError("first")
    except KeyError as error:
        raise RuntimeError("wrapped") from error
except RuntimeError as error:
    raise ExceptionGroup("all", [error, ValueError("other")])
