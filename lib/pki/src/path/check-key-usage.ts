import { extensionOf } from '../certificate.ts';
import { KEY_USAGE } from '../extension/index.ts';
import { defineRule, failed, passed } from '../rule.ts';
import type { Chain } from './chain.ts';

export const PATH_KEY_USAGE = defineRule({
  id: 'path.keyUsage',
  citation: 'RFC 5280 6.1.4 (n)',
  reasons: { keyCertSign: 'an issuing key is not for signing certificates' },
});

/** Who issues has keyCertSign, wherever keyUsage is stated. What the leaf's key is for, its profile says. */
export function checkKeyUsage({ certificates }: Chain) {
  const position = certificates.findIndex(
    (certificate, i) => i > 0 && extensionOf(certificate, KEY_USAGE)?.has('keyCertSign') === false,
  );
  if (position > 0) return failed(PATH_KEY_USAGE, 'keyCertSign', { position });
  return passed(PATH_KEY_USAGE);
}
