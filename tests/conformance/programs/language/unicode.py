text = "你好，世界"
print(text, len(text), text[0], text[::-1], text.encode("utf-8")[:3], text.index("世"))
print("naïve café Ω π".upper(), "straße".upper(), "ÀÉ".lower(), "\u4e2d\u6587", "\N{SNOWMAN}", "🐍" * 2, len("🐍"))
print(ord("中"), chr(20013), ascii("中文 é"), repr("tab\t 'quote' 文"), "é" == "e\u0301")
print(f"{'中文':>6}|{'ab':>6}|", "中文".center(6, "·"), "一二三".isnumeric(), "中".isalpha(), "中文".isidentifier())
名字 = "变量"
print(名字, f"{名字}叫做{名字!r}")


def 问候(谁):
    return f"你好，{谁}！"


print(问候("读者"), 问候.__name__)
print("ß".casefold(), sorted(["中", "a", "é", "文"]), "a中b".split("中"), b"\xe4\xb8\xad".decode(), "é".encode("latin-1"))
try:
    "中".encode("ascii")
except UnicodeEncodeError as error:
    print(error.encoding, error.start, error.reason)
print("中".encode("ascii", "replace"), b"\xff".decode("utf-8", "replace"), bytes([104, 105]), list(b"ab"), bytearray(b"x"))
