/** OpenSSL's time-stamp commands: the client that asks, and the judge that answers what is thought of a token. */
import { toPem } from '@kazasu/bytes';
import { type OpensslResult, openssl } from '@kazasu/pki/testing';

/** `openssl ts -query`: a TimeStampReq over these octets. */
export function opensslQuery(data: Uint8Array, ...flags: readonly string[]): Uint8Array {
  const args = ['ts', '-query', '-data', 'data', '-out', 'request', ...flags];
  const { status, text, written } = openssl({ data, request: '' }, args, 'request');
  if (status !== 0 || written === undefined) throw new Error(text);
  return written;
}

/** `openssl ts -verify` of a whole answer against the request that it answers. */
export function opensslVerify(
  { request, response }: { readonly request: Uint8Array; readonly response: Uint8Array },
  anchor: Uint8Array,
  at: number,
  untrusted?: Uint8Array,
): OpensslResult {
  const files = {
    request,
    response,
    'root.pem': toPem('CERTIFICATE', anchor),
    'unit.pem': untrusted === undefined ? '' : toPem('CERTIFICATE', untrusted),
  };
  const more = untrusted === undefined ? [] : ['-untrusted', 'unit.pem'];
  const trust = ['-CAfile', 'root.pem', '-attime', String(Math.floor(at / 1000)), ...more];
  return openssl(files, ['ts', '-verify', '-queryfile', 'request', '-in', 'response', ...trust]);
}

/** `openssl ts -reply -text`: the answer in words. */
export function opensslText(response: Uint8Array): string {
  return openssl({ response }, ['ts', '-reply', '-in', 'response', '-text']).text;
}
