import json

data = {"name": "Ada", "tags": ["a", "b"], "nested": {"x": 1.5, "none": None, "ok": True}, "中文": "文字"}
text = json.dumps(data)
print(text)
print(json.dumps(data, ensure_ascii=False, indent=2, sort_keys=True))
print(json.loads(text) == data, json.dumps([1, 2], separators=(",", ":")), json.dumps("quote \" and \n"))
print(json.loads('[1, 2.5, "\\u4e2d", null, true, {"a": []}]'))
try:
    json.loads('{"a": }')
except json.JSONDecodeError as error:
    print(error.msg, error.pos, error.lineno)
try:
    json.dumps({1, 2})
except TypeError as error:
    print("TypeError:", error)
print(json.dumps({1: "int key", None: 2}), json.dumps((1, 2)), json.dumps(3 + 4j, default=str))
