import { equal } from '@kazasu/bytes';
import {
  type CertificateReference,
  referenceFault,
  type SignatureFacts,
  type SignedMaterial,
} from '../building-block/index.ts';
import type { Certificate } from '../certificate.ts';
import { ifReadable } from '../error.ts';
import type { PublicKey } from '../key.ts';
import { sameName } from '../name.ts';
import type { Check } from '../report.ts';
import { failed, passed, skipped, undetermined } from '../rule.ts';
import { type CmsScheme, schemeOf, verifyWith } from './algorithm.ts';
import { retagged } from './attribute.ts';
import { ATTRIBUTE_ROWS } from './attribute-table.ts';
import { checkAttributes, isListed, signerVersionFits } from './check-attributes.ts';
import type { SignedContent } from './content.ts';
import { readEmbedded, readPolicy, readTokens, type Tokens } from './embedded.ts';
import {
  CMS_ALGORITHMS,
  CMS_DIGEST_ALGORITHMS,
  CMS_MESSAGE_DIGEST,
  CMS_SIGNATURE,
  CMS_SIGNING_CERTIFICATE,
  CMS_SIGNING_TIME,
  CMS_VERSION,
} from './rules.ts';
import { readCertificates, readCrls, sharedOf } from './shared.ts';
import {
  checkAlgorithmProtection,
  checkContentType,
  type Read,
  readMessageDigest,
  readSigningTime,
} from './signed-attributes.ts';
import type { SignedData } from './signed-data.ts';
import type { SignerInfo } from './signer-info.ts';
import { readCertificateReferences } from './signing-certificate.ts';

/**
 * What one signer of a SignedData has to say, for judging. `content` is what was signed: the content inside, or the
 * detached one; undefined if it is not to be had. `pool`: certificates among which the signer may be, beside those
 * inside. A signature without a signing-certificate attribute is reported as plain CMS.
 */
export function signerFacts(
  signedData: SignedData,
  signer: SignerInfo,
  content: SignedContent | undefined,
  pool: readonly Certificate[] = [],
): SignatureFacts {
  const scheme = schemeOf(signer.digestAlgorithm, signer.signatureAlgorithm);
  const references = readCertificateReferences(signer);
  const digest = signer.signedAttributes && readMessageDigest(signer);
  const time = readSigningTime(signer);
  const policy = readPolicy(signer);
  const embedded = readEmbedded(signer);
  const tokens = readTokens(signer);
  const shared = sharedOf(signedData, pool);
  const certificates = [...shared.certificates, ...readCertificates(embedded.certificates, pool)];
  const known = 'value' in references ? references.value : [];
  const faults = [digest, time, policy, tokens].flatMap((read) =>
    read && 'fault' in read ? [read.fault] : [],
  );
  return {
    format: known.length > 0 ? 'CAdES' : 'CMS',
    formChecks: [
      ...formChecks(signedData, signer, scheme, content),
      ...referenceChecks(references),
      ...(time && 'value' in time ? [passed(CMS_SIGNING_TIME)] : []),
      ...faults,
      ...embedded.faults,
    ],
    signingCertificate: findSigner(signer, [...certificates, ...pool], known),
    certificateReferences: known,
    certificates,
    crls: [...shared.crls, ...readCrls(embedded.crls)],
    ocspResponses: [...signedData.ocspResponses, ...embedded.ocspResponses],
    digestsMatch: () => [digestCheck(digest, scheme, content)],
    verifySignature: (key) => signatureCheck(signer, scheme, key, content),
    signed: () => signedMaterial(signer, scheme, digest, content),
    weakAlgorithms: weakOnes(signer, scheme),
    ...(time && 'value' in time && { claimedTime: time.value }),
    ...timestampsOf(tokens, signer, content),
    ...(policy && 'value' in policy && { policy: policy.value }),
    ignored: ignoredOnes(signer),
  };
}

type Scheme = ReturnType<typeof schemeOf>;

function isScheme(scheme: Scheme): scheme is CmsScheme {
  return typeof scheme === 'object';
}

function formChecks(
  { version, properVersion, digestAlgorithms, contentType }: SignedData,
  signer: SignerInfo,
  scheme: Scheme,
  content: SignedContent | undefined,
): Check[] {
  const versionsFit = version === properVersion && signerVersionFits(signer);
  const listed = isListed(signer, digestAlgorithms);
  const protection = checkAlgorithmProtection(signer);
  return [
    versionsFit ? passed(CMS_VERSION) : failed(CMS_VERSION, 'wrong', { version, signer: signer.version }),
    listed ? passed(CMS_DIGEST_ALGORITHMS) : failed(CMS_DIGEST_ALGORITHMS, 'not-listed'),
    algorithmsCheck(scheme),
    checkAttributes(signer, contentType, () => content?.octets()),
    ...(signer.signedAttributes ? [checkContentType(signer, contentType)] : []),
    ...(protection ? [protection] : []),
  ];
}

/** An unknown algorithm is no fault of the form: the acceptance of the signature says so. */
function algorithmsCheck(scheme: Scheme): Check {
  if (isScheme(scheme)) return passed(CMS_ALGORITHMS, { algorithm: scheme.name });
  return scheme === 'unknown' ? skipped(CMS_ALGORITHMS) : failed(CMS_ALGORITHMS, scheme);
}

function referenceChecks(references: Read<readonly CertificateReference[]>): Check[] {
  if ('fault' in references) return [references.fault];
  const count = references.value.length;
  return [count > 0 ? passed(CMS_SIGNING_CERTIFICATE, { count }) : skipped(CMS_SIGNING_CERTIFICATE)];
}

function timestampsOf(tokens: Read<Tokens>, signer: SignerInfo, content: SignedContent | undefined) {
  const { signature, content: before } = 'value' in tokens ? tokens.value : { signature: [], content: [] };
  const octets = () => content?.octets() ?? new Uint8Array();
  return {
    signatureTimestamps: signature.map((token) => ({ token, covered: signer.signature })),
    contentTimestamps: before.map((token) => ({ token, covered: octets })),
  };
}

/** Of several with that name (somebody may have added one), the one that the signed reference means. */
function findSigner(
  { id }: SignerInfo,
  pool: readonly Certificate[],
  references: readonly CertificateReference[],
): Certificate | undefined {
  const named = pool.filter((one) =>
    'keyId' in id
      ? one.keyId === id.keyId
      : equal(one.serialBytes, id.serialBytes) && sameName(one.issuer, id.issuer),
  );
  const [reference] = references;
  if (named.length < 2 || reference === undefined) return named[0];
  return named.find((one) => isMeant(reference, one)) ?? named[0];
}

function isMeant(reference: CertificateReference, certificate: Certificate): boolean {
  return ifReadable(() => referenceFault(reference, certificate) === undefined) === true;
}

function digestCheck(
  digest: Read<Uint8Array> | undefined,
  scheme: Scheme,
  content: SignedContent | undefined,
): Check {
  if (content === undefined) return undetermined(CMS_MESSAGE_DIGEST, 'no-content');
  // Without signed attributes the signature is over the content itself.
  if (digest === undefined || !('value' in digest) || !isScheme(scheme)) return skipped(CMS_MESSAGE_DIGEST);
  return equal(content.digest(scheme.hash), digest.value)
    ? passed(CMS_MESSAGE_DIGEST, { algorithm: scheme.hash })
    : failed(CMS_MESSAGE_DIGEST, 'mismatch');
}

function signatureCheck(
  { signedAttributes, signature }: SignerInfo,
  scheme: Scheme,
  key: PublicKey,
  content: SignedContent | undefined,
): Check {
  const data = signedAttributes === undefined ? content?.octets() : retagged(signedAttributes);
  if (!isScheme(scheme) || data === undefined) return skipped(CMS_SIGNATURE);
  return verifyWith(scheme, key, data, signature)
    ? passed(CMS_SIGNATURE, { algorithm: scheme.name })
    : failed(CMS_SIGNATURE, 'wrong');
}

function signedMaterial(
  { signedAttributes, signature: value }: SignerInfo,
  scheme: Scheme,
  digest: Read<Uint8Array> | undefined,
  content: SignedContent | undefined,
): SignedMaterial | undefined {
  if (!isScheme(scheme)) return undefined;
  const plain = scheme.family === 'rsa' && scheme.saltLength === undefined;
  const algorithm = plain ? `rsa-${scheme.hash}` : scheme.name;
  if (signedAttributes === undefined) {
    const octets = content?.octets();
    return octets && { form: 'content', octets, algorithm, value };
  }
  const messageDigest = digest && 'value' in digest ? { messageDigest: digest.value } : {};
  return {
    form: 'signed-attributes',
    octets: retagged(signedAttributes),
    algorithm,
    value,
    ...messageDigest,
  };
}

/** RFC 6194 for SHA-1; whatever is not known is not relied on either. */
function weakOnes({ digestAlgorithm, signatureAlgorithm }: SignerInfo, scheme: Scheme): string[] {
  if (!isScheme(scheme)) return scheme === 'unknown' ? [digestAlgorithm.oid, signatureAlgorithm.oid] : [];
  return scheme.hash === 'sha1' ? ['sha1'] : [];
}

function ignoredOnes({ unsignedAttributes }: SignerInfo): string[] {
  return (unsignedAttributes?.attributes ?? []).flatMap(({ oid }) => {
    const row = ATTRIBUTE_ROWS.get(oid);
    if (row === undefined) return [oid];
    return row.ignored === true ? [row.name] : [];
  });
}
