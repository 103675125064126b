# Tests of coroutines.
import asyncio
import io
import unittest
from unittest import mock
from unittest.mock import AsyncMock, MagicMock, Mock, call, patch


async def fetch(client, url):
    return (await client.get(url)).upper()


class Client:
    async def get(self, url):
        raise ConnectionError


class Fetching(unittest.IsolatedAsyncioTestCase):
    async def asyncSetUp(self):
        self.client = AsyncMock()
        self.client.get.return_value = "page"

    async def asyncTearDown(self):
        print("torn down")

    async def test_fetch(self):
        self.assertEqual(await fetch(self.client, "x"), "PAGE")
        self.client.get.assert_awaited_once_with("x")

    async def test_fails(self):
        self.assertEqual(1, 2, "not the same")

    async def test_error(self):
        with self.assertRaises(TimeoutError):
            await asyncio.wait_for(asyncio.sleep(10), 0.01)

    @unittest.skip("later")
    def test_skipped(self):
        pass

    def test_plain(self):
        for number in range(2):
            with self.subTest(number=number):
                self.assertIn(number, [0, 1])


suite = unittest.defaultTestLoader.loadTestsFromTestCase(Fetching)
result = unittest.TextTestRunner(stream=io.StringIO(), verbosity=2).run(suite)
print(result.testsRun, len(result.failures), len(result.errors), len(result.skipped), result.wasSuccessful())
print(result.failures[0][1].splitlines()[-1])


async def main():
    with patch.object(Client, "get", new_callable=AsyncMock, side_effect=["one", ValueError("no")]) as get:
        client = Client()
        print(await client.get("a"))
        try:
            await client.get("b")
        except ValueError as error:
            print("ValueError:", error)
        print(get.await_count, get.await_args_list)
    mocked = AsyncMock(side_effect=lambda value: value * 2)
    print(await mocked(4), mocked.await_args, asyncio.iscoroutinefunction(mocked) if False else True)
    manager = MagicMock()
    manager.__aenter__.return_value = "inside"
    async with manager as inside:
        print(inside)


asyncio.run(main())
thing = Mock(spec=["a", "b"])
thing.a(1, x=2)
print(thing.a.call_args, thing.mock_calls, thing.a.called, call(1) == call(1))
try:
    thing.c
except AttributeError as error:
    print("AttributeError:", error)
try:
    thing.a.assert_called_with(3)
except AssertionError as error:
    print(error)
with patch("asyncio.sleep", new=AsyncMock()) as sleep:
    asyncio.run(asyncio.sleep(5))
    print(sleep.await_count)
with mock.patch.dict({"a": 1}, {"b": 2}) as both:
    print(both)
