import { equal } from '@kazasu/bytes';
import { hashOf } from '../cms/index.ts';
import type { PdfDocument } from '../pdf/index.ts';
import type { Check } from '../report.ts';
import { failed, passed } from '../rule.ts';
import { readToken } from '../timestamp/token.ts';
import { coveredContent } from './covered.ts';
import { PADES_TIMESTAMP } from './rules-document.ts';
import type { FoundSignature } from './signature.ts';

/**
 * That a time-stamp of the document is one, and of this document. Whom to believe, and for what time, is judged with each
 * signature that it is the proof of.
 */
export function checkTimestamp(document: PdfDocument, stamp: FoundSignature): Check {
  const { checks, coverage, der, number: object } = stamp;
  const fault = checks.some(({ status }) => status === 'failed');
  if (fault || coverage === undefined || der === undefined) {
    return failed(PADES_TIMESTAMP, 'form', { object });
  }
  const token = readToken(der);
  if ('id' in token) return failed(PADES_TIMESTAMP, 'token', { object });
  const { algorithm, digest } = token.info.imprint;
  const name = hashOf(algorithm);
  // A hash that is not known proves nothing, and takes nothing away.
  if (name === undefined) return passed(PADES_TIMESTAMP, { object });
  const { gapStart, gapEnd, end } = coverage;
  const own = coveredContent(document.bytes, gapStart, gapEnd, end).digest(name);
  return equal(own, digest)
    ? passed(PADES_TIMESTAMP, { object })
    : failed(PADES_TIMESTAMP, 'imprint', { object });
}
