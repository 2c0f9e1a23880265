/** Takes as long for a first wrong byte as for a last one; only the length of what was given shows. */
export function sameBytes(secret: Uint8Array, given: Uint8Array): boolean {
  let difference = secret.length ^ given.length;
  for (let i = 0; i < given.length; i++) {
    difference |= (given[i] as number) ^ (secret[i % secret.length] ?? 0x100);
  }
  return difference === 0;
}
