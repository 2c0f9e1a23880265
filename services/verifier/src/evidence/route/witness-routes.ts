import { concat, toBase64, toHex, toUtf8 } from '@kazasu/bytes';
import { keyIdOf, NOTE_ALGORITHM, NOTE_LIMITS } from '@kazasu/evidence';
import * as v from 'valibot';
import { VerifierError } from '../../error.ts';
import { integerText, type Route, route } from '../../openapi/index.ts';
import { cosignedNote, findHead, identityOf, newestHead, takeCosignatures } from '../head/index.ts';
import { proveConsistency } from '../tree/index.ts';

const SIZE = integerText(0, Number.MAX_SAFE_INTEGER);
const Hash = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));

const Consistency = v.strictObject({
  format: v.literal('kazasu-evidence-consistency/1'),
  path: v.array(Hash),
});

const LogKey = v.strictObject({
  origin: v.string(),
  /** Raw Ed25519 key. */
  publicKey: v.pipe(v.string(), v.base64()),
  /** The same as C2SP signed-note writes it. */
  verifierKey: v.string(),
});

const NOTE = {
  description: { ja: 'チェックポイント（C2SP）', en: 'The checkpoint, a signed note of C2SP' },
  mediaType: 'text/plain; charset=utf-8',
} as const;

/** For anybody: who keeps heads notices when the log is rewritten. */
export const WITNESS_ROUTES: readonly Route[] = [
  route({
    method: 'get',
    path: '/evidence/checkpoint',
    operationId: 'readNewestHead',
    tag: 'evidence',
    access: 'public',
    summary: { ja: '最新のチェックポイント', en: 'The newest signed head of the log' },
    responses: { 200: NOTE },
    problems: ['head-unknown'],
    handle: async (_request, { store }) => {
      const head = await newestHead(store);
      if (head === undefined) throw new VerifierError('head-unknown');
      return { status: 200, octets: await cosignedNote(store, head) };
    },
  }),
  route({
    method: 'get',
    path: '/evidence/checkpoints/{size}',
    operationId: 'readHead',
    tag: 'evidence',
    access: 'public',
    summary: { ja: 'あるサイズのチェックポイント', en: 'The signed head of a size' },
    request: { params: v.strictObject({ size: SIZE }) },
    responses: { 200: NOTE },
    problems: ['head-unknown'],
    handle: async ({ params }, { store }) => {
      const head = await findHead(store, params.size);
      if (head === undefined) throw new VerifierError('head-unknown');
      return { status: 200, octets: await cosignedNote(store, head) };
    },
  }),
  route({
    method: 'get',
    path: '/evidence/consistency',
    operationId: 'proveConsistency',
    tag: 'evidence',
    access: 'public',
    summary: {
      ja: '二つのチェックポイントの間で何も書き換えられていないことの証明',
      en: 'Proof that nothing was rewritten between two heads',
    },
    request: { query: v.strictObject({ from: SIZE, to: SIZE }) },
    responses: {
      200: {
        description: { ja: 'RFC 9162の一貫性証明', en: 'A proof of RFC 9162 2.1.4' },
        schema: Consistency,
      },
    },
    problems: ['head-unknown'],
    handle: async ({ query: { from, to } }, { store }) => {
      const newest = await newestHead(store);
      if (newest === undefined || from > to || to > newest.size) throw new VerifierError('head-unknown');
      const path = await proveConsistency(store, from, to);
      return { status: 200, json: { format: 'kazasu-evidence-consistency/1', path: path.map(toHex) } };
    },
  }),
  route({
    method: 'get',
    path: '/evidence/key',
    operationId: 'readLogKey',
    tag: 'evidence',
    access: 'public',
    summary: { ja: 'ログの公開鍵', en: 'The log’s public key' },
    description: {
      ja: 'ここで得た鍵は、別の経路でも確認してください。',
      en: 'Compare what you get here by another way: who can forge heads can forge this answer.',
    },
    responses: { 200: { description: { ja: '鍵', en: 'The key' }, schema: LogKey } },
    handle: (_request, deps) => {
      const { origin, publicKey } = identityOf(deps);
      const keyId = keyIdOf(origin, publicKey, NOTE_ALGORITHM.ed25519);
      const encoded = toBase64(concat(Uint8Array.of(NOTE_ALGORITHM.ed25519), publicKey));
      return {
        status: 200,
        json: {
          origin,
          publicKey: toBase64(publicKey),
          verifierKey: `${origin}+${toHex(keyId)}+${encoded}`,
        },
      };
    },
  }),
  route({
    method: 'post',
    path: '/evidence/cosignatures',
    operationId: 'addCosignature',
    tag: 'evidence',
    access: 'public',
    summary: { ja: '証人の連署を届ける', en: 'Hand in a witness’s cosignature' },
    request: {
      body: v.strictObject({
        /** The checkpoint with the witness's signature line. */
        checkpoint: v.pipe(v.string(), v.maxLength(NOTE_LIMITS.octets)),
      }),
      bodyMax: 2 * NOTE_LIMITS.octets,
    },
    responses: {
      200: {
        description: { ja: '受け付けた連署の数', en: 'How many cosignatures were taken' },
        schema: v.strictObject({ taken: v.number() }),
      },
    },
    problems: ['cosignature-refused'],
    handle: async ({ body }, deps) => ({
      status: 200,
      json: { taken: await takeCosignatures(deps, toUtf8(body.checkpoint)) },
    }),
  }),
];
