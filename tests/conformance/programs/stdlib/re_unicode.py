# Regular expressions over more than ASCII.
import re
import unicodedata

print(re.findall(r"\N{GREEK SMALL LETTER ALPHA}", "αβα"), re.search(r"[\N{EURO SIGN}$]", "a€").group(), re.escape("a.β"))
print(re.findall("é", "É é e", re.I), re.findall("straße", "STRASSE Straße", re.I), re.findall("[а-я]+", "ПРИВЕТ мир", re.I))
print(re.findall("Σ", "σςΣ", re.I), re.findall("k", "Kk\u212a", re.I), re.findall("k", "Kk\u212a", re.I | re.A), re.findall("ı", "Iiıİ", re.I))
print(re.findall(r"\w+", "naïve Straße 変数 x_1"), re.findall(r"\d+", "12 ٣٤"), re.findall(r"\w+", "naïve", re.A), re.split(r"\W+", "a—b…c"))
print(re.sub(r"(?i)ä", "ae", "Ä ä"), re.fullmatch("ÀÉÎ", "àéî", re.I) is not None, re.findall(r"(?i)[à-ö]", "ÀÖ×"))
try:
    re.compile(r"\N{NO SUCH NAME}")
except re.error as error:
    print("error:", error)
print(unicodedata.name("é"), unicodedata.lookup("SNOWMAN"), unicodedata.category("a"), unicodedata.category("1"), unicodedata.category(" "), unicodedata.name("\x00", "none"))
for call in (lambda: unicodedata.name("\x00"), lambda: unicodedata.lookup("NOTHING"), lambda: unicodedata.name("ab")):
    try:
        print(call())
    except Exception as error:
        print(type(error).__name__, error)
print(unicodedata.decimal("٣"), unicodedata.decimal("x", -1))
