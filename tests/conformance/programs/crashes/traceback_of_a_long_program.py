import time
import traceback

# As many lines as a program that grew over years.
lines = ["def broken(values):", "    return [1 / value for value in values if value + 1]"]
lines += [f"number_{line} = [{line}, {line} + 1]" for line in range(3_000)]
lines += ["broken([1, 0])"]
text = "\n".join(lines)
started = time.process_time()
for _ in range(3):
    try:
        exec(compile(text, "long.py", "exec"), {})
    except ZeroDivisionError as error:
        print(traceback.format_exception(error)[-1], end="")
        print(error.__traceback__.tb_next.tb_lineno, error.__traceback__.tb_next.tb_next.tb_lineno)
print(time.process_time() - started < 30)
