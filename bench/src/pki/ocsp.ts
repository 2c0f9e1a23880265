import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { PATHS, PURPOSE_HEADER } from '@kazasu/authority/api';
import { VERIFIER } from '@kazasu/authority/testing';
import { fromBase64 } from '@kazasu/bytes';
import { createOcspRequest, parseCertificate, parseOcspResponse } from '@kazasu/pki';
import { randomBytes } from '../crypto.ts';
import { cores, pin, startServer } from '../login/child.ts';
import type { Measurement } from './figure.ts';
import { rateOfLanes } from './lanes.ts';
import { type OcspRates, ocspFigures } from './ocsp-figures.ts';
import { bareSignatures, type OcspPeer, startPeer } from './ocsp-peer.ts';
import { NO_RATE, ocspRate, processorMs } from './ocsp-rate.ts';
import type { OcspSubjects } from './ocsp-server.ts';

const PORTS = { own: 4973, spread: 4975, peer: 4974 };
export const SILENT = 50;
const CONCURRENT = 16;

/**
 * Answers over HTTP for a second of the responder's processor time. Both responders get the same questions, octet for
 * octet, on one core; then by the clock the authority alone, while others hold connections and say nothing, and on all cores.
 */
export const OCSP: Measurement = {
  name: 'ocsp',
  run: async ({ rounds, seconds, onProgress }) => {
    const folder = mkdtempSync(join(tmpdir(), 'kazasu-bench-ocsp-'));
    const core = cores();
    pin(process.pid, core.load);
    const server = async (port: number, name: string, on: number | undefined) => {
      const told = join(folder, name);
      const started = await startServer('../pki/ocsp-server.ts', { port, told }, on);
      return { ...started, port, subjects: JSON.parse(readFileSync(told, 'utf8')) as OcspSubjects };
    };
    const own = await server(PORTS.own, 'own.json', core.server);
    const spread = await server(PORTS.spread, 'spread.json', undefined);
    const peer = await startPeer(folder, own.subjects, { port: PORTS.peer, core: core.server }, () =>
      ask(PORTS.peer, messages(own.subjects, false)),
    );
    try {
      await warm(own);
      const measured: OcspRates[] = [];
      for (let round = 0; round <= rounds; round += 1) {
        const rates = await measure({ own, spread, peer, core: core.server, seconds });
        onProgress(`round ${round}: without nonce ${told(rates.stock)}, with nonce ${told(rates.signed)}`);
        if (round > 0) measured.push(rates);
      }
      const stalled = peer && {
        own: await isStalled(own.port, messages(own.subjects, false)),
        peer: await isStalled(peer.port, messages(own.subjects, false)),
      };
      return ocspFigures(measured, stalled);
    } finally {
      own.stop();
      spread.stop();
      peer?.process.kill();
      pin(process.pid, undefined);
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

/** By the clock too: where that is far from the processor's, others are at work on the machine. */
function told({ own, peer }: OcspRates['stock']): string {
  const [one, other] = [own, peer].map(
    ({ byClock, byProcessor }) => `${byProcessor.toFixed(0)} (${byClock.toFixed(0)} by the clock)`,
  );
  return `${one} and ${other} answers/s`;
}

interface Subject {
  readonly port: number;
  cpuMs(): Promise<number>;
  readonly subjects: OcspSubjects;
}

interface Round {
  readonly own: Subject;
  readonly spread: Subject;
  readonly peer: OcspPeer | undefined;
  readonly core: number | undefined;
  readonly seconds: number;
}

async function measure({ own, spread, peer, core, seconds }: Round): Promise<OcspRates> {
  const rate = ({ port, cpuMs }: Omit<Subject, 'subjects'>, message: () => Buffer, connectEach = false) =>
    ocspRate({ port, lanes: CONCURRENT, seconds, message, connectEach, check: parseOcspResponse }, cpuMs);
  // OpenSSL's responder takes one question a connection.
  const ofPeer = async (message: () => Buffer) =>
    peer ? rate({ port: peer.port, cpuMs: () => processorMs(peer.process.pid) }, message, true) : NO_RATE;
  const [plain, fresh] = [messages(own.subjects, false), messages(own.subjects, true)];
  return {
    stock: { own: await rate(own, plain), peer: await ofPeer(plain) },
    stockConnectEach: await rate(own, plain, true),
    signed: { own: await rate(own, fresh), peer: await ofPeer(fresh) },
    signedSpread: (await rate(spread, messages(spread.subjects, true))).byClock,
    bare: bareSignatures(seconds, core),
    silent: (await besideSilent(() => rate(own, plain))).byClock,
  };
}

/** Compilers are done after so many answers, not after a time: on a busy machine a second sees few. */
const WARM = { plain: 20_000, fresh: 3_000 };

async function warm({ port, subjects }: Subject): Promise<void> {
  for (const [kind, answers] of Object.entries(WARM)) {
    const message = messages(subjects, kind === 'fresh');
    const lanes = { port, lanes: CONCURRENT, seconds: 0.5, message, check: parseOcspResponse };
    for (let given = 0; given < answers; ) given += 0.5 * (await rateOfLanes(lanes));
  }
}

/** Without a nonce it is one question, as a verifier's own cache would ask it again and again. */
function messages({ certificate, issuer }: OcspSubjects, withNonce: boolean): () => Buffer {
  const { serial } = parseCertificate(fromBase64(certificate));
  const parsed = parseCertificate(fromBase64(issuer));
  const make = () => {
    const nonce = withNonce ? { nonce: new Uint8Array(randomBytes(32)) } : {};
    const body = createOcspRequest({ issuer: parsed, serial, ...nonce });
    const head = [
      `POST ${PATHS.ocsp} HTTP/1.1`,
      'Host: localhost',
      `Authorization: Bearer ${VERIFIER}`,
      `${PURPOSE_HEADER}: login`,
      'Content-Type: application/ocsp-request',
      `Content-Length: ${body.length}`,
    ];
    return Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`), body]);
  };
  const once = make();
  return withNonce ? make : () => once;
}

function ask(port: number, message: () => Buffer): Promise<unknown> {
  return rateOfLanes({ port, lanes: 1, seconds: 0, message, connectEach: true, check: parseOcspResponse });
}

async function besideSilent<Result>(work: () => Promise<Result>): Promise<Result> {
  const sockets: Socket[] = Array.from({ length: SILENT }, () =>
    connect(PORTS.own, 'localhost').on('error', () => undefined),
  );
  try {
    await delay(100);
    return await work();
  } finally {
    for (const socket of sockets) socket.destroy();
  }
}

/** Whether a question waits for two seconds while somebody else has connected and says nothing. */
async function isStalled(port: number, message: () => Buffer): Promise<boolean> {
  const socket = connect(port, 'localhost').on('error', () => undefined);
  await delay(200);
  const asked = ask(port, message).then(
    () => false,
    () => true,
  );
  const stalled = await Promise.race([asked, delay(2000).then(() => true)]);
  socket.destroy();
  return stalled;
}
