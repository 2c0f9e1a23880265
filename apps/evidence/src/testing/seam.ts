/**
 * `node --import …/seam.ts`: puts the browser's cryptography in the place of the crypto doors of `lib/pki` and `lib/evidence`, as the
 * build of the page does, so that their own tests judge with it.
 */
import { registerHooks } from 'node:module';
import { CRYPTO_DOORS, CRYPTO_IN_BROWSER } from '../doors.ts';

registerHooks({
  resolve: (specifier, context, next) => {
    const found = next(specifier, context);
    return CRYPTO_DOORS.includes(found.url) ? { ...found, url: CRYPTO_IN_BROWSER } : found;
  },
});
