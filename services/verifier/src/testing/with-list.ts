import { DER, DerReader, derSequence, derValue } from '@kazasu/bytes';

/** A CMS SignedData (RFC 5652 5.1) with a CRL among its unsigned lists, before the signers. */
export function withList(der: Uint8Array, crl: Uint8Array): Uint8Array {
  const [type = new Uint8Array(), content = new Uint8Array()] = elementsIn(der);
  const [signedData = new Uint8Array()] = elementsIn(content);
  const elements = elementsIn(signedData);
  const lists = derValue(0xa1, crl);
  return derSequence(type, derValue(0xa0, derSequence(...elements.toSpliced(-1, 0, lists))));
}

/** The elements inside of one, each with its tag and length. */
function elementsIn(der: Uint8Array): Uint8Array[] {
  const tag = der[0] ?? DER.sequence;
  const inside = DerReader.document(der, tag);
  const found: Uint8Array[] = [];
  while (!inside.atEnd) found.push(inside.encoded(inside.next()));
  return found;
}
