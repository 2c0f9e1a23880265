/** What of the signature API is guessed; part of the table in ../divergences.ts, and read from there. */
import { type Divergence, row } from '../divergence-row.ts';

/** Choices between two, so that both stay compiled. */
function created(status: 200 | 201): 200 | 201 {
  return status;
}

function keyInUse(which: 'first' | 'last'): 'first' | 'last' {
  return which;
}

const MINUTE = 60_000;

export const SIGN_DIVERGENCES = {
  signCreateBody: row(
    '5.2',
    '不明',
    'The names of the members of the request are not visible in any sample; several documents at once are an extension of ours.',
    'digest, document_name; or documents: [{ digest, name }], at most 16',
  ),
  signCreatedStatus: row(
    '5.2',
    '不明',
    'HTTP status of a created sign transaction, and whether the answer has more members than sign_transaction_id; expires_in is ours.',
    created(201),
  ),
  signTransactionLifetimeMs: row(
    '5.2',
    '不明',
    'In what time an authorization has to begin with a sign transaction.',
    10 * MINUTE,
  ),
  signTransactionsOpenMax: row(
    '5.2',
    '不明',
    'How many sign transactions a client may have that no authorization has begun with; one more ends the oldest of them.',
    1_000,
  ),
  signResultLifetimeMs: row(
    '5.4',
    '不明',
    'How long a result can be fetched, again too, from the moment at which the browser got its code.',
    10 * MINUTE,
  ),
  signErrors: row(
    '5.5',
    '不明',
    'No error of the signing endpoints is published: codes, statuses and the shape, which is that of the token endpoint.',
    {
      'sign/token': { error: 'invalid_token', status: 401 },
      'sign/scope': { error: 'insufficient_scope', status: 403 },
      'sign/session': { error: 'insufficient_scope', status: 403 },
      'sign/operator': { error: 'unauthorized_client', status: 403 },
      'sign/request': { error: 'invalid_request', status: 400 },
      'sign/media-type': { error: 'invalid_request', status: 415 },
      'sign/too-large': { error: 'invalid_request', status: 413 },
      'sign/unknown': { error: 'sign_transaction_unknown', status: 404 },
      'sign/not-signed': { error: 'sign_transaction_not_signed', status: 409 },
      'sign/declined': { error: 'sign_transaction_declined', status: 410 },
      'sign/failed': { error: 'sign_transaction_failed', status: 410 },
      'sign/expired': { error: 'sign_transaction_expired', status: 410 },
      'sign/gone': { error: 'sign_result_expired', status: 410 },
      'sign/unavailable': { error: 'temporarily_unavailable', status: 503 },
    },
  ),
  signCardInput: row(
    '5.3',
    '推定',
    'What the card signs: the octets as they were given, so that the bare hash comes back under the padding without its DigestInfo.',
    'the input as it is, 32 or 51 octets',
  ),
  signPossession: row(
    '5.4',
    '不明',
    'How the service knows that the key is at hand, since it does not judge the signatures over the documents; and whether every real card pads 50 octets, which are no digest (facts a.3, B).',
    'one more signature, over a context and the hash of a message that binds documents, transaction and relying party, outside any DigestInfo: api/challenge.ts',
  ),
  signedResultKey: row(
    '5.4',
    '不明',
    'Which key of a platform operator is used when there are several.',
    keyInUse('first'),
  ),
  signedResultEncryption: row(
    '5.4',
    '不明',
    'alg, enc and kid of the signed result (JWE) are not published; here RSA-OAEP-256 or ECDH-ES, as the key says, and this enc.',
    'A256GCM',
  ),
  signedResultMembers: row(
    '5.4',
    '不明',
    'The members of the content of the signed result are not published, nor whether the provider signs it.',
    'iss aud iat client_id sign_transaction_id certificate signatures: [{ digest, signature }]; not signed',
  ),
  signGovernmentResult: row(
    '5.4',
    '不明',
    'The members of the result of a government client and the words of its certificate status are not published.',
    'certificate, signatures: [{ digest, signature }], certificate_status: { status: good | revoked | on_hold | unknown, check_method, checked_at }',
  ),
  signStatusMethod: row(
    '5.4',
    '推定',
    'How the validity of a signature certificate is learnt: signature certificates name no OCSP responder (facts b.2), and yet the service may ask one.',
    'as acr_values says, by the list or by OCSP of the authority, and never by the other where one says nothing',
  ),
  signSubject: row(
    '5.1',
    '不明',
    'Whether sub after signing is the sub of a login; a login asks for revocation and a private client’s signature does not, so it is another one: ADR 0024.',
    'from the signature certificate and its predecessors, in a context of its own',
  ),
} as const satisfies Record<string, Divergence>;
