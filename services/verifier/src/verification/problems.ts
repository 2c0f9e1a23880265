import type { ProblemTable } from '../problem/problem-row.ts';

export const VERIFICATION_PROBLEMS = {
  'purpose-not-allowed': {
    status: 403,
    title: { ja: 'この目的では利用できません', en: 'the purpose is not allowed' },
    cause: {
      ja: '契約に含まれていない利用目的です。',
      en: 'The contract does not name this purpose.',
    },
    remedy: {
      ja: '契約にある利用目的を指定するか、運営者にご相談ください。',
      en: 'State a purpose of the contract, or talk to the operator.',
    },
  },
  'certificate-malformed': {
    status: 422,
    title: { ja: '証明書を読み取れません', en: 'the certificate cannot be read' },
    cause: {
      ja: 'DER形式のX.509証明書ではないか、壊れています。',
      en: 'It is not an X.509 certificate in DER, or it is damaged.',
    },
    remedy: {
      ja: '署名用電子証明書のDERをbase64にして送ってください。PEMの見出し行は含めません。',
      en: 'Send the DER of the signature certificate in base64, without the lines of PEM around it.',
    },
  },
  'digest-malformed': {
    status: 422,
    title: { ja: 'ハッシュ値の形式が正しくありません', en: 'the digest has another form' },
    cause: {
      ja: 'SHA-256のハッシュ値（32バイト）でも、それを含むDigestInfo（51バイト）でもありません。',
      en: 'It is neither a SHA-256 digest (32 octets) nor a DigestInfo with one (51 octets).',
    },
    remedy: {
      ja: '署名APIに渡したものと同じハッシュ値を、base64で送ってください。',
      en: 'Send the digest that was given to the signature API, in base64.',
    },
  },
  'revocation-unavailable': {
    status: 503,
    title: { ja: '失効情報を取得できません', en: 'revocation cannot be learnt at present' },
    cause: {
      ja: '認証局に接続できないか、回答がありません。記録は作成されていません。',
      en: 'The certification authority did not answer. Nothing was recorded.',
    },
    remedy: {
      ja: '同じIdempotency-Keyで、しばらくしてから再度お試しください。',
      en: 'Try again a little later, with the same Idempotency-Key.',
    },
  },
  'idempotency-key-missing': {
    status: 400,
    title: { ja: 'Idempotency-Keyがありません', en: 'there is no Idempotency-Key' },
    cause: {
      ja: '検証は記録に残り、料金の対象にもなるため、二重に行われないようにするキーが必要です。',
      en: 'A verification is recorded and may be charged for: the key keeps it from being done twice.',
    },
    remedy: {
      ja: '検証ごとに新しいUUIDなどを作り、「Idempotency-Key」ヘッダーに付けてください。再試行では同じ値を使います。',
      en: 'Make a new UUID for each verification, send it in the header "Idempotency-Key", and the same again in a retry.',
    },
  },
  'idempotency-key-malformed': {
    status: 400,
    title: { ja: 'Idempotency-Keyの形式が正しくありません', en: 'the Idempotency-Key has another form' },
    cause: {
      ja: '1〜100文字の英数字と「-._~:」だけを使えます。引用符で囲むこともできます。',
      en: 'It is 1 to 100 letters, digits and "-._~:", with or without quotation marks.',
    },
    remedy: { ja: 'UUIDなどを使ってください。', en: 'Use a UUID, for example.' },
  },
  'idempotency-key-reused': {
    status: 422,
    title: {
      ja: 'Idempotency-Keyが別の内容で使われています',
      en: 'the Idempotency-Key was used for another request',
    },
    cause: {
      ja: '同じキーで、内容の異なるリクエストがすでに処理されています。',
      en: 'A request with this key and another content was carried out before.',
    },
    remedy: {
      ja: '新しい検証には新しいキーを使ってください。',
      en: 'Use a new key for a new verification.',
    },
  },
  'idempotency-in-progress': {
    status: 409,
    title: { ja: '同じリクエストを処理しています', en: 'the same request is under way' },
    cause: {
      ja: '同じIdempotency-Keyのリクエストが、まだ終わっていません。',
      en: 'A request with this Idempotency-Key has not ended yet.',
    },
    remedy: {
      ja: '少し待ってから、同じキーで再度お試しください。',
      en: 'Wait a moment and try again with the same key.',
    },
  },
  'verification-unknown': {
    status: 404,
    title: { ja: '該当する検証の記録がありません', en: 'there is no such verification' },
    cause: {
      ja: 'このIDの記録は、この契約のものの中にありません。',
      en: 'The id is of none of this tenant’s verifications.',
    },
    remedy: { ja: 'IDを確認してください。', en: 'Check the id.' },
  },
  'verification-erased': {
    status: 410,
    title: { ja: '検証の記録は消去されています', en: 'the verification was erased' },
    cause: {
      ja: '個人に関する内容は消去され、もう開くことができません。',
      en: 'What it said of a person is gone and cannot be opened any more.',
    },
    remedy: {
      ja: '必要な場合は、本人に改めて署名を依頼してください。',
      en: 'If it is needed, ask the person for a new signature.',
    },
  },
  'record-retained': {
    status: 409,
    title: { ja: '保存期間中のため消去できません', en: 'the record is still retained' },
    cause: {
      ja: '記録の保存期間が終わっていません。',
      en: 'The time for which it must be kept is not over.',
    },
    remedy: {
      ja: '「retainedUntil」を過ぎてから消去してください。示されない場合は、契約の終了日を登録してください。',
      en: 'Erase it after "retainedUntil"; where there is none, say first when the contract ended.',
    },
  },
  'items-unavailable': {
    status: 409,
    title: { ja: '氏名等を提供できません', en: 'there are no items to give' },
    cause: {
      ja: '有効と確認された、署名者が1人の検証だけが、氏名・住所・生年月日・性別を持ちます。',
      en: 'Only a verification that was valid, with one signer, has name, address, birth date and sex.',
    },
    remedy: {
      ja: '検証の結果（verdict）を確認してください。',
      en: 'Look at the verdict of the verification.',
    },
  },
  'signature-unavailable': {
    status: 409,
    title: { ja: '署名の値を提供できません', en: 'there are no signature values to give' },
    cause: {
      ja: '有効と確認された、署名APIの結果（JWE）またはハッシュ値と署名の検証だけが対象です。署名済みの文書の検証は対象になりません。',
      en: 'Only a valid verification of a JWE or of signature values has them; one of a signed document has not.',
    },
    remedy: {
      ja: '検証の結果（verdictとmethod）を確認してください。署名済みの文書は、送った文書がそのまま使えます。',
      en: 'Look at verdict and method of the verification; a document that came signed is signed.',
    },
  },
  'signed-result-unreadable': {
    status: 422,
    title: { ja: '署名結果（JWE）を開けません', en: 'the signed result (JWE) cannot be opened' },
    cause: {
      ja: '別の相手に宛てたものか、方式が異なるか、壊れています。暗号化の鍵がすでに使われていない場合もあります。',
      en: 'It is for somebody else, of another algorithm, or damaged; or its key was retired.',
    },
    remedy: {
      ja: '署名APIの結果をそのまま送ってください。古い結果の場合は、改めて署名を依頼してください。',
      en: 'Send the result of the signature API as it came; for an old one, ask for a new signature.',
    },
  },
  'signed-result-client': {
    status: 403,
    title: { ja: 'この署名結果は提示できません', en: 'the signed result is not this tenant’s' },
    cause: {
      ja: '署名結果が、この契約に登録されていないクライアントIDまたは発行者のものです。',
      en: 'Its client, or the provider that issued it, is not registered for this tenant.',
    },
    remedy: {
      ja: '自分のクライアントIDで受け取った署名結果を送ってください。登録は運営者にご依頼ください。',
      en: 'Send results of your own clients; the operator registers them.',
    },
  },
  'signatures-too-many': {
    status: 422,
    title: { ja: '署名の数が多すぎます', en: 'there are too many signatures' },
    cause: {
      ja: '1件の証拠に残せる数を超えています。何も記録されていません。',
      en: 'They are more than one record of evidence holds. Nothing was recorded.',
    },
    remedy: {
      ja: '1回の署名依頼に含める文書を「limit」の件数までにしてください。',
      en: 'Ask for at most "limit" signatures in one transaction of the signature API.',
    },
  },
} as const satisfies ProblemTable;
