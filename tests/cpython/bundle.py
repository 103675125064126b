"""Makes one file of a test module of the Python that runs this, with all that it imports, so that an engine without files can run it.
Nothing of CPython is kept in this repository: its tests are read from where it is installed."""

import ast
import pathlib
import sysconfig

SHIM = pathlib.Path(__file__).resolve().parent / "shim"
LIBRARY = pathlib.Path(sysconfig.get_path("stdlib"))

# What tests import and do not need: a name of such a module can be called, and then skips the test.
STUBS = set("""
    socket ssl selectors signal subprocess multiprocessing multiprocessing.util concurrent concurrent.futures tempfile
    doctest pydoc tty shutil ast _testcapi _thread array select sysconfig resource posix copyreg dis token tokenize
    atexit xml ctypes""".split())


def read(path):
    return pathlib.Path(path).read_text(encoding="utf-8")


def without_docstrings(text):
    tree = ast.parse(text)
    documented = (ast.FunctionDef, ast.ClassDef, ast.AsyncFunctionDef, ast.Module)
    for node in ast.walk(tree):
        if isinstance(node, documented) and ast.get_docstring(node, clean=False) is not None:
            node.body[0] = ast.Pass()
    return ast.unparse(tree)


def sources():
    """Module → text, of what every bundle has: unittest itself, and stand-ins for what it and CPython's tests import."""
    shims = {
        "unittest": "unittest_init", "difflib": "difflib", "pkgutil": "pkgutil", "posixpath": "posixpath",
        "test.support": "test_support", "test.test_asyncio.utils": "asyncio_utils",
    }
    for name in "import_helper os_helper warnings_helper threading_helper script_helper socket_helper".split():
        shims[f"test.support.{name}"] = name
    found = {module: read(SHIM / f"{name}.py") for module, name in shims.items()}
    found["test"] = found["test.test_asyncio"] = ""
    for name in "case result util mock _log async_case".split():
        found[f"unittest.{name}"] = read(LIBRARY / "unittest" / f"{name}.py")
    found["unittest.util"] = found["unittest.util"].replace("from os.path import commonprefix", found["posixpath"])
    for name in found:
        if name.startswith("unittest"):
            found[name] = without_docstrings(found[name])
    return found


def write(out, module, extra=(), prelude="", postlude="", without_classes="", without_tests=""):
    """Writes the bundle of `module`. `extra`: further modules, of CPython's library or (name, path). `prelude` runs before the module
    is loaded, `postlude` after. Classes and tests (`Class.test`) that match the expressions are left out."""
    texts = sources()
    packages = {"unittest", "test", "test.support", "test.test_asyncio"}
    for each in extra:
        name, path = (each, LIBRARY / f"{each.replace('.', '/')}.py") if isinstance(each, str) else each
        texts[name] = read(path)
        if str(path).endswith("_init.py"):
            packages.add(name)
    path = LIBRARY / module.replace(".", "/")
    if path.is_dir():
        packages.add(module)
        path /= "__init__.py"
    else:
        path = path.with_suffix(".py")
    texts[module] = read(path)
    settings = {
        "SRC": texts, "PACKAGES": packages, "STUBS": STUBS, "FILES": {module: str(path)}, "TESTMOD": module, "PRELUDE": prelude,
        "POSTLUDE": postlude, "WITHOUT_CLASSES": without_classes, "WITHOUT_TESTS": without_tests,
    }
    lines = [f"{name} = {value!r}\n" for name, value in settings.items()]
    pathlib.Path(out).write_text("".join(lines) + read(SHIM / "driver.py"), encoding="utf-8")
