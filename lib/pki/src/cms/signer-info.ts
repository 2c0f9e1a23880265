import { contextTag, DER, type DerReader, toHex } from '@kazasu/bytes';
import { type AlgorithmIdentifier, readAlgorithm } from '../algorithm.ts';
import { type Name, readName } from '../name.ts';
import { readSerial } from '../serial.ts';
import { type AttributeSet, readAttributes } from './attribute.ts';

/** How a signer is named: the certificate by issuer and serial number, or the key (lower-case hexadecimal). */
export type SignerIdentifier =
  | { readonly issuer: Name; readonly serialBytes: Uint8Array }
  | { readonly keyId: string };

/** `SignerInfo` (RFC 5652 section 5.3). */
export interface SignerInfo {
  readonly version: number;
  readonly id: SignerIdentifier;
  readonly digestAlgorithm: AlgorithmIdentifier;
  readonly signedAttributes: AttributeSet | undefined;
  readonly signatureAlgorithm: AlgorithmIdentifier;
  readonly signature: Uint8Array;
  readonly unsignedAttributes: AttributeSet | undefined;
}

export function readSignerInfo(reader: DerReader): SignerInfo {
  const version = reader.smallInteger();
  const id = readIdentifier(reader);
  const digestAlgorithm = readAlgorithm(reader);
  const signedAttributes = readAttributes(reader, contextTag(0));
  const signatureAlgorithm = readAlgorithm(reader);
  const signature = reader.octetString();
  const unsignedAttributes = readAttributes(reader, contextTag(1));
  reader.finish();
  return {
    version,
    id,
    digestAlgorithm,
    signedAttributes,
    signatureAlgorithm,
    signature,
    unsignedAttributes,
  };
}

function readIdentifier(reader: DerReader): SignerIdentifier {
  if (reader.peek() !== DER.sequence) return { keyId: toHex(reader.octetString(contextTag(0, false))) };
  const pair = reader.enter();
  const issuer = readName(pair);
  const serialBytes = readSerial(pair);
  pair.finish();
  return { issuer, serialBytes };
}
