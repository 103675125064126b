// A line between a browser and a server: so many bits a second for all that comes by it, and so long to and fro. A browser's own
// emulation slows down what a page asks for, and not what its workers do, who fetch the Python engine.

import { connect, createServer, type AddressInfo, type Socket } from "node:net";

export interface Line {
  /** Bits a second to the browser, and from it. */
  down: number;
  up: number;
  /** Milliseconds to and fro. */
  latency: number;
}

export const SLOW_4G: Line = { down: 1_600_000, up: 750_000, latency: 150 };
export const NINE_MBIT: Line = { down: 9_000_000, up: 1_500_000, latency: 60 };

/** Connections take turns after so many bytes. */
const PIECE = 4096;
/** Milliseconds by which timers are late: a line that waited so little was busy all the time. */
const LATE = 20;

/** Puts a line in front of a server; `url` is the server's at the line's end. */
export async function over({ down, up, latency }: Line, url: string): Promise<{ url: string; close: () => Promise<void> }> {
  const behind = new URL(url);
  const open = new Set<Socket>();
  const carry = (bits: number) => {
    // When the line has carried all that it was given.
    let free = 0;
    return async (from: Socket, to: Socket) => {
      for await (const chunk of from as AsyncIterable<Buffer>) {
        for (let at = 0; at < chunk.length; at += PIECE) {
          const piece = chunk.subarray(at, at + PIECE);
          const now = performance.now();
          free = (now - free < LATE ? free : now) + (piece.length * 8000) / bits;
          const wait = free - performance.now();
          if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
          setTimeout(() => !to.destroyed && to.write(piece), latency / 2);
        }
      }
      setTimeout(() => to.end(), latency / 2);
    };
  };
  const [there, back] = [carry(up), carry(down)];
  const server = createServer((browser) => {
    const site = connect(Number(behind.port), behind.hostname);
    for (const socket of [browser, site]) {
      open.add(socket);
      socket.setNoDelay();
      socket.on("error", () => socket.destroy());
      socket.on("close", () => open.delete(socket));
    }
    // Whoever hangs up in the middle ends the carrying, which is no mistake.
    there(browser, site).catch(() => site.destroy());
    back(site, browser).catch(() => browser.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${behind.pathname}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of open) socket.destroy();
      }),
  };
}
