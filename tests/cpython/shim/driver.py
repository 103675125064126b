"""The end of every bundle: runs its tests one by one and tells of each, in lines that begin with @@."""

import re, sys, types

LOOPSCOPE = sys.implementation.name == "rustpython"
_KEEP = ("unittest", "test", "difflib")


def _make_importer():
    if LOOPSCOPE:
        import _frozen_importlib as fi

        Spec = fi.ModuleSpec
    else:
        from importlib.machinery import ModuleSpec as Spec

    class Embedded:
        @classmethod
        def find_spec(cls, name, path=None, target=None):
            if name in SRC and (LOOPSCOPE or name.split(".")[0] in _KEEP):
                s = Spec(name, cls, is_package=name in PACKAGES, origin=FILES.get(name, "<" + name + ">"))
                s.has_location = False
                return s
            if LOOPSCOPE and name in STUBS:
                for f in sys.meta_path:
                    if f is not cls:
                        try:
                            if f.find_spec(name, path, target) is not None:
                                return None
                        except ImportError:
                            pass
                return Spec(name, cls, is_package=True)

        @classmethod
        def create_module(cls, spec):
            if spec.name in STUBS and spec.name not in SRC:
                return _Stub(spec.name)
            return None

        @classmethod
        def exec_module(cls, module):
            name = module.__name__
            if name in SRC:
                file = FILES.get(name, "<" + name + ">")
                module.__file__ = file
                exec(compile(SRC[name], file, "exec"), module.__dict__)

    return Embedded


class _Nothing:
    def __init__(self, *a, **k):
        pass

    def __call__(self, *a, **k):
        import unittest

        raise unittest.SkipTest("stub module")

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return _Nothing()


class _Stub(types.ModuleType):
    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        if name[:1].isupper() and not name.isupper() or name in ("error", "socket"):
            v = type(name, (Exception,) if name.endswith("Error") or name == "error" else (), {})
        else:
            v = _Nothing()
        setattr(self, name, v)
        return v


sys.meta_path.insert(0, _make_importer())
if not LOOPSCOPE:
    for m in [m for m in sys.modules if m.split(".")[0] in _KEEP]:
        del sys.modules[m]


def _register_source(name):
    import linecache

    file = FILES.get(name)
    text = SRC[name]
    linecache.cache[file] = (len(text), None, text.splitlines(True), file)


def _load(name):
    if not LOOPSCOPE or name == "test.test_traceback":
        _register_source(name)
    return __import__(name, fromlist=["__name__"])


def _classes(mod):
    import unittest

    out = []
    for n, v in list(vars(mod).items()):
        if (
            isinstance(v, type)
            and issubclass(v, unittest.TestCase)
            and v is not unittest.TestCase
            and not v.__module__.startswith("unittest")
        ):
            out.append((n, v))
    return out


def _ids(mod):
    for n, cls in _classes(mod):
        if WITHOUT_CLASSES and re.search(WITHOUT_CLASSES, n):
            continue
        for m in sorted(dir(cls)):
            if m.startswith("test") and callable(getattr(cls, m, None)):
                if WITHOUT_TESTS and re.search(WITHOUT_TESTS, f"{n}.{m}"):
                    continue
                yield f"{n}.{m}", cls, m


def _main():
    out = sys.__stdout__

    def tell(*parts):
        out.write("\n@@" + "\t".join(parts) + "\n")
        out.flush()

    import json, traceback, unittest

    args = sys.argv[1:]
    if PRELUDE:
        exec(compile(PRELUDE, "<prelude>", "exec"), globals())
    mod = _load(TESTMOD)
    if POSTLUDE:
        exec(
            compile(POSTLUDE, "<postlude>", "exec"),
            {"mod": mod, "LOOPSCOPE": LOOPSCOPE, "unittest": unittest, "sys": sys},
        )
    everything = list(_ids(mod))
    if args[0] == "list":
        for i, _, _ in everything:
            tell("ID", i)
        return
    if args[0] == "all":
        todo = everything
    else:
        want = set(args[1:])
        todo = [t for t in everything if t[0] in want]
    import warnings

    filters = warnings.filters[:]
    setup_module = getattr(mod, "setUpModule", None)
    if setup_module:
        setup_module()
    cur = None
    cur_bad = None
    for id, cls, m in todo:
        if LOOPSCOPE and TESTMOD != "test.test_traceback":
            import linecache

            if "traceback" in m:
                _register_source(TESTMOD)
            else:
                linecache.cache.pop(FILES[TESTMOD], None)
        tell("START", id)
        r = unittest.TestResult()
        try:
            if cls is not cur:
                if cur is not None and cur_bad is None:
                    try:
                        cur.tearDownClass()
                        cur.doClassCleanups()
                    except BaseException as e:
                        pass
                cur = cls
                cur_bad = None
                try:
                    if not getattr(cls, "__unittest_skip__", False):
                        cls.setUpClass()
                except BaseException as e:
                    cur_bad = e
            if cur_bad is not None:
                raise cur_bad
            warnings.simplefilter("default")
            t = cls(m)
            t.run(r)
        except unittest.SkipTest as e:
            tell("END", id, "skip", json.dumps(str(e)))
            continue
        except BaseException as e:
            text = "".join(traceback.format_exception(type(e), e, e.__traceback__))
            tell("END", id, "error", json.dumps(text))
            continue
        finally:
            warnings.filters[:] = filters
            try:
                warnings._filters_mutated()
            except Exception:
                pass
        bad = r.errors + r.failures
        if bad:
            tell("END", id, "error" if r.errors else "fail", json.dumps("\n-----\n".join(x[1] for x in bad)[:6000]))
        elif r.unexpectedSuccesses:
            tell("END", id, "unexpected-success", '""')
        elif r.expectedFailures:
            tell("END", id, "expected-failure", '""')
        elif r.skipped and not r.errors:
            tell("END", id, "skip", json.dumps(r.skipped[0][1]))
        else:
            tell("END", id, "pass", '""')
    tell("DONE")


_main()
