name, number, pi = "Ada", 1234567, 3.14159265
print(f"{name} {name!r} {name:>6}|{name:<6}|{name:^7}|{name:*^9}")
print(f"{number:,} {number:_} {number:x} {number:#b} {number:o} {number:e} {number:010d} {-number:+,}")
print(f"{pi:.2f} {pi:8.3f}| {pi:<8.1f}| {pi:+.1f} {pi:.3e} {pi:g} {pi:.0f} {0.25:.1%} {1e20:g} {1e-7:g}")
width, precision = 10, 3
print(f"{pi:{width}.{precision}} {number!s:>{width}} {name=} {pi * 2 = :.2f} {{literal}}")
print(f"{True} {None} {[1, 'a']} {'nested ' + name} {1 if number else 2} {3 > 2}")
print("%s is %d years, %.1f%% %5s|%-5s|%05d %x %r" % ("Ada", 36, 99.5, "a", "b", 42, 255, "q"))
print("{0} {1} {0} {name} {items[1]} {obj.real}".format("a", "b", name="n", items=[1, 2], obj=5))
print(format(1234.5, ",.2f"), format("x", ">3"), format(255, "#06x"), format(3, "b"))
print(f"{'a' 'b'} {name[0]} {name.upper()} {len(name):03}", "%(k)s" % {"k": "v"})
print(f"{1e10} {1e16} {123456789012345678} {0.1} {1 / 3} {2 / 3:.4f} {1e-5} {100.0} {-0.0}")
