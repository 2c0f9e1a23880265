import { BytesError } from '@kazasu/bytes';
import { CMS_OID, readSignedData, type SignedData } from '../cms/index.ts';
import { isParseError } from '../error.ts';
import type { Check } from '../report.ts';
import { failed } from '../rule.ts';
import { parseTimestampInfo, type TimestampInfo } from './info.ts';
import { TIMESTAMP_FORM } from './rules.ts';

export interface TimestampToken {
  readonly signedData: SignedData;
  readonly info: TimestampInfo;
  /** DER of the TSTInfo: what is signed. */
  readonly content: Uint8Array;
}

const TOKEN_BYTES_MAX = 1 << 20;

/** Reads a token; what is not one becomes a check that failed. */
export function readToken(der: Uint8Array): TimestampToken | Check {
  if (der.length > TOKEN_BYTES_MAX) return failed(TIMESTAMP_FORM, 'malformed', { code: 'pki/budget' });
  try {
    const signedData = readSignedData(der);
    const { content, contentType } = signedData;
    if (contentType !== CMS_OID.timestampInfo || content === undefined) {
      return failed(TIMESTAMP_FORM, 'content');
    }
    const info = parseTimestampInfo(content);
    const understood = [...info.extensions.values()].every(({ critical }) => !critical);
    return understood ? { signedData, info, content } : failed(TIMESTAMP_FORM, 'extension');
  } catch (error) {
    if (!isParseError(error)) throw error;
    const notDer = error instanceof BytesError && error.code === 'bytes/der';
    return failed(TIMESTAMP_FORM, notDer ? 'not-der' : 'malformed', { code: error.code });
  }
}
