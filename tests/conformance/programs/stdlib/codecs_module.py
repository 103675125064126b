# Encodings beside UTF-8.
import codecs

print("text".encode("utf-8-sig"), b"\xef\xbb\xbftext".decode("utf-8-sig"), b"text".decode("utf_8_sig"), b"\xef\xbb\xbftext".decode("utf-8"))
for name in ("utf-16-le", "utf-16-be", "utf-16", "utf-32-le", "cp1252", "iso8859-15", "koi8-r", "latin-1", "ascii", "cp437"):
    try:
        data = "é€".encode(name)
        print(name, data, data.decode(name))
    except UnicodeError as error:
        print(name, type(error).__name__, error)
print(codecs.lookup("UTF8").name, codecs.lookup("latin1").name, codecs.lookup("utf-8-sig").name)
print(codecs.encode("hello", "rot13"), codecs.encode(b"hi", "hex"), codecs.decode(b"aGk=\n", "base64"))
for name in ("nosuch", "utf9"):
    try:
        "x".encode(name)
    except LookupError as error:
        print("LookupError:", error)
print(codecs.BOM_UTF8, codecs.getincrementaldecoder("utf-8-sig")().decode(b"\xef\xbb\xbfa"))
print("naïve".encode("ascii", "replace"), "naïve".encode("ascii", "xmlcharrefreplace"), "naïve".encode("ascii", "backslashreplace"), "naïve".encode("ascii", "namereplace"))
print("ü".encode("unicode_escape"), b"\\u00fc".decode("unicode_escape"), "bücher".encode("punycode"))
