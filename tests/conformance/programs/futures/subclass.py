import asyncio


class Promise(asyncio.Future):
    def then(self, function):
        following = Promise(loop=self.get_loop())

        def forward(done):
            try:
                following.set_result(function(done.result()))
            except Exception as error:
                following.set_exception(error)

        self.add_done_callback(forward)
        return following


async def main():
    promise = Promise()
    chain = promise.then(lambda x: x + 1).then(lambda x: x * 10).then(lambda x: print("value", x) or x)
    broken = promise.then(lambda x: 1 / 0).then(lambda x: print("never"))
    promise.set_result(4)
    print(await chain)
    try:
        await broken
    except ZeroDivisionError as error:
        print("rejected:", error)


asyncio.run(main())
