// Long fragments of addresses, made shorter: `#z=` and the fragment, deflated (RFC 1951), in base64url. What one unpacks to is
// read as any other fragment is, its version included.

/** The longest fragment that is unpacked, in bytes: whatever is longer was not made here. */
const MOST = 200_000;

const through = (bytes, stream) => new Blob([bytes]).stream().pipeThrough(stream);

/** A fragment without `#`, as short as it can be. */
export async function pack(fragment) {
  const stream = through(new TextEncoder().encode(fragment), new CompressionStream("deflate-raw"));
  const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
  const text = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
  const packed = `z=${text.replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "")}`;
  return packed.length < fragment.length ? packed : fragment;
}

/** The fragment that `pack` was given. Throws for what it never gave. */
export async function unpack(packed) {
  const text = packed.replace(/^#?z=/, "").replace(/-/g, "+").replace(/_/g, "/");
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const reader = through(bytes, new DecompressionStream("deflate-raw")).getReader();
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let fragment = "";
  for (let length = 0; ; ) {
    const { done, value } = await reader.read();
    fragment += decoder.decode(value, { stream: !done });
    if (done) return fragment;
    length += value.length;
    if (length > MOST) {
      await reader.cancel();
      throw new RangeError("the address unpacks to more than any that is made here");
    }
  }
}
