// Where the Python engine is, as scripts/site-hook writes it into a build: its folder from here, and what its module weighs in bytes
// before compression. A build without the engine has this file.
export const ADDRESS = null;
export const BYTES = 0;
