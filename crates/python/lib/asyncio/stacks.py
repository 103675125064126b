"""Task.get_stack and Task.print_stack: where a task stands, or where it failed."""


def _frames(task):
    coroutine = task.get_coro()
    frame = getattr(coroutine, "cr_frame", None) or getattr(coroutine, "gi_frame", None)
    found = []
    if frame is not None:
        # Of a suspended coroutine there is one; who called one that runs belongs to it.
        while frame is not None:
            found.append((frame, frame.f_lineno))
            frame = frame.f_back
        return found[::-1], False
    exception = task._exception
    traceback = exception and exception.__traceback__
    while traceback is not None:
        found.append((traceback.tb_frame, traceback.tb_lineno))
        traceback = traceback.tb_next
    return found, exception is not None


def get_stack(task, *, limit=None):
    """The frames, the oldest first; `limit` keeps the newest, but the oldest of an exception's."""
    frames, failed = _frames(task)
    if limit is not None and limit < len(frames):
        frames = frames[:limit] if failed else frames[len(frames) - limit:]
    return [frame for frame, _ in frames]


def print_stack(task, *, limit=None, file=None):
    import traceback

    # Without a file CPython prints the frames on standard error, and what stands around them on standard output.
    frames, failed = _frames(task)
    if limit is not None and limit < len(frames):
        frames = frames[:limit] if failed else frames[len(frames) - limit:]
    if frames:
        what = "Traceback" if failed else "Stack"
        print(f"{what} for {task!r} (most recent call last):", file=file)
    else:
        print(f"No stack for {task!r}", file=file)
    summary = traceback.StackSummary.extract(iter(frames))
    traceback.print_list(summary, file=file)
    if failed:
        for line in traceback.format_exception_only(task._exception.__class__, task._exception):
            print(line, file=file, end="")
