# Tables as text.
import csv
import io

rows = list(csv.reader(io.StringIO('name,age\n"Smith, J.",42\n"say ""hi""",\n\n"two\nlines",1\n')))
print(rows)
out = io.StringIO()
writer = csv.writer(out)
print(writer.writerow(["a", 1, None, 2.5, 'q"q', "x,y", "n\nl", ""]))
writer.writerows([[1, 2], ["only"], [""]])
print(repr(out.getvalue()))
print(list(csv.DictReader(io.StringIO("a,b\n1,2\n3\n4,5,6\n"))))
out = io.StringIO()
table = csv.DictWriter(out, fieldnames=["x", "y"], restval="-", lineterminator="\n")
table.writeheader()
table.writerow({"x": 1})
table.writerows([{"x": 1, "y": "a b"}])
print(out.getvalue())
try:
    table.writerow({"z": 1})
except ValueError as error:
    print("ValueError:", error)
print(list(csv.reader(["a;b;'c;d'"], delimiter=";", quotechar="'")), list(csv.reader(["1, 2"], skipinitialspace=True)),
      list(csv.reader(['"a",1.5'], quoting=csv.QUOTE_NONNUMERIC)), list(csv.reader(["a\\,b,c"], escapechar="\\")), list(csv.reader(["a\tb"], "excel-tab")))
for quoting in (csv.QUOTE_ALL, csv.QUOTE_MINIMAL, csv.QUOTE_NONNUMERIC, csv.QUOTE_NONE):
    out = io.StringIO()
    csv.writer(out, quoting=quoting, escapechar="\\", lineterminator="|").writerow(["a", 1, "b,c", 'd"e'])
    print(out.getvalue())
print(csv.list_dialects(), csv.field_size_limit(), csv.Sniffer().sniff("a;b\n1;2\n").delimiter, csv.Sniffer().has_header("name,age\nx,1\ny,2\n"))
csv.register_dialect("pipes", delimiter="|")
print(list(csv.reader(["a|b"], "pipes")))
for call in (lambda: csv.reader([], "nope"), lambda: csv.writer(3), lambda: next(csv.reader([1])),
             lambda: csv.writer(io.StringIO(), quoting=csv.QUOTE_NONE).writerow(["a,b"]), lambda: next(csv.reader(['"a"b'], strict=True)),
             lambda: csv.writer(io.StringIO()).writerow(5)):
    try:
        print(call())
    except Exception as error:
        print(type(error).__name__, error)
