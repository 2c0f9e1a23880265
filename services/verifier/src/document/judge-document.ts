import { equal, toHex } from '@kazasu/bytes';
import { type RecordedSignature, type RequestMethod, sha256 } from '@kazasu/evidence';
import type { Certificate, Check, ReportData } from '@kazasu/pki';
import type { VerifierDeps } from '../deps.ts';
import { VerifierError } from '../error.ts';
import type { EvidenceObject } from '../evidence/index.ts';
import {
  believeNumbers,
  findRevocation,
  type Judgement,
  joinFound,
  NOTHING_FOUND,
  type RevocationFound,
  type RevocationMethod,
  readCertificate,
} from '../judge/index.ts';
import type { DocumentFinding, DocumentFormat, DocumentTask, FoundSignature } from './task.ts';

export interface DocumentInput {
  readonly tenantId: string;
  readonly format: DocumentFormat;
  readonly document: Uint8Array<ArrayBuffer>;
  readonly content?: Uint8Array<ArrayBuffer> | undefined;
  readonly revocation: RevocationMethod;
}

type DocumentDeps = Pick<
  VerifierDeps,
  'config' | 'authority' | 'trust' | 'clock' | 'log' | 'store' | 'threads'
>;

/**
 * Judges a signed document in a thread of its own, twice: before anything is asked about its signers, and, if nothing speaks
 * against it, with what the authority says of them.
 */
export async function judgeDocument(deps: DocumentDeps, input: DocumentInput): Promise<Judgement> {
  const { format } = input;
  const fileHash = toHex(sha256(input.document));
  const task = taskOf(deps, input);
  const thread = deps.threads.forDocument(input.tenantId);
  const first = await thread.judge(task);
  const signers = readSignatures(first);
  const certificates = distinct(signers.map(({ certificate }) => certificate));
  const found =
    first.report.verdict === 'invalid'
      ? NOTHING_FOUND
      : await revocationOf(deps, certificates, input.revocation);
  const { document, content } = first;
  const { crls, ocspResponses } = octetsOf(found);
  const last =
    found === NOTHING_FOUND ? first : await thread.judge({ ...task, document, content, crls, ocspResponses });
  await believeNumbers(deps, last.report);
  const judged = found === NOTHING_FOUND ? signers : readSignatures(last);
  const [certificate, ...others] = certificates;
  return {
    method: format satisfies RequestMethod,
    report: last.report,
    certificate: others.length === 0 ? certificate : undefined,
    signatures: judged.map(({ recorded }) => recorded),
    digests: judged.map(({ digest }) => digest),
    document: fileHash,
    objects: objectsOf([...issuersOf(deps, certificates), ...found.objects], last),
  };
}

function taskOf(
  { config, trust, clock }: DocumentDeps,
  { format, document, content }: DocumentInput,
): DocumentTask {
  return {
    format,
    document,
    content,
    anchors: trust.anchors.map(({ encoded }) => encoded),
    timestampAnchors: trust.timestampAnchors.map(({ encoded }) => encoded),
    time: clock.now(),
    phones: config.phoneCertificates,
    crls: [],
    ocspResponses: [],
  };
}

interface Signer {
  readonly certificate: Certificate;
  readonly recorded: RecordedSignature;
  readonly digest: string;
}

/** Every signature must be one that evidence can hold; a document with others was not read, and nothing is kept of it. */
function readSignatures({ signatures, report }: DocumentFinding): readonly Signer[] {
  if (signatures.length === 0) {
    const faults = faultsOf(report.checks);
    throw faults.length > 0
      ? new VerifierError('document-unreadable', { at: faults })
      : new VerifierError('document-unsigned');
  }
  return signatures.map((one, i) => readSignature(one, report.signatures?.[i]));
}

function readSignature(
  { certificate, signed, timestamps }: FoundSignature,
  report: ReportData | undefined,
): Signer {
  if (certificate === undefined || signed === undefined) {
    throw new VerifierError('document-unreadable', { at: faultsOf(report?.checks ?? []) });
  }
  const { form, octets, value, algorithm, messageDigest } = signed;
  if (algorithm !== 'rsa-sha256') throw new VerifierError('document-unsupported');
  const digest = form === 'signed-attributes' ? messageDigest : sha256(octets);
  if (digest === undefined) throw new VerifierError('document-unreadable', { at: ['cms.messageDigest'] });
  const recorded: RecordedSignature = {
    certificate,
    value,
    signed: form === 'content' ? { form: 'digest-info', digest } : { form, octets, algorithm },
    ...(timestamps.length > 0 && {
      timestamps: timestamps.map(({ token, covered }) => ({
        token,
        ...(!equal(covered, value) && { over: covered }),
      })),
    }),
  };
  return { certificate: readCertificate(certificate), recorded, digest: toHex(digest) };
}

/** What we learnt, and what the judgement rested on in the document, each once. */
function objectsOf(ours: readonly EvidenceObject[], { signatures }: DocumentFinding): EvidenceObject[] {
  const all = [...ours, ...signatures.flatMap(({ support }) => support)];
  const each = [...new Map(all.map((one) => [toHex(sha256(one.octets)), one])).values()];
  const octets = each.reduce((sum, one) => sum + one.octets.length, 0);
  if (each.length > OBJECTS_MAX || octets > OBJECT_OCTETS_MAX) throw new VerifierError('document-too-hard');
  return each;
}

/** Less than a record may have. */
const OBJECTS_MAX = 150;
const OBJECT_OCTETS_MAX = 24 * 1024 * 1024;

const FAULTS_MAX = 8;

/** Names of rules, of which we have a closed list. */
function faultsOf(checks: readonly Check[]): readonly string[] {
  const broken = checks.filter(({ status }) => status === 'failed').map(({ id }) => id);
  return [...new Set(broken)].slice(0, FAULTS_MAX);
}

function distinct(certificates: readonly Certificate[]): readonly Certificate[] {
  return [...new Map(certificates.map((one) => [toHex(one.encoded), one])).values()];
}

async function revocationOf(
  deps: DocumentDeps,
  certificates: readonly Certificate[],
  method: RevocationMethod,
): Promise<RevocationFound> {
  const found = await Promise.all(certificates.map((one) => findRevocation(deps, one, method)));
  return found.reduce(joinFound, NOTHING_FOUND);
}

function octetsOf({ crls, ocspResponses }: RevocationFound) {
  return { crls: crls.map((crl) => ('encoded' in crl ? crl.encoded : crl)), ocspResponses };
}

function issuersOf({ trust }: DocumentDeps, certificates: readonly Certificate[]) {
  return trust.anchors
    .filter(({ keyId }) => certificates.some(({ issuerKeyId }) => issuerKeyId === keyId))
    .map(({ encoded }) => ({ type: 'certificate' as const, octets: encoded }));
}
