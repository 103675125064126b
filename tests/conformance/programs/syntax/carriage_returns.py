# record: end
text = '''a
b'''
print(ascii(text))
if text:
print(1)
