/** Which modules the browser's cryptography takes the place of, as file URLs: by the build, and in tests. */
const at = (path: string) => new URL(path, import.meta.url).href;

/** The crypto doors of the rooms that judge. */
export const CRYPTO_DOORS: readonly string[] = [
  at('../../../lib/pki/src/crypto.ts'),
  at('../../../lib/evidence/src/crypto.ts'),
];

export const CRYPTO_IN_BROWSER: string = at('./crypto/index.ts');
