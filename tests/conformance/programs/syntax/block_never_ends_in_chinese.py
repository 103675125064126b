# record: end
x = 1
print(f"""你好
{x}→