import type { ProblemCode } from '../problem/index.ts';

export const CREATE_TEXT = {
  summary: { ja: '署名を検証し、証拠を残す', en: 'Verify a signature and keep the evidence' },
  description: {
    ja: [
      '署名APIの結果（JWE）、証明書とハッシュ値と署名、または署名済みの文書を送ります。',
      'PDF、CMS、XMLは本文としてそのまま送り、目的などはヘッダー（Kazasu-Purpose、Kazasu-Reference、Kazasu-Revocation）で示します。分離署名は、multipart/form-dataの「signature」と「content」の2つのファイルで送ります。',
      'Idempotency-Keyは必須です。無効な署名も、答え（verdict: invalid）として201で返り、証拠に残ります。読み取れないものは4xxとなり、何も残りません。氏名等（items）は、有効なときの最初の回答にだけ含まれます。',
    ].join('\n\n'),
    en: [
      'Takes the result of the signature API (JWE); a certificate with digests and signatures; or a signed document.',
      'PDF, CMS and XML are the body as they are; purpose and the rest then stand in headers (Kazasu-Purpose, Kazasu-Reference, Kazasu-Revocation). A detached signature comes as multipart/form-data with the files "signature" and "content".',
      'Idempotency-Key is required. A signature that is not valid is an answer too (201, verdict invalid) and evidence; what cannot be read is a 4xx, and nothing is kept. Items are in the first answer alone, and only if the verdict is valid.',
    ].join('\n\n'),
  },
  answer: {
    description: { ja: '検証の結果', en: 'what was found' },
    headers: {
      Location: { ja: '検証の記録のアドレス', en: 'address of the record' },
      'Idempotent-Replayed': {
        ja: '以前の同じリクエストへの回答であるとき「true」',
        en: '"true" where it is the answer to the same request before',
      },
    },
  },
} as const;

export const CREATE_PROBLEMS: readonly ProblemCode[] = [
  'purpose-not-allowed',
  'certificate-malformed',
  'digest-malformed',
  'signed-result-unreadable',
  'signed-result-client',
  'signatures-too-many',
  'document-unsigned',
  'document-unreadable',
  'document-unsupported',
  'document-too-hard',
  'document-stalled',
  'capacity-exhausted',
  'revocation-unavailable',
  'idempotency-key-missing',
  'idempotency-key-malformed',
  'idempotency-key-reused',
  'idempotency-in-progress',
  'verification-erased',
];
