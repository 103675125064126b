import traceback

for attempt in [lambda: print("\ud83d"), lambda: "\ud83d".encode(), lambda: b"\xff".decode()]:
    try:
        attempt()
    except UnicodeError as error:
        print("".join(traceback.format_exception(error)[-1:]), end="")
