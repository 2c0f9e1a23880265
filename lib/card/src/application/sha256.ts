/** SHA-256, handed in: the files' formats carry no cryptography. */
export type Sha256 = (bytes: Uint8Array) => Uint8Array;
