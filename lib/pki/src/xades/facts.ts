import type { SignatureFacts, SignedMaterial, TimestampFacts } from '../building-block/index.ts';
import { ifReadable, isParseError } from '../error.ts';
import { canonicalElement, type XmlPart, type XmlTree } from '../xml/index.ts';
import { verifyCore } from './core.ts';
import { checkCoverage } from './coverage.ts';
import { FormNotes } from './form.ts';
import { digestChecks } from './octets.ts';
import type { XadesOptions } from './options.ts';
import { checkSignedReference, type Qualifying, readQualifying } from './qualifying.ts';
import { FORM_RULES } from './rules.ts';
import { XADES_IDENTIFIERS } from './rules-form.ts';
import { readSignature, type XmlSignature } from './signature.ts';
import { readSignedProperties, type SignedFacts } from './signed-properties.ts';
import { findSigner } from './signing-certificate.ts';
import { type ResolvedReference, resolveReferences, type Surroundings } from './target.ts';
import { checkText } from './text.ts';
import { readUnsignedProperties, type UnsignedFacts } from './unsigned-properties.ts';

/** Reads one signature into what the process judges. The facts reach into the tree: judge before it is closed. */
export function readFacts(tree: XmlTree, part: XmlPart, options: XadesOptions): SignatureFacts {
  const form = new FormNotes();
  const read = readParts(tree, part, options, form);
  const formChecks = form.checks(FORM_RULES);
  return read === undefined || form.hasFailed ? unreadable(formChecks) : factsFrom(read, formChecks);
}

interface Parts {
  readonly place: Surroundings;
  readonly resolved: readonly ResolvedReference[];
  readonly signed: SignedFacts;
  readonly unsigned: UnsignedFacts;
}

function readParts(tree: XmlTree, part: XmlPart, options: XadesOptions, form: FormNotes): Parts | undefined {
  if (tree.hasDuplicates) return form.fail(XADES_IDENTIFIERS, 'duplicate');
  const signature = readSignature(part, form);
  const qualifying = signature && readQualifying(signature, form);
  if (signature === undefined || qualifying === undefined) return undefined;
  checkSignedReference(signature, qualifying, form);
  const signed = readSignedProperties(qualifying.signedProperties, signature, form);
  const place = surroundings(tree, signature, qualifying, options);
  const resolved = resolveReferences(place, form);
  if (resolved === undefined || signed === undefined) return undefined;
  checkCoverage(place, resolved, form);
  if (place.dividedText === 'refused') checkText(place, resolved, form);
  const unsigned = readUnsignedProperties(qualifying.unsignedProperties, form);
  return unsigned && { place, resolved, signed, unsigned };
}

function surroundings(
  tree: XmlTree,
  signature: XmlSignature,
  { object, signedProperties }: Qualifying,
  { detached = new Map(), content, parts = [], dividedText = 'refused' }: XadesOptions,
): Surroundings {
  const given = { detached, content, parts, dividedText };
  return { tree, signature, propertiesObject: object, signedProperties, ...given };
}

function factsFrom(
  { place, resolved, signed, unsigned }: Parts,
  formChecks: SignatureFacts['formChecks'],
): SignatureFacts {
  const { tree, signature } = place;
  const { certificateReferences, claimedTime, policy } = signed;
  const found = findSigner(certificateReferences, [...signature.certificates, ...unsigned.certificates]);
  return {
    format: 'XAdES',
    formChecks,
    signingCertificate: found.signer,
    certificateReferences,
    certificates: found.certificates,
    crls: unsigned.crls,
    ocspResponses: unsigned.ocspResponses,
    digestsMatch: () => digestChecks(place, resolved),
    verifySignature: (key) => verifyCore(tree, signature, key),
    signed: () => signedMaterial(place),
    weakAlgorithms: weakAlgorithms(place, signed),
    ...(claimedTime !== undefined && { claimedTime }),
    signatureTimestamps: timestampFacts(place, unsigned),
    ...(policy !== undefined && { policy }),
    ignored: [...new Set(unsigned.ignored)],
  };
}

function weakAlgorithms({ signature }: Surroundings, signed: SignedFacts): readonly string[] {
  const hashes = [signature.method.hash, ...signature.references.map(({ hash }) => hash)];
  return signed.weak || hashes.includes('sha1') ? ['sha1'] : [];
}

function signedMaterial({ tree, signature }: Surroundings): SignedMaterial | undefined {
  const { method, signedInfo, canonicalisation, value } = signature;
  const { family, hash } = method;
  const plain = family !== 'ec' && !method.pss;
  const octets = ifReadable(() => canonicalElement(tree, signedInfo.element, canonicalisation));
  if (octets === undefined) return undefined;
  return { form: 'signed-info', octets, algorithm: plain ? `rsa-${hash}` : `${family}-${hash}`, value };
}

/** ETSI EN 319 132-1 section 5.3: a signature's time-stamp covers its canonicalised SignatureValue element. */
function timestampFacts({ tree, signature }: Surroundings, { timestamps }: UnsignedFacts): TimestampFacts[] {
  return timestamps.map(({ token, canonicalisation }) => ({
    token,
    covered: () => {
      try {
        return canonicalElement(tree, signature.valuePart.element, canonicalisation);
      } catch (error) {
        // Without a canonical form there is nothing that the time-stamp could be of.
        if (isParseError(error)) return new Uint8Array();
        throw error;
      }
    },
  }));
}

function unreadable(formChecks: SignatureFacts['formChecks']): SignatureFacts {
  return {
    format: 'XAdES',
    formChecks,
    signingCertificate: undefined,
    certificateReferences: [],
    certificates: [],
    crls: [],
    ocspResponses: [],
    digestsMatch: () => [],
    verifySignature: () => {
      throw new Error('asked for a signature that was not read');
    },
    signatureTimestamps: [],
  };
}
