"""Records what the programs of programs/canned print with the real `aiohttp`, `httpx` and `requests`.

    python3 canned.py [--check] [PROGRAM ...]

They are CPython's (3.11, whose packages are kept in a folder of the cache) and ask a server on this machine that answers as the programs'
`# @answer` lines say; every host is that server, or one that takes no connection. It listens at port 80 of 127.0.0.1, which takes root.
"""

import http.server
import os
import pathlib
import subprocess
import sys
import threading
import time

HERE = pathlib.Path(__file__).resolve().parent
PROGRAMS = HERE / "programs" / "canned"
CLIENTS = HERE / "clients"
PACKAGES = ("aiohttp==3.13.2", "httpx==0.28.1", "requests==2.32.5")
sys.path.insert(0, str(HERE.parents[1] / "crates" / "python" / "canned"))
import _canned


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def answer(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        url = f"http://{self.headers['Host']}{self.path}"
        answer = _canned.answer(_canned.Request(self.command, url, headers=self.headers, data=body))
        time.sleep(answer.delay)
        try:
            self.send_response(answer.status, answer.reason)
            self.send_header("Content-Type", f"{answer.kind}; charset=utf-8")
            self.send_header("Content-Length", str(len(answer.body)))
            self.end_headers()
            self.wfile.write(answer.body)
        except OSError:
            # Who asked has gone.
            self.close_connection = True

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = answer

    def log_message(self, *_):
        pass


def python():
    """That of a folder with the packages."""
    folder = pathlib.Path(os.environ.get("LOOPSCOPE_CACHE", pathlib.Path.home() / ".cache/loopscope")) / "tools" / "clients"
    binary = folder / "bin" / "python"
    if not binary.exists():
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    subprocess.run([str(binary), "-m", "pip", "install", "--quiet", *PACKAGES], check=True)
    return str(binary)


def output(interpreter, program):
    lines = program.read_text(encoding="utf-8").splitlines()
    _canned._given[:] = [_canned.Given(line.removeprefix(_canned.MARK)) for line in lines if line.startswith(_canned.MARK)]
    gone = [line.pattern for line in _canned._given if line.fails]
    environment = {**os.environ, "PYTHONPATH": str(CLIENTS), "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1", "GONE": " ".join(gone)}
    done = subprocess.run([interpreter, program.name], cwd=program.parent, env=environment, capture_output=True, timeout=120)
    if done.returncode:
        sys.exit(f"{program.name}: exit code {done.returncode}\n{done.stderr.decode()}")
    return done.stdout


def main():
    arguments = sys.argv[1:]
    check = "--check" in arguments
    named = [pathlib.Path(name).resolve() for name in arguments if name != "--check"]
    interpreter = python()
    server = Server(("127.0.0.1", 80), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    troubles = 0
    for program in named or sorted(PROGRAMS.glob("*.py")):
        first, again = output(interpreter, program), output(interpreter, program)
        target = program.with_suffix(".out")
        if first != again:
            troubles += 1
            print(f"{program.name} is not deterministic\n{first.decode()}\n{again.decode()}", file=sys.stderr)
        elif check:
            if target.read_bytes() != first:
                troubles += 1
                print(f"{program.name} differs\n{first.decode()}", file=sys.stderr)
        else:
            target.write_bytes(first)
    print(f"{troubles} troubles")
    sys.exit(bool(troubles))


if __name__ == "__main__":
    main()
