import type { CertificateReference } from '../building-block/index.ts';
import type { XmlPart } from '../xml/index.ts';
import { readDateTime } from './date-time.ts';
import type { FormNotes } from './form.ts';
import { isNamed, isPure, leafText, sequenceOf } from './grammar.ts';
import { COUNTS } from './limits.ts';
import { XADES } from './names.ts';
import { XADES_PROPERTIES } from './rules.ts';
import type { XmlSignature } from './signature.ts';
import { readPolicy } from './signature-policy.ts';
import { readCertificateReferences } from './signing-certificate.ts';

export interface SignedFacts {
  readonly certificateReferences: readonly CertificateReference[];
  readonly claimedTime: number | undefined;
  readonly policy: string | undefined;
  /** Whether anything was named by SHA-1. */
  readonly weak: boolean;
}

/** Known and passed over: what the signer says about place, role and commitment is not judged. */
const UNJUDGED = [
  'SignatureProductionPlace',
  'SignatureProductionPlaceV2',
  'SignerRole',
  'SignerRoleV2',
] as const;

export function readSignedProperties(
  part: XmlPart,
  signature: XmlSignature,
  form: FormNotes,
): SignedFacts | undefined {
  const shape = { SignedSignatureProperties: 'optional', SignedDataObjectProperties: 'optional' } as const;
  const found = sequenceOf(part, XADES, shape);
  if (found === undefined) return form.fail(XADES_PROPERTIES, 'structure');
  const data = found.SignedDataObjectProperties[0];
  if (data !== undefined && !isDataPropertiesFor(data, signature))
    return form.fail(XADES_PROPERTIES, 'format');
  const about = found.SignedSignatureProperties[0];
  if (about === undefined) return form.fail(XADES_PROPERTIES, 'certificate');
  return readSignatureProperties(about, form);
}

/** Any order is taken, as long as each stands there once; elements of other namespaces are not ours to judge. */
function readSignatureProperties(part: XmlPart, form: FormNotes): SignedFacts | undefined {
  const own = part.children.filter(({ namespace }) => namespace === XADES);
  const named = (name: string) => own.filter((child) => child.name === name);
  const known = [
    'SigningTime',
    'SigningCertificate',
    'SigningCertificateV2',
    'SignaturePolicyIdentifier',
    ...UNJUDGED,
  ];
  const isKnown = own.every(({ name }) => known.includes(name) && named(name).length === 1);
  if (!isKnown || !isPure(part) || part.text.trim() !== '') return form.fail(XADES_PROPERTIES, 'structure');
  const time = readTime(named('SigningTime')[0]);
  if (time === 'malformed') return form.fail(XADES_PROPERTIES, 'time');
  const policy = readPolicy(named('SignaturePolicyIdentifier')[0]);
  if (policy === 'malformed') return form.fail(XADES_PROPERTIES, 'policy');
  const certificates = [...named('SigningCertificate'), ...named('SigningCertificateV2')];
  const [certificate] = certificates;
  const read = certificate && readCertificateReferences(certificate);
  if (read === undefined || certificates.length > 1) return form.fail(XADES_PROPERTIES, 'certificate');
  const weak = read.some(({ hash }) => hash === 'sha1');
  return { certificateReferences: read, claimedTime: time, policy: policy?.policy, weak };
}

function readTime(part: XmlPart | undefined): number | undefined | 'malformed' {
  if (part === undefined) return undefined;
  const text = leafText(part);
  return (text === undefined ? undefined : readDateTime(text)) ?? 'malformed';
}

/**
 * ETSI EN 319 132-1 section 5.2.4: every format is about one reference of this signature, no two about the same. It says
 * how the data is to be shown; about something else it would lend its word to what is not signed.
 */
function isDataPropertiesFor(part: XmlPart, { references }: XmlSignature): boolean {
  if (!isPure(part) || part.text.trim() !== '') return false;
  const formats = part.children.filter((child) => isNamed(child, XADES, 'DataObjectFormat'));
  const about = formats.map((format) => format.attributes.get('ObjectReference'));
  const known = references.flatMap(({ id }) => (id === undefined ? [] : [`#${id}`]));
  if (formats.length > COUNTS.formats || new Set(about).size !== about.length) return false;
  return about.every((reference) => reference !== undefined && known.includes(reference));
}
