/** Whole numbers of thousands of bits, for verification only: nothing here is constant in time, and nothing is secret. */

/** Big-endian octets as a number. */
export function numberOf(octets: Uint8Array): bigint {
  let hex = '0x0';
  for (const octet of octets) hex += octet.toString(16).padStart(2, '0');
  return BigInt(hex);
}

/** A number as so many octets, big-endian. */
export function octetsOf(value: bigint, length: number): Uint8Array {
  const hex = value.toString(16).padStart(2 * length, '0');
  return Uint8Array.from({ length }, (_, i) => Number.parseInt(hex.slice(2 * i, 2 * i + 2), 16));
}

/** `base ** exponent % modulus`, from the exponent's highest bit down. */
export function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n;
  for (const bit of exponent.toString(2)) {
    result = (result * result) % modulus;
    if (bit === '1') result = (result * base) % modulus;
  }
  return result;
}
