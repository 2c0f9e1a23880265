/**
 * The thread that judges documents, one at a time. It has no store, no key and no network: whoever breaks it has broken this
 * one document. Its time and memory are bounded from outside, see threads.ts.
 */
import { parentPort } from 'node:worker_threads';
import {
  type DocumentReport,
  parseCertificate,
  reportData,
  type SignatureOptions,
  type SignatureReport,
  verifyCms,
  verifyPades,
} from '@kazasu/pki';
import { verifyXades } from '@kazasu/pki/xades';
import { signerProfile } from '../judge/profile.ts';
import type { DocumentFinding, DocumentTask, FoundSignature, ThreadAnswer } from './task.ts';

parentPort?.on('message', (task: DocumentTask) => {
  const answer = answerTo(task);
  const moved = [task.document.buffer, ...(task.content ? [task.content.buffer] : [])];
  parentPort?.postMessage(answer, answer.kind === 'found' ? moved : []);
});

parentPort?.postMessage('ready');

function answerTo(task: DocumentTask): ThreadAnswer {
  try {
    return { kind: 'found', finding: judge(task) };
  } catch (error) {
    return { kind: 'failed', code: faultOf(error) };
  }
}

/** A code, or the error's kind; no message, which may quote what it was given. */
function faultOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  return 'code' in error ? String(error.code) : error.name;
}

function judge(task: DocumentTask): DocumentFinding {
  const { anchors, timestampAnchors, time, phones, crls, ocspResponses, document, content } = task;
  const options = {
    anchors: anchors.map(parseCertificate),
    timestampAnchors: timestampAnchors.map(parseCertificate),
    time,
    crls,
    ocspResponses,
    profile: signerProfile({ phoneCertificates: phones }),
    revocation: 'required',
    ...(content && { content }),
  } as const satisfies SignatureOptions;
  const report = verify(task, options);
  return {
    report: reportData(report),
    signatures: report.signatures.map(foundOf),
    document,
    content,
  };
}

/** Copies: what is found are views of the document, which goes back by itself. */
function foundOf({ certificate, signed, timestamps, support }: SignatureReport): FoundSignature {
  return {
    certificate: certificate?.slice(),
    signed: signed && { ...signed, octets: signed.octets.slice(), value: signed.value.slice() },
    timestamps: (timestamps?.() ?? []).map(({ token, covered }) => ({
      token: token.slice(),
      covered: covered.slice(),
    })),
    support: (support?.() ?? []).map(({ type, octets }) => ({ type, octets: octets.slice() })),
  };
}

function verify({ format, document }: DocumentTask, options: SignatureOptions): DocumentReport {
  if (format === 'pades') return verifyPades(document, options);
  return format === 'cms' ? verifyCms(document, options) : verifyXades(document, options);
}
