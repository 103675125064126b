def steps(how):
    try:
        print("try")
        if how == "raise":
            raise ValueError("v")
        if how == "return":
            return "returned"
    except ValueError as error:
        print("except", error)
    else:
        print("else")
    finally:
        print("finally")
    return "end"


for how in ("plain", "raise", "return"):
    print(how, "->", steps(how))


def loop():
    for n in range(4):
        try:
            if n == 1:
                continue
            if n == 3:
                break
            print("body", n)
        finally:
            print("finally", n)
    else:
        print("never")


loop()


def nested():
    try:
        try:
            raise KeyError("inner")
        finally:
            print("inner finally")
    except KeyError as error:
        print("outer", error)
        try:
            raise
        except KeyError as again:
            print("again", again is error)


nested()
