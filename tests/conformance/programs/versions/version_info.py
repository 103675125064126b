import sys

print(sys.version_info[:2], sys.version_info.major, sys.version_info >= (3, 12), sys.version_info[3], len(sys.version_info))
print(sys.version.split()[0] == ".".join(map(str, sys.version_info[:3])), hex(sys.hexversion >> 16))
