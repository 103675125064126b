// The site on a host of its own, whose files a test may change, and which it may take from the network.

import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DIST } from "./fixtures.ts";
import { serve } from "./server.mjs";

export interface Host {
  /** The site's address. */
  url: string;
  /** Where its files are: a copy. */
  folder: string;
  /** The paths that were served. */
  served: string[];
  /** Files of which the line breaks off in the middle. */
  cut: RegExp | undefined;
  /** Takes the host from the network. */
  close: () => Promise<void>;
}

/** A fixture: the host, until the test is over. */
export async function host({}: object, use: (host: Host) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "loopscope-host-"));
  await cp(DIST, folder, { recursive: true });
  const served: string[] = [];
  const server = await serve({
    root: folder,
    cut: (path: string) => there.cut?.test(path) ?? false,
    onServe: ({ path }: { path: string }) => served.push(path),
  });
  const there: Host = { url: server.url, folder, served, cut: undefined, close: server.close };
  await use(there);
  await server.close();
  await rm(folder, { recursive: true });
}
