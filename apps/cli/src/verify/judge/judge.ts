import {
  type Certificate,
  type Crl,
  type DocumentReport,
  type PadesReport,
  type PathReport,
  type Profile,
  type SignatureOptions,
  type TimestampReport,
  validatePath,
  verifyCms,
  verifyPades,
} from '@kazasu/pki';
import type { Subject } from '../file/index.ts';
import type { Trust } from '../trust/index.ts';
import { besideXml } from './beside-xml.ts';
import { judgeTimestampFile } from './timestamp.ts';

/** Everything that a verdict depends on, read already. */
export interface Case {
  readonly subject: Subject;
  readonly trust: Trust;
  readonly time: number;
  readonly intermediates: readonly Certificate[];
  readonly crls: readonly Crl[];
  readonly ocspResponses: readonly Uint8Array[];
  readonly revocation: 'required' | 'none';
  /** Signed files beside the signature, by their names. */
  readonly contents: ReadonlyMap<string, Uint8Array>;
  /** What a time-stamp should be over. */
  readonly data?: Uint8Array | undefined;
  readonly profile?: Profile | undefined;
}

export type Judgement =
  | { readonly kind: 'document'; readonly report: DocumentReport | PadesReport }
  | { readonly kind: 'certificate'; readonly report: PathReport }
  | { readonly kind: 'timestamp'; readonly report: TimestampReport };

export async function judgeCase(theCase: Case): Promise<Judgement> {
  const { kind } = theCase.subject;
  if (kind === 'certificate') return { kind, report: judgeCertificate(theCase) };
  if (kind === 'timestamp') return { kind, report: judgeTimestampFile(theCase) };
  return { kind: 'document', report: await judgeDocument(kind, theCase) };
}

function judgeCertificate(theCase: Case): PathReport {
  const { subject, trust, time, crls, ocspResponses, revocation, profile } = theCase;
  return validatePath({
    certificate: subject.bytes,
    intermediates: [...subject.beside, ...theCase.intermediates],
    anchors: trust.anchors,
    time,
    revocation,
    ...(revocation === 'required' && { crls, ocspResponses }),
    ...(profile && { profile }),
  });
}

async function judgeDocument(kind: 'pdf' | 'xml' | 'cms', theCase: Case): Promise<DocumentReport> {
  const { subject, trust, contents, profile, time, revocation } = theCase;
  const [only, ...others] = new Set(contents.values());
  const options: SignatureOptions = {
    anchors: trust.anchors,
    timestampAnchors: trust.timestampAnchors,
    time,
    intermediates: [...subject.beside, ...theCase.intermediates],
    crls: theCase.crls,
    ocspResponses: theCase.ocspResponses,
    revocation,
    ...(profile && { profile }),
    ...(only && others.length === 0 && { content: only }),
  };
  switch (kind) {
    case 'pdf':
      return verifyPades(subject.bytes, options);
    case 'cms':
      return verifyCms(subject.bytes, options);
    case 'xml': {
      // What reads XML takes a while to load, and no other file needs it.
      const { verifyXades } = await import('@kazasu/pki/xades');
      const { content: _, ...rest } = options;
      return verifyXades(subject.bytes, { ...rest, ...besideXml(subject.bytes, contents) });
    }
  }
}
