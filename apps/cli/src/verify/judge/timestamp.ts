import { ifReadable, parseTimestampResponse, type TimestampReport, verifyTimestampToken } from '@kazasu/pki';
import { CommandProblem } from '../../problem.ts';
import type { Case } from './judge.ts';

/** A token, or the response that it came in. Throws a CommandProblem for a response that holds none. */
export function judgeTimestampFile(theCase: Case): TimestampReport {
  const { subject, trust, time, crls, ocspResponses, revocation, data } = theCase;
  return verifyTimestampToken(tokenOf(subject.bytes), {
    anchors: trust.timestampAnchors,
    time,
    intermediates: [...subject.beside, ...theCase.intermediates],
    crls,
    ocspResponses,
    revocation,
    ...(data && { data }),
  });
}

/** What is no response is taken for a token, and the judge says what is wrong with it. */
function tokenOf(bytes: Uint8Array): Uint8Array {
  const response = readResponse(bytes);
  if (response === undefined) return bytes;
  if (response.token !== undefined) return response.token;
  throw new CommandProblem(
    'refused',
    `The time-stamp authority gave no time-stamp: ${[response.status, ...response.failures].join(', ')}.`,
    'Ask it again, with what it says is wrong put right.',
  );
}

function readResponse(bytes: Uint8Array) {
  return ifReadable(() => parseTimestampResponse(bytes));
}
