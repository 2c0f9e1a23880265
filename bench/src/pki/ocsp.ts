import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { PATHS, PURPOSE_HEADER } from '@kazasu/authority/api';
import { VERIFIER } from '@kazasu/authority/testing';
import { fromBase64 } from '@kazasu/bytes';
import { createOcspRequest, parseCertificate, parseOcspResponse } from '@kazasu/pki';
import { OPENSSL, requirePeer } from '@kazasu/server/peer';
import { randomBytes } from '../crypto.ts';
import { cores, pin, startServer } from '../login/child.ts';
import { median } from '../login/round.ts';
import type { Figure, Measurement } from './figure.ts';
import { rateOfLanes } from './lanes.ts';
import type { OcspSubjects } from './ocsp-server.ts';

const PORTS = { own: 4973, peer: 4974 };
const SILENT = 50;
const CONCURRENT = 16;

/** The peer, and how it is asked. */
interface Responder {
  readonly port: number;
  readonly path: string;
  readonly headers: { readonly [name: string]: string };
  /** OpenSSL's takes one request a connection. */
  readonly agent: Agent;
  readonly question: () => Uint8Array;
}

/** Answers a second over HTTP on this machine, the responder on one core; then the same while others hold connections and say nothing. */
export const OCSP: Measurement = {
  name: 'ocsp',
  run: async ({ rounds, seconds, onProgress }) => {
    const folder = mkdtempSync(join(tmpdir(), 'kazasu-bench-ocsp-'));
    const core = cores();
    pin(process.pid, core.load);
    const told = join(folder, 'subjects.json');
    const server = await startServer('../pki/ocsp-server.ts', { port: PORTS.own, told }, core.server);
    const peer = await startPeer(folder, core.server);
    try {
      const subjects = JSON.parse(readFileSync(told, 'utf8')) as OcspSubjects;
      const own = ownResponder(subjects, false);
      const fresh = ownResponder(subjects, true);
      const rates: Rates[] = [];
      for (let round = 0; round <= rounds; round += 1) {
        const measured = {
          own: await rateOfOwn(own, seconds),
          peer: peer === undefined ? Number.NaN : await rateOf(peer.responder, seconds),
          silent: await besideSilent(() => rateOfOwn(own, seconds)),
          nonce: await rateOfOwn(fresh, seconds),
        };
        onProgress(`round ${round}: ${measured.own.toFixed(0)} and ${measured.peer.toFixed(0)} answers/s`);
        if (round > 0) rates.push(measured);
      }
      const stalled = peer === undefined ? undefined : await isStalled(peer.responder);
      return figures(rates, stalled);
    } finally {
      server.stop();
      peer?.process.kill();
      pin(process.pid, undefined);
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

interface Rates {
  readonly own: number;
  readonly peer: number;
  readonly silent: number;
  readonly nonce: number;
}

function figures(rates: readonly Rates[], stalled: boolean | undefined): Figure[] {
  const of = (pick: (rate: Rates) => number) => median(rates.map(pick));
  const value = of(({ own }) => own);
  const told =
    stalled === undefined
      ? {}
      : { note: `one silent connection ${stalled ? 'stalls' : 'does not stall'} openssl ocsp` };
  return [
    {
      name: 'OCSP answers of the authority',
      value,
      unit: '/s',
      beside: { name: 'openssl ocsp', value: of(({ peer }) => peer) },
      ratio: of(({ own, peer }) => own / peer),
      limit: { bound: 'least', of: 6 },
    },
    {
      name: `  the same beside ${SILENT} silent connections`,
      value: of(({ silent }) => silent),
      unit: '/s',
      beside: { name: 'without them', value },
      ratio: of(({ own, silent }) => silent / own),
      ...told,
    },
    {
      name: '  with a nonce, signed on request',
      value: of(({ nonce }) => nonce),
      unit: '/s',
      beside: { name: 'openssl ocsp', value: of(({ peer }) => peer) },
      ratio: of(({ nonce, peer }) => nonce / peer),
    },
  ];
}

interface Own {
  readonly message: () => Buffer;
}

/** Asked without a nonce it is one question, as a verifier's own cache would ask it again and again. */
function ownResponder({ certificate, issuer }: OcspSubjects, withNonce: boolean): Own {
  const { serial } = parseCertificate(fromBase64(certificate));
  const parsed = parseCertificate(fromBase64(issuer));
  const make = () => {
    const nonce = withNonce ? { nonce: new Uint8Array(randomBytes(32)) } : {};
    const body = createOcspRequest({ issuer: parsed, serial, ...nonce });
    const head = [
      `POST ${PATHS.ocsp} HTTP/1.1`,
      `Host: localhost:${PORTS.own}`,
      `Authorization: Bearer ${VERIFIER}`,
      `${PURPOSE_HEADER}: login`,
      'Content-Type: application/ocsp-request',
      `Content-Length: ${body.length}`,
    ];
    return Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`), body]);
  };
  const once = make();
  return { message: withNonce ? make : () => once };
}

function rateOfOwn({ message }: Own, seconds: number): Promise<number> {
  return rateOfLanes({ port: PORTS.own, lanes: CONCURRENT, seconds, message, check: parseOcspResponse });
}

async function rateOf(responder: Responder, seconds: number): Promise<number> {
  const start = performance.now();
  const end = start + seconds * 1000;
  let answers = 0;
  const lane = async () => {
    while (performance.now() < end) {
      const answer = await ask(responder);
      if (answers === 0) parseOcspResponse(answer);
      answers += 1;
    }
  };
  await Promise.all(Array.from({ length: CONCURRENT }, lane));
  return (answers / (performance.now() - start)) * 1000;
}

function ask({ port, path, headers, agent, question }: Responder): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const body = question();
    const all = {
      ...headers,
      'content-type': 'application/ocsp-request',
      'content-length': String(body.length),
    };
    const asked = request(
      { host: 'localhost', port, path, method: 'POST', headers: all, agent },
      (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('error', reject);
        response.on('end', () => {
          if (response.statusCode === 200) resolve(Buffer.concat(parts));
          else reject(new Error(`OCSP over HTTP: ${response.statusCode} ${Buffer.concat(parts)}`));
        });
      },
    );
    asked.on('error', reject);
    asked.end(body);
  });
}

async function besideSilent<Result>(measure: () => Promise<Result>): Promise<Result> {
  const sockets: Socket[] = Array.from({ length: SILENT }, () =>
    connect(PORTS.own, 'localhost').on('error', () => undefined),
  );
  try {
    await delay(100);
    return await measure();
  } finally {
    for (const socket of sockets) socket.destroy();
  }
}

/** Whether a question waits for two seconds while somebody else has connected and says nothing. */
async function isStalled(responder: Responder): Promise<boolean> {
  const socket = connect(responder.port, 'localhost').on('error', () => undefined);
  await delay(200);
  const answered = ask(responder).then(
    () => false,
    () => true,
  );
  const stalled = await Promise.race([answered, delay(2000).then(() => true)]);
  socket.destroy();
  return stalled;
}

async function startPeer(
  folder: string,
  core: number | undefined,
): Promise<{ process: ChildProcess; responder: Responder } | undefined> {
  const { path, missing } = requirePeer(OPENSSL);
  if (missing !== false) return undefined;
  const run = (...args: readonly string[]) => spawnSync(path, args, { cwd: folder, stdio: 'ignore' });
  for (const [name, extra] of [
    ['ca', []],
    ['leaf', []],
  ] as const) {
    run(
      'req',
      '-x509',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-keyout',
      `${name}.key`,
      '-out',
      `${name}.pem`,
      '-subj',
      `/CN=${name}`,
      '-set_serial',
      '0x1001',
      ...extra,
    );
  }
  run('x509', '-in', 'ca.pem', '-outform', 'DER', '-out', 'ca.der');
  writeFileSync(join(folder, 'index.txt'), 'V\t491231000000Z\t\t067C6A21\tunknown\t/CN=x\n');
  const args = [
    'ocsp',
    '-port',
    String(PORTS.peer),
    '-index',
    'index.txt',
    '-CA',
    'ca.pem',
    '-rsigner',
    'ca.pem',
    '-rkey',
    'ca.key',
    '-nmin',
    '10',
  ];
  const child = spawn(path, args, { cwd: folder, stdio: 'ignore' });
  pin(child.pid, core);
  const issuer = parseCertificate(new Uint8Array(readFileSync(join(folder, 'ca.der'))));
  const responder: Responder = {
    port: PORTS.peer,
    path: '/',
    headers: {},
    agent: new Agent({ keepAlive: false, maxSockets: CONCURRENT }),
    question: () => createOcspRequest({ issuer, serial: '067c6a21', nonce: new Uint8Array(randomBytes(32)) }),
  };
  for (let tries = 0; tries < 50; tries += 1) {
    if (
      await ask(responder).then(
        () => true,
        () => false,
      )
    )
      return { process: child, responder };
    await delay(100);
  }
  child.kill();
  return undefined;
}
