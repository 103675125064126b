//! The sums that Python's `hashlib` gives, apart from the interpreter: few programs want them, so that in a browser they are a module
//! of their own (`web/hashes`), which is fetched when a program asks for the first.
#![forbid(unsafe_code)]

use blake2::{Blake2bVar, Blake2sVar};
use digest::{Digest, ExtendableOutput, VariableOutput};
use md5::Md5;
use sha1::Sha1;
use sha2::{Sha224, Sha256, Sha384, Sha512};
use sha3::{Sha3_224, Sha3_256, Sha3_384, Sha3_512, Shake128, Shake256};

/// The sum of `data` by the algorithm that Python calls so. `size`, in bytes, counts where the algorithm leaves it open: BLAKE2, SHAKE.
/// `None` if there is no such algorithm, or none with such a size.
#[must_use]
pub fn sum(algorithm: &str, data: &[u8], size: usize) -> Option<Vec<u8>> {
    Some(match algorithm {
        "md5" => Md5::digest(data).to_vec(),
        "sha1" => Sha1::digest(data).to_vec(),
        "sha224" => Sha224::digest(data).to_vec(),
        "sha256" => Sha256::digest(data).to_vec(),
        "sha384" => Sha384::digest(data).to_vec(),
        "sha512" => Sha512::digest(data).to_vec(),
        "sha3_224" => Sha3_224::digest(data).to_vec(),
        "sha3_256" => Sha3_256::digest(data).to_vec(),
        "sha3_384" => Sha3_384::digest(data).to_vec(),
        "sha3_512" => Sha3_512::digest(data).to_vec(),
        "shake_128" => open(Shake128::default(), data, size),
        "shake_256" => open(Shake256::default(), data, size),
        "blake2b" => variable(Blake2bVar::new(size).ok()?, data, size)?,
        "blake2s" => variable(Blake2sVar::new(size).ok()?, data, size)?,
        _ => return None,
    })
}

fn open(mut hasher: impl ExtendableOutput, data: &[u8], size: usize) -> Vec<u8> {
    hasher.update(data);
    let mut sum = vec![0; size];
    hasher.finalize_xof_into(&mut sum);
    sum
}

fn variable(mut hasher: impl VariableOutput, data: &[u8], size: usize) -> Option<Vec<u8>> {
    hasher.update(data);
    let mut sum = vec![0; size];
    hasher.finalize_variable(&mut sum).ok()?;
    Some(sum)
}

/// How long the blocks are that an algorithm of PBKDF2's takes.
fn block(algorithm: &str) -> Option<usize> {
    match algorithm {
        "md5" | "sha1" | "sha224" | "sha256" => Some(64),
        "sha384" | "sha512" => Some(128),
        _ => None,
    }
}

/// A key made of a password, as PBKDF2 does it (RFC 8018) with HMAC. `None` if there is no such algorithm.
#[must_use]
pub fn pbkdf2(algorithm: &str, password: &[u8], salt: &[u8], rounds: u32, size: usize) -> Option<Vec<u8>> {
    match algorithm {
        "md5" => Some(derive::<Md5>(block(algorithm)?, password, salt, rounds, size)),
        "sha1" => Some(derive::<Sha1>(block(algorithm)?, password, salt, rounds, size)),
        "sha224" => Some(derive::<Sha224>(block(algorithm)?, password, salt, rounds, size)),
        "sha256" => Some(derive::<Sha256>(block(algorithm)?, password, salt, rounds, size)),
        "sha384" => Some(derive::<Sha384>(block(algorithm)?, password, salt, rounds, size)),
        "sha512" => Some(derive::<Sha512>(block(algorithm)?, password, salt, rounds, size)),
        _ => None,
    }
}

fn derive<D: Digest + Clone>(block: usize, password: &[u8], salt: &[u8], rounds: u32, size: usize) -> Vec<u8> {
    let mut key = if password.len() > block { D::digest(password).to_vec() } else { password.to_vec() };
    key.resize(block, 0);
    // Each begins with the same block, which is gone through once.
    let keyed = |pad: u8| D::new_with_prefix(key.iter().map(|byte| byte ^ pad).collect::<Vec<u8>>());
    let (inner, outer) = (keyed(0x36), keyed(0x5c));
    let hmac = |parts: &[&[u8]]| {
        let within = parts.iter().fold(inner.clone(), |hasher, part| hasher.chain_update(part));
        outer.clone().chain_update(within.finalize()).finalize()
    };
    let mut derived = Vec::with_capacity(size);
    for index in 1_u32.. {
        let mut last = hmac(&[salt, &index.to_be_bytes()]);
        let mut sum = last.clone();
        for _ in 1..rounds {
            last = hmac(&[&last]);
            sum.iter_mut().zip(&last).for_each(|(sum, last)| *sum ^= last);
        }
        derived.extend_from_slice(&sum[..sum.len().min(size - derived.len())]);
        if derived.len() >= size {
            break;
        }
    }
    derived
}
