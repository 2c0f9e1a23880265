/**
 * What this verifier does without having read it in an official document: one row per guess, and code reads the value from the
 * row. `docs/divergences.md` is generated from this table. Sections are those of the collected wire facts.
 */

export interface Divergence<Value = unknown> {
  readonly section: string;
  readonly mark: '公式' | '実装' | '第三者' | '推定' | '不明';
  /** What is not known, in one sentence. */
  readonly unsure: string;
  /** What is done here. */
  readonly value: Value;
}

function row<const Value>(
  section: string,
  mark: Divergence['mark'],
  unsure: string,
  value: Value,
): Divergence<Value> {
  return { section, mark, unsure, value };
}

export const DIVERGENCES = {
  signedForms: row(
    '5.3',
    '推定',
    'Whether the card signs a bare digest or a DigestInfo depends on what the relying party sent, and no public page says so; both are taken for any digest, each compared as a whole block.',
    ['digest-info', 'bare-hash'],
  ),
  phoneCertificates: row(
    'c',
    '推定',
    'Whether a verifier takes certificates of phones is its operator’s choice in public texts; they are judged by the card’s profile under the phones’ policy, which is known from second hand.',
    'off unless the operator switches it on',
  ),
  resultEncryption: row('5.4', '不明', 'Algorithm and mode of the JWE are not public.', {
    keys: ['RSA-OAEP-256', 'ECDH-ES'],
    content: ['A256GCM'],
  }),
  resultMembers: row(
    '5.4',
    '不明',
    'What the JWE holds is not public; iss, aud and client_id are demanded, since without them a result could be presented by anybody.',
    ['iss', 'aud', 'iat', 'client_id', 'sign_transaction_id', 'certificate', 'signatures'],
  ),
  resultAgeMs: row(
    '5.4',
    '不明',
    'How old a result may be when it is opened is not known; none is refused for its age, only those from the future.',
    'unlimited',
  ),
  signatureStatusByOcsp: row(
    'b.4',
    '推定',
    'Fees for both kinds of certificates suggest that J-LIS answers OCSP for signature certificates too, though they name no responder; it is asked where the tenant wants it, and an answer that says nothing leaves the verdict open.',
    true,
  ),
  consentStatementMs: row(
    'b.4',
    '推定',
    'How long a statement of consent may be signed after it was made is not public; it names its own end, so that nobody signs one of another day unnoticed.',
    300_000,
  ),
  expiringDays: row(
    'b.4',
    '不明',
    'From when on people are told that a certificate runs out is not known to be the same for every service; three months before is when it may be renewed.',
    90,
  ),
  watchIntervalMs: row(
    'b.4',
    '推定',
    'Lists are said to appear daily, so nothing is gained by asking often; here they appear with each revocation too.',
    3_600_000,
  ),
} as const satisfies Readonly<Record<string, Divergence>>;
