def risky(kind):
    match kind:
        case "index":
            return [][0]
        case "key":
            return {}["k"]
        case "zero":
            return 1 // 0
        case "type":
            return "a" + 1
        case "attribute":
            return None.x
        case "name":
            return undefined
        case "value":
            return int("q")
        case "import":
            import no_such_module
        case "unpack":
            a, b = [1, 2, 3]
        case "recursion":
            return risky(kind)
        case "assert":
            assert False
        case "stop":
            return next(iter(()))
    return "fine"


for kind in "index key zero type attribute name value import unpack recursion assert stop none".split():
    try:
        print(kind, risky(kind))
    except (LookupError, ArithmeticError) as error:
        print(kind, type(error).__name__, "|", type(error).__base__.__name__)
    except Exception as error:
        print(kind, type(error).__name__)

try:
    raise ValueError("a", 1)
except ValueError as error:
    kept = error
print(kept.args, kept, repr(kept))
try:
    error
except NameError:
    print("the name is gone after the block")
