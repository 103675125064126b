# Sums of bytes.
import hashlib
import hmac
import secrets

for name in ("md5", "sha1", "sha224", "sha256", "sha384", "sha512", "sha3_224", "sha3_256", "sha3_384", "sha3_512", "blake2b", "blake2s"):
    made = hashlib.new(name, b"hello")
    print(name, made.name, made.digest_size, made.block_size, made.hexdigest())
    assert getattr(hashlib, name)(b"hello").digest() == made.digest()
print(hashlib.sha256().hexdigest())
print(hashlib.sha256(b"a" * 1000).hexdigest())
print(hashlib.shake_128(b"x").hexdigest(8), hashlib.shake_256(b"x").hexdigest(8))
print(hashlib.blake2b(b"x", digest_size=16).hexdigest())
many = hashlib.md5()
for part in (b"one", b"two", bytearray(b"three")):
    many.update(part)
other = many.copy()
other.update(b"more")
print(many.hexdigest(), other.hexdigest())
try:
    hashlib.sha256("text")
except TypeError as error:
    print("TypeError:", error)
print(hashlib.pbkdf2_hmac("sha256", b"password", b"salt", 1000).hex())
print(hashlib.pbkdf2_hmac("sha512", b"password", b"salt", 10, 20).hex())
print(hmac.new(b"key", b"message", hashlib.sha256).hexdigest(), hmac.new(b"key", b"message", "sha1").hexdigest())
print(hmac.compare_digest(b"a", b"a"), hmac.compare_digest("a", "b"), hmac.digest(b"key", b"message", "sha512").hex()[:20])
print("sha256" in hashlib.algorithms_guaranteed, "md5" in hashlib.algorithms_available)
print(len(secrets.token_hex(8)), len(secrets.token_bytes(5)), secrets.compare_digest("a", "a"), 0 <= secrets.randbelow(10) < 10, secrets.choice([7]))
