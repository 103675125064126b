"""A context can be looked through as a mapping."""
import contextvars

user = contextvars.ContextVar("user", default="nobody")
request = contextvars.ContextVar("request")
user.set("ann")
context = contextvars.copy_context()
print(context[user], context.get(user), context.get(request), context.get(request, 0), user in context, request in context)
print([var.name for var in context], [var.name for var in context.keys()], list(context.values()))
print([(var.name, value) for var, value in context.items()], len(context))
for call in (lambda: context[request], lambda: context["user"], lambda: "user" in context, lambda: context.get(1),
             lambda: contextvars.Context(1), lambda: context.run(), lambda: contextvars.Token(),
             lambda: contextvars.ContextVar(1), lambda: user.reset("token")):
    try:
        print(call())
    except Exception as error:
        print(type(error).__name__, str(error).split(" at 0x")[0])
print(contextvars.ContextVar[int])
