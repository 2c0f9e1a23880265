/** The only place that draws random values: 256 bits in hexadecimal, and a number for people to tell each other. */
export function randomToken(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(32)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
}

export function randomNumber(): string {
  const [value = 0] = crypto.getRandomValues(new Uint32Array(1));
  return String(value % 100_000_000).padStart(8, '0');
}
