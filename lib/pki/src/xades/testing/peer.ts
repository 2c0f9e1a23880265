import { spawnSync } from 'node:child_process';
import { standOn } from '../../testing/peer.ts';

/** Whoever imports this file stands on xmlsec1: without it the whole test file is one skipped test, or fails. */
await standOn('xmlsec1');

/** Elements whose `Id` is an identifier: without a schema the peer must be told. */
const IDENTIFIED = [
  'http://uri.etsi.org/01903/v1.3.2#:SignedProperties',
  'http://www.w3.org/2000/09/xmldsig#:Object',
  'http://www.w3.org/2000/09/xmldsig#:KeyInfo',
  'http://www.w3.org/2000/09/xmldsig#:SignatureValue',
  'urn:example:contract:contract',
  'urn:example:contract:clause',
].flatMap((name) => ['--id-attr:Id', name]);

export interface PeerResult {
  readonly status: number | null;
  readonly out: Buffer;
  /** Standard error. */
  readonly text: string;
}

/** Runs `xmlsec1` in a folder. */
export function xmlsec(folder: string, command: string, ...args: readonly string[]): PeerResult {
  const { error, status, stdout, stderr } = spawnSync('xmlsec1', [command, ...IDENTIFIED, ...args], {
    cwd: folder,
    maxBuffer: 64 << 20,
  });
  if (error) throw error;
  return { status, out: stdout, text: stderr.toString() };
}
