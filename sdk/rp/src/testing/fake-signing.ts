import { generateKeyPairSync, privateEncrypt } from 'node:crypto';
import { toBase64 } from '@kazasu/bytes';
import { makeLeaf, makeRoot } from '@kazasu/pki/testing/maker';
import type { FakeProvider } from './fake-provider.ts';

export const TRANSACTION = '65a04b4e-af8b-45a2-8713-5ec2631bab64';

type Json = Record<string, unknown>;

/** What a test changes of the answers. */
export interface SigningBehaviour {
  createStatus?: number;
  created?: Json;
  resultStatus?: number;
  /** Members of the result; undefined ones are left out. */
  result?: Json;
  /** In place of what was asked to be signed. */
  signed?: readonly Uint8Array[];
}

const card = generateKeyPairSync('rsa', { modulusLength: 2048 });
const certificate = makeLeaf(makeRoot(), { key: card.privateKey }).der;

/** Lets a provider of tests take sign transactions, and a card sign whatever it is given. */
export function withSigning(provider: FakeProvider) {
  const behaviour: SigningBehaviour = {};
  let digests: readonly string[] = [];
  const create = async (request: Request) => {
    const body = await request.json();
    digests = body.documents?.map((one: { digest: string }) => one.digest) ?? [body.digest];
    const created = { sign_transaction_id: TRANSACTION, expires_in: 600, ...behaviour.created };
    return Response.json(created, { status: behaviour.createStatus ?? 200 });
  };
  const result = () => {
    const signatures = digests.map((digest, index) => {
      const octets = behaviour.signed?.[index] ?? Buffer.from(digest, 'base64');
      return { digest, signature: privateEncrypt(card.privateKey, octets).toString('base64') };
    });
    const clear = {
      certificate: toBase64(certificate),
      signatures,
      certificate_status: { status: 'good', check_method: 'crl', checked_at: 1_790_000_000 },
    };
    const body = { sign_transaction_id: TRANSACTION, ...clear, ...behaviour.result };
    return Response.json(body, { status: behaviour.resultStatus ?? 200 });
  };
  provider.behaviour.raw = (url) => {
    const { pathname } = new URL(url);
    const request = provider.requests.at(-1);
    if (pathname === '/api/sign-transactions' && request !== undefined) return create(request.clone());
    return pathname === `/api/sign-transactions/${TRANSACTION}/result` ? result() : undefined;
  };
  return { behaviour, certificate };
}
