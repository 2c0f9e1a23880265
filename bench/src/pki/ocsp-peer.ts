/** `openssl ocsp` as a responder: answers the same questions, signs each, and takes one connection at a time. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fromBase64, toPem } from '@kazasu/bytes';
import { parseCertificate } from '@kazasu/pki';
import { OPENSSL, requirePeer } from '@kazasu/server/peer';
import { pin } from '../login/child.ts';
import type { OcspSubjects } from './ocsp-server.ts';

export interface OcspPeer {
  readonly process: ChildProcess;
  readonly port: number;
}

const isTrue = () => true;
const isFalse = () => false;

/** Undefined where there is no OpenSSL. `ask` puts one question to it. */
export async function startPeer(
  folder: string,
  { certificate, issuer }: OcspSubjects,
  { port, core }: { readonly port: number; readonly core: number | undefined },
  ask: () => Promise<unknown>,
): Promise<OcspPeer | undefined> {
  const { path, missing } = requirePeer(OPENSSL);
  if (missing !== false) return undefined;
  const key = ['-newkey', 'rsa:2048', '-nodes', '-keyout', 'responder.key', '-out', 'responder.pem'];
  spawnSync(path, ['req', '-x509', ...key, '-subj', '/CN=responder'], { cwd: folder, stdio: 'ignore' });
  writeFileSync(join(folder, 'issuer.pem'), toPem('CERTIFICATE', fromBase64(issuer)));
  const { serial } = parseCertificate(fromBase64(certificate));
  writeFileSync(join(folder, 'index.txt'), `V\t491231000000Z\t\t${serial.toUpperCase()}\tunknown\t/CN=x\n`);
  const identity = ['-CA', 'issuer.pem', '-rsigner', 'responder.pem', '-rkey', 'responder.key'];
  const args = ['ocsp', '-port', String(port), '-index', 'index.txt', ...identity, '-nmin', '10'];
  const child = spawn(path, args, { cwd: folder, stdio: 'ignore' });
  pin(child.pid, core);
  for (let tries = 0; tries < 50; tries += 1) {
    // A whole question: an empty connection would occupy it.
    if (await ask().then(isTrue, isFalse)) return { process: child, port };
    await delay(100);
  }
  child.kill();
  return undefined;
}

/** Signatures a second by a bare RSA key of 2048 bits, on this core: no responder that signs can be faster there. */
export function bareSignatures(seconds: number, core: number | undefined): number {
  const { path, missing } = requirePeer(OPENSSL);
  if (missing !== false) return Number.NaN;
  const speed = [path, 'speed', '-seconds', String(Math.max(1, Math.round(seconds))), '-mr', 'rsa2048'];
  const [command = path, ...args] = core === undefined ? speed : ['taskset', '-c', String(core), ...speed];
  const { stdout } = spawnSync(command, args, { encoding: 'utf8' });
  return Number(/^\+F2:\d+:2048:([\d.]+):/m.exec(stdout)?.[1] ?? Number.NaN);
}
