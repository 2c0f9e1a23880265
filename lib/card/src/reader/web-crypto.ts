/**
 * The reader's only door to cryptography: what the platform's WebCrypto has, in browsers and in Node. Randomness does not
 * come from here: it is handed to the reader, so that a transcript can be replayed.
 */
const BLOCK = 16;

export async function sha256(bytes: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  return digest('SHA-256', bytes);
}

/** The residence card's specification makes its keys of it. */
export async function sha1(bytes: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  return digest('SHA-1', bytes);
}

async function digest(algorithm: string, bytes: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await lent(bytes, (copy) => crypto.subtle.digest(algorithm, copy)));
}

/** WebCrypto takes no view of shared memory, hence a copy; what it is of may be a PIN or a key, hence its end. */
async function lent<T>(bytes: Uint8Array, use: (copy: Uint8Array<ArrayBuffer>) => Promise<T>): Promise<T> {
  const copy = Uint8Array.from(bytes);
  try {
    return await use(copy);
  } finally {
    copy.fill(0);
  }
}

/** AES-128-CBC over whole blocks, without padding of its own. */
export interface AesCbc {
  encrypt(iv: Uint8Array, plaintext: Uint8Array): Promise<Uint8Array<ArrayBuffer>>;
  decrypt(iv: Uint8Array, ciphertext: Uint8Array): Promise<Uint8Array<ArrayBuffer>>;
}

/**
 * WebCrypto knows AES-CBC only with PKCS#7 padding, which for whole blocks is one block more: it is cut off when
 * encrypting, and put on when decrypting.
 */
export async function aesCbc(keyBytes: Uint8Array): Promise<AesCbc> {
  const key = await lent(keyBytes, (copy) =>
    crypto.subtle.importKey('raw', copy, 'AES-CBC', false, ['encrypt', 'decrypt']),
  );
  const padded = async (iv: Uint8Array, data: Uint8Array) => {
    const algorithm = { name: 'AES-CBC', iv: Uint8Array.from(iv) };
    return new Uint8Array(await lent(data, (copy) => crypto.subtle.encrypt(algorithm, key, copy)));
  };
  return {
    encrypt: async (iv, plaintext) => (await padded(iv, plaintext)).slice(0, plaintext.length),
    async decrypt(iv, ciphertext) {
      const padding = await padded(ciphertext.subarray(ciphertext.length - BLOCK), new Uint8Array());
      const whole = new Uint8Array(ciphertext.length + BLOCK);
      whole.set(ciphertext);
      whole.set(padding, ciphertext.length);
      const algorithm = { name: 'AES-CBC', iv: Uint8Array.from(iv) };
      return new Uint8Array(await crypto.subtle.decrypt(algorithm, key, whole));
    },
  };
}
