import { constants, verify } from '../crypto.ts';
import { isParseError } from '../error.ts';
import type { PublicKey } from '../key.ts';
import type { Check } from '../report.ts';
import { failed, passed } from '../rule.ts';
import { canonicalElement, type XmlTree } from '../xml/index.ts';
import type { SignatureMethod } from './algorithms.ts';
import { XADES_SIGNATURE } from './rules.ts';
import type { XmlSignature } from './signature.ts';

/** XML Signature 1.1 section 3.2.2: the signature value, over the canonical SignedInfo, by a key of the method's kind. */
export function verifyCore(tree: XmlTree, signature: XmlSignature, key: PublicKey): Check {
  const { method, signedInfo, canonicalisation, value } = signature;
  if (method.family !== key.family) return failed(XADES_SIGNATURE, 'key', { kind: key.kind });
  try {
    const octets = canonicalElement(tree, signedInfo.element, canonicalisation);
    return isSignature(method, key, octets, value)
      ? passed(XADES_SIGNATURE)
      : failed(XADES_SIGNATURE, 'value');
  } catch (error) {
    if (!isParseError(error)) throw error;
    return failed(XADES_SIGNATURE, 'unreadable', { code: error.code });
  }
}

function isSignature(method: SignatureMethod, key: PublicKey, data: Uint8Array, value: Uint8Array): boolean {
  const { keyObject } = key;
  if (method.family === 'ec') {
    // RFC 6931 section 2.3.6: r and s, each as long as the curve's order; another length does not verify.
    return verify(method.hash, data, { key: keyObject, dsaEncoding: 'ieee-p1363' }, value);
  }
  if (!method.pss) return verify(method.hash, data, keyObject, value);
  const padding = constants.RSA_PKCS1_PSS_PADDING;
  return verify(
    method.hash,
    data,
    { key: keyObject, padding, saltLength: constants.RSA_PSS_SALTLEN_DIGEST },
    value,
  );
}
