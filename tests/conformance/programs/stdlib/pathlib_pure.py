# Paths as texts, and no files.
import os.path
import posixpath
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath

path = PurePosixPath("/usr/lib") / "python3" / "site.tar.gz"
print(path, repr(path), path.name, path.stem, path.suffix, path.suffixes, path.parent, list(path.parents)[:2], path.parts)
print(path.with_name("x.py"), path.with_suffix(".zip"), path.with_stem("y"), path.relative_to("/usr"), path.is_relative_to("/usr"), path.match("*.gz"))
print(PureWindowsPath("C:\\a\\b.txt").parts, PureWindowsPath("C:/a/b.txt").drive, PureWindowsPath("a\\b").as_posix(), PurePath("a//b/./c/.."))
print(path == PurePosixPath("/usr/lib/python3/site.tar.gz"), hash(path) == hash(PurePosixPath(str(path))), sorted([PurePath("b"), PurePath("a")]))
print(path.joinpath("..", "x"), path.is_absolute(), path.anchor, path.root, PurePath().name == "", Path("a/b").as_posix())
for call in (lambda: path.relative_to("/etc"), lambda: path.with_name(""), lambda: path.with_suffix("x")):
    try:
        print(call())
    except ValueError as error:
        print("ValueError:", str(error).split(" OR")[0])
print(Path("/no/such/file").exists(), Path("/no/such").is_dir(), os.path.exists("/no/such"), os.path.isfile("/no/such"))
try:
    Path("/no/such/file").read_text()
except FileNotFoundError as error:
    print("FileNotFoundError:", error)
print(os.path.join("a", "b"), os.path.normpath("a/../b//c"), os.path.splitext("x.tar.gz"), os.path.basename("/a/b"), os.path.dirname("/a/b"),
      os.path.commonprefix(["abc", "abd"]), os.path.commonpath(["/a/b", "/a/c"]), os.path.relpath("/a/b", "/a/c"), os.path.isabs("a"), posixpath.split("/a/b"))
