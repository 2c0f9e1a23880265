import { equal } from '@kazasu/bytes';
import type { DocumentSession, Finding } from '../building-block/index.ts';
import { type Certificate, endOfSecond, extensionOf } from '../certificate.ts';
import { CLOCK_TOLERANCE_MS } from '../clock.ts';
import { hashOf } from '../cms/index.ts';
import { SUBJECT_ALT_NAME } from '../extension/index.ts';
import type { GeneralName } from '../general-name.ts';
import { sameGeneralName } from '../general-name-key.ts';
import type { Check } from '../report.ts';
import { failed, passed, undetermined } from '../rule.ts';
import type { TimestampInfo } from './info.ts';
import type { TimestampOptions } from './options.ts';
import {
  TIMESTAMP_AUTHORITY,
  TIMESTAMP_IMPRINT,
  TIMESTAMP_NONCE,
  TIMESTAMP_POLICY,
  TIMESTAMP_TIME,
} from './rules.ts';

/** What was time-stamped is what should have been. */
export function checkImprint(
  { imprint }: TimestampInfo,
  options: TimestampOptions,
  session: DocumentSession,
): Finding {
  const name = hashOf(imprint.algorithm);
  if (name === undefined) {
    return { checks: [undetermined(TIMESTAMP_IMPRINT, 'unknown')], fault: 'CRYPTO_CONSTRAINTS_FAILURE' };
  }
  const wanted =
    options.data === undefined ? options.imprint : { hash: name, digest: session.digest(name, options.data) };
  if (wanted === undefined) {
    return { checks: [undetermined(TIMESTAMP_IMPRINT, 'no-data')], fault: 'SIGNED_DATA_NOT_FOUND' };
  }
  if (wanted.hash !== name || !equal(wanted.digest, imprint.digest)) {
    return { checks: [failed(TIMESTAMP_IMPRINT, 'other')], fault: 'HASH_FAILURE' };
  }
  if (name === 'sha1') {
    return { checks: [undetermined(TIMESTAMP_IMPRINT, 'weak')], fault: 'CRYPTO_CONSTRAINTS_FAILURE' };
  }
  return { checks: [passed(TIMESTAMP_IMPRINT, { algorithm: name })] };
}

/** The token answers the request: its nonce and its policy. */
export function checkRequest(info: TimestampInfo, { nonce, policy }: TimestampOptions): Finding {
  const checks: Check[] = [];
  if (nonce !== undefined) checks.push(nonceCheck(info, nonce));
  if (policy !== undefined) {
    checks.push(info.policy === policy ? passed(TIMESTAMP_POLICY) : failed(TIMESTAMP_POLICY, 'other'));
  }
  const wrong = checks.some(({ status }) => status === 'failed');
  return { checks, fault: wrong ? 'SIG_CONSTRAINTS_FAILURE' : undefined };
}

function nonceCheck(info: TimestampInfo, wanted: Uint8Array): Check {
  if (info.nonce === undefined) return failed(TIMESTAMP_NONCE, 'missing');
  return equal(withoutZeros(info.nonce), withoutZeros(wanted))
    ? passed(TIMESTAMP_NONCE)
    : failed(TIMESTAMP_NONCE, 'other');
}

/** An INTEGER has no leading zeros but its sign's; the octets of the request may have. */
function withoutZeros(octets: Uint8Array): Uint8Array {
  const start = octets.findIndex((octet) => octet !== 0);
  return start < 0 ? octets.subarray(0, 0) : octets.subarray(start);
}

/** RFC 3161 section 2.4.2: if the token names its authority, it is a name in the certificate. */
export function checkAuthority({ authority }: TimestampInfo, certificate: Certificate): Finding {
  if (authority === undefined) return { checks: [] };
  const names = extensionOf(certificate, SUBJECT_ALT_NAME) ?? [];
  const subject: GeneralName = { kind: 'directoryName', name: certificate.subject };
  const own = [subject, ...names].some((name) => sameGeneralName(name, authority));
  return own
    ? { checks: [passed(TIMESTAMP_AUTHORITY)] }
    : { checks: [failed(TIMESTAMP_AUTHORITY, 'other')], fault: 'SIG_CONSTRAINTS_FAILURE' };
}

/** The time is not in the future, and the whole path was valid then. That it is valid now is another question. */
export function checkTime(
  { genTime }: TimestampInfo,
  time: number,
  chain: readonly Certificate[] | undefined,
): Finding {
  if (!(genTime <= time + CLOCK_TOLERANCE_MS)) {
    return { checks: [failed(TIMESTAMP_TIME, 'future', { genTime })], fault: 'SIG_CONSTRAINTS_FAILURE' };
  }
  for (const [position, { notBefore, notAfter }] of (chain ?? []).entries()) {
    if (genTime < notBefore) {
      return {
        checks: [failed(TIMESTAMP_TIME, 'not-yet-valid', { position, genTime })],
        fault: 'NOT_YET_VALID',
      };
    }
    if (genTime > endOfSecond(notAfter)) {
      return { checks: [failed(TIMESTAMP_TIME, 'expired', { position, genTime })], fault: 'EXPIRED' };
    }
  }
  return { checks: [passed(TIMESTAMP_TIME, { genTime })] };
}
