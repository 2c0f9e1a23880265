/**
 * `POST /ocsp` on the bare socket: the web's own request and response objects cost four times what an answer that is
 * kept costs. Does what the route of the app does, with the same parts; whatever is out of the ordinary, and whoever has no
 * token, is handed over to that route before anything of the body was read.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { toUtf8 } from '@kazasu/bytes';
import { OCSP_REQUEST_OCTETS_MAX, readOcspRequest } from '@kazasu/pki/issue';
import { stopwatch } from '@kazasu/server/clock';
import { API_HEADERS, type DirectHandler } from '@kazasu/server/http';
import { PATHS, PURPOSE_HEADER } from './api.ts';
import type { AuthorityDeps } from './deps.ts';
import { problemAnswer, verifierAt } from './http/index.ts';
import { answerOcsp, questionsIn } from './ocsp/index.ts';
import { countQuestion, type Verifier } from './verifier/index.ts';

const PURPOSE = PURPOSE_HEADER.toLowerCase();
const HEADERS = { ...API_HEADERS, 'Content-Type': 'application/ocsp-response' };

export function ocspDirect(deps: AuthorityDeps): DirectHandler {
  return (request, response, handOver) => {
    if (!isOrdinary(request)) {
      handOver();
      return;
    }
    // The route refuses in the same way, and in its own words.
    void verifierOf(deps, request).then((verifier) => answer(deps, verifier, request, response), handOver);
  };
}

/**
 * Of a declared length: then nothing else can be smuggled in behind, and the bound is known before it is read. No header
 * comes twice: of some the first would count here, and all of them together in the route.
 */
function isOrdinary({ method, url, headers, rawHeaders }: IncomingMessage): boolean {
  const length = Number(headers['content-length'] ?? Number.NaN);
  return (
    method === 'POST' &&
    url === PATHS.ocsp &&
    headers['content-type'] === 'application/ocsp-request' &&
    headers['transfer-encoding'] === undefined &&
    headers.expect === undefined &&
    rawHeaders.length === 2 * Object.keys(headers).length &&
    length <= OCSP_REQUEST_OCTETS_MAX
  );
}

function verifierOf(deps: AuthorityDeps, { headers }: IncomingMessage): Promise<Verifier> {
  const get = (name: string) => (name === 'authorization' ? (headers.authorization ?? null) : null);
  return verifierAt(deps, { headers: { get } });
}

async function answer(
  deps: AuthorityDeps,
  verifier: Verifier,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const elapsed = stopwatch();
  const body = await bodyOf(request);
  // Nobody is there any more to hear an answer.
  if (body === undefined) return;
  let status = 200;
  try {
    const question = readOcspRequest(body);
    const purpose = request.headers[PURPOSE];
    const named = typeof purpose === 'string' ? purpose : undefined;
    await countQuestion(deps, verifier, 'ocsp', named, questionsIn(question));
    const { response: der } = await answerOcsp(deps, question);
    response.writeHead(200, { ...HEADERS, 'Content-Length': der.length });
    // As text it goes out in one piece with its head: octets would be a second one.
    response.end(Buffer.from(der.buffer, der.byteOffset, der.length).toString('latin1'), 'latin1');
  } catch (error) {
    const answer = problemAnswer(deps, error);
    status = answer.status;
    const text = toUtf8(JSON.stringify(answer.body));
    const type = { 'Content-Type': 'application/json', 'Content-Length': text.length };
    response.writeHead(status, { ...API_HEADERS, ...answer.headers, ...type });
    response.end(text);
  }
  const durationMs = Math.round(elapsed() * 10) / 10;
  deps.log.info('request', { method: 'POST', route: PATHS.ocsp, status, durationMs });
}

/** As long as was declared: Node's parser ends it there. Undefined when it breaks off. */
function bodyOf(request: IncomingMessage): Promise<Uint8Array | undefined> {
  return new Promise((resolve) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const [first] = parts;
      resolve(parts.length === 1 && first ? first : Buffer.concat(parts));
    });
    // An error is followed by the close.
    request.on('error', () => {});
    request.on('close', () => resolve(undefined));
  });
}
