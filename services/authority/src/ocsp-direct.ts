/**
 * `POST /ocsp` on the bare socket: the web's own request and response objects cost four times what an answer that is
 * kept costs. Does what the route of the app does, with the same parts; whatever is out of the ordinary is handed over
 * to that route before anything of the body was read.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { OCSP_REQUEST_OCTETS_MAX } from '@kazasu/pki/issue';
import { stopwatch } from '@kazasu/server/clock';
import { API_HEADERS, type DirectHandler } from '@kazasu/server/http';
import { PATHS, PURPOSE_HEADER } from './api.ts';
import type { AuthorityDeps } from './deps.ts';
import { problemAnswer, verifierAt } from './http/index.ts';
import { answerOcsp } from './ocsp/index.ts';
import { countQuestion } from './verifier/index.ts';

const PURPOSE = PURPOSE_HEADER.toLowerCase();
const HEADERS = { ...API_HEADERS, 'Content-Type': 'application/ocsp-response' };

export function ocspDirect(deps: AuthorityDeps): DirectHandler {
  return (request, response, handOver) => {
    if (!isOrdinary(request)) {
      handOver();
      return;
    }
    void admitted(deps, request).then(
      () => answer(deps, request, response),
      // Nothing was counted: the route refuses in the same way, and in its own words.
      handOver,
    );
  };
}

/** Of a declared length: then nothing else can be smuggled in behind, and the bound is known before it is read. */
function isOrdinary({ method, url, headers }: IncomingMessage): boolean {
  const length = Number(headers['content-length'] ?? Number.NaN);
  return (
    method === 'POST' &&
    url === PATHS.ocsp &&
    headers['content-type'] === 'application/ocsp-request' &&
    headers['transfer-encoding'] === undefined &&
    headers.expect === undefined &&
    length <= OCSP_REQUEST_OCTETS_MAX
  );
}

async function admitted(deps: AuthorityDeps, { headers }: IncomingMessage): Promise<void> {
  const get = (name: string) => (name === 'authorization' ? (headers.authorization ?? null) : null);
  const verifier = await verifierAt(deps, { headers: { get } });
  const purpose = headers[PURPOSE];
  await countQuestion(deps, verifier, 'ocsp', typeof purpose === 'string' ? purpose : undefined);
}

async function answer(
  deps: AuthorityDeps,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const elapsed = stopwatch();
  let status = 200;
  try {
    const { response: der } = await answerOcsp(deps, await bodyOf(request));
    response.writeHead(200, { ...HEADERS, 'Content-Length': der.length });
    response.end(der);
  } catch (error) {
    const answer = problemAnswer(deps.log, error);
    status = answer.status;
    response.writeHead(status, { ...API_HEADERS, 'Content-Type': 'application/json' });
    response.end(JSON.stringify(answer.body));
  }
  const durationMs = Math.round(elapsed() * 10) / 10;
  deps.log.info('request', { method: 'POST', route: PATHS.ocsp, status, durationMs });
}

/** As long as was declared: Node's parser ends it there. One that breaks off rejects, and nobody is there to hear. */
function bodyOf(request: IncomingMessage): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const [first] = parts;
      resolve(parts.length === 1 && first ? first : Buffer.concat(parts));
    });
    request.on('error', reject);
    request.on('close', () => {
      if (!request.complete) reject(new Error('the body ended early'));
    });
  });
}
