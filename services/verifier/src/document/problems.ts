import type { ProblemTable } from '../problem/problem-row.ts';

export const DOCUMENT_PROBLEMS = {
  'document-unsigned': {
    status: 422,
    title: { ja: '文書に署名がありません', en: 'the document has no signature' },
    cause: {
      ja: '読み取れる署名が1つも見つかりません。',
      en: 'No signature was found in it.',
    },
    remedy: {
      ja: '署名済みの文書を送ってください。分離署名の場合は、multipart/form-dataで署名と元の文書を送ります。',
      en: 'Send the signed document; of a detached signature, both files as multipart/form-data.',
    },
  },
  'document-unreadable': {
    status: 422,
    title: { ja: '文書を読み取れません', en: 'the document cannot be read' },
    cause: {
      ja: '形式が壊れているか、受け付けていない作りの文書です。「at」に、満たされなかった規則を示します。',
      en: 'It is damaged, or made in a way that is not accepted. "at" names the rules that were not kept.',
    },
    remedy: {
      ja: '文書を確認してください。Content-Typeが文書の形式と合っているかも確認してください。',
      en: 'Check the document, and that the Content-Type is that of its format.',
    },
  },
  'document-unsupported': {
    status: 422,
    title: { ja: 'この方式の署名は受け付けていません', en: 'signatures of this kind are not accepted' },
    cause: {
      ja: '署名用電子証明書による署名（RSAとSHA-256）以外の方式が使われています。',
      en: 'They are not of the kind that the signature certificate makes (RSA with SHA-256).',
    },
    remedy: {
      ja: '署名用電子証明書で署名した文書を送ってください。',
      en: 'Send a document that was signed with the signature certificate.',
    },
  },
  'document-too-hard': {
    status: 422,
    title: { ja: '文書の処理を打ち切りました', en: 'the document took too much work' },
    cause: {
      ja: '検証に要する時間またはメモリーが上限を超えました。',
      en: 'Judging it took more time or memory than a document may take.',
    },
    remedy: {
      ja: '文書を簡単な作りのものにするか、ハッシュ値と署名を送ってください。',
      en: 'Send a simpler document, or the digest with the signature.',
    },
  },
  'document-stalled': {
    status: 408,
    title: { ja: '文書の受信が止まりました', en: 'the document stopped arriving' },
    cause: {
      ja: '途中から何も届かなくなったか、届くのが遅すぎたため、受信を打ち切りました。何も記録されていません。',
      en: 'For some seconds nothing of it arrived, or too little. Nothing was recorded.',
    },
    remedy: {
      ja: '通信の状態を確認し、同じIdempotency-Keyで再度お送りください。',
      en: 'Look at the connection, and send it again with the same Idempotency-Key.',
    },
  },
  'capacity-exhausted': {
    status: 503,
    title: { ja: '文書の受け付けが混み合っています', en: 'too many documents at present' },
    cause: {
      ja: '受け付けている文書の合計、またはこの契約の分が上限に達しているか、順番を待つ時間が上限を超えました。何も記録されていません。',
      en: 'The documents under way, of all or of this tenant, have reached their bound, or this one waited for its turn as long as it may. Nothing was recorded.',
    },
    remedy: {
      ja: '同じIdempotency-Keyで、しばらくしてから再度お試しください。',
      en: 'Try again a little later, with the same Idempotency-Key.',
    },
  },
} as const satisfies ProblemTable;
