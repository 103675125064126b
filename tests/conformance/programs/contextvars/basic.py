import contextvars

var = contextvars.ContextVar("var", default="default")
other = contextvars.ContextVar("other")
print(var.get(), var.name, other.get("given"))
try:
    other.get()
except LookupError as error:
    print("LookupError", error.args[0] is other)
token = var.set("one")
inner = var.set("two")
print(var.get(), inner.old_value, token.old_value is contextvars.Token.MISSING, token.var is var)
var.reset(inner)
print(var.get())
var.reset(token)
print(var.get())
try:
    var.reset(token)
except RuntimeError as error:
    print("RuntimeError")
context = contextvars.copy_context()


def change():
    var.set("inside")
    return var.get()


print(context.run(change), var.get(), context[var], var in context, other in context)
print(sorted(v.name for v in context), len(context), context.get(other, "missing"))
try:
    token = context.run(var.set, "x")
    var.reset(token)
except ValueError as error:
    print("ValueError")
