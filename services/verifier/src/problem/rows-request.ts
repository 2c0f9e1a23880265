import type { ProblemTable } from './problem-row.ts';

/** What any request may meet before it reaches its own rules, and what nobody foresaw. */
export const REQUEST_PROBLEMS = {
  'request-malformed': {
    status: 400,
    title: { ja: 'リクエストを読み取れません', en: 'the request cannot be read' },
    cause: {
      ja: '本文がUTF-8のJSONではないか、途中で途切れています。',
      en: 'The body is not JSON in UTF-8, or it broke off.',
    },
    remedy: { ja: '本文の形式を確認してください。', en: 'Check how the body is encoded.' },
  },
  'request-invalid': {
    status: 400,
    title: { ja: 'リクエストの内容が正しくありません', en: 'the request is not as described' },
    cause: {
      ja: '必要な項目がないか、形式が異なるか、定義されていない項目やパラメーターがあります。',
      en: 'A member or parameter is missing, has another form, or is not known.',
    },
    remedy: {
      ja: '「at」が示す箇所を、APIの説明（/openapi.json）と比べてください。',
      en: 'Compare the places named in "at" with the description of the API (/openapi.json).',
    },
  },
  'media-type-unsupported': {
    status: 415,
    title: { ja: 'この形式の本文は受け付けていません', en: 'the media type is not accepted' },
    cause: {
      ja: 'Content-Typeが、このAPIで受け付ける形式ではありません。',
      en: 'The Content-Type is none of those that this operation takes.',
    },
    remedy: {
      ja: 'Content-Typeを確認してください。文字コードを付ける場合はUTF-8のみです。',
      en: 'Check the Content-Type; a charset, if there is one, must be UTF-8.',
    },
  },
  'body-too-large': {
    status: 413,
    title: { ja: '本文が大きすぎます', en: 'the body is too large' },
    cause: { ja: '受け付けられる大きさを超えています。', en: 'It is longer than this operation takes.' },
    remedy: {
      ja: '「limit」のバイト数以内にしてください。文書の場合は、ハッシュ値と署名を送る方法もあります。',
      en: 'Stay within "limit" octets. Of a large document the digest and the signature can be sent instead.',
    },
  },
  'key-missing': {
    status: 401,
    title: { ja: 'APIキーがありません', en: 'there is no API key' },
    cause: {
      ja: 'AuthorizationヘッダーにBearerトークンがありません。',
      en: 'The request has no Authorization header with a Bearer token.',
    },
    remedy: {
      ja: '「Authorization: Bearer kzv_…」を付けてください。',
      en: 'Send "Authorization: Bearer kzv_…".',
    },
  },
  'key-invalid': {
    status: 401,
    title: { ja: 'APIキーが有効ではありません', en: 'the API key is not valid' },
    cause: {
      ja: 'キーが存在しないか、失効または期限切れです。契約が終了している場合もあります。',
      en: 'There is no such key, or it was revoked, has run out, or its contract has ended.',
    },
    remedy: {
      ja: '別の有効なキーを使うか、運営者に新しいキーを依頼してください。',
      en: 'Use another key, or ask the operator for a new one.',
    },
  },
  'key-scope': {
    status: 403,
    title: { ja: 'このAPIキーでは許可されていません', en: 'the API key does not allow this' },
    cause: {
      ja: 'キーに、この操作に必要なスコープがありません。',
      en: 'The key lacks the scope that this operation needs.',
    },
    remedy: {
      ja: '必要なスコープを持つキーを使ってください。',
      en: 'Use a key with the scope that the description names.',
    },
  },
  'operator-token': {
    status: 401,
    title: {
      ja: '運営者のトークンまたは管理者の署名が必要です',
      en: 'the operator’s token or an administrator’s signature is needed',
    },
    cause: {
      ja: 'トークンがないか、誤っています。または、この要求に対する管理者の署名ではありません。',
      en: 'The token is missing or wrong, or the signature is no administrator’s over this very request.',
    },
    remedy: {
      ja: '運営者用のトークンか、管理者の署名を付けてください。署名は1分間、1回だけ有効です。',
      en: 'Send the operator’s token, or sign the request anew: a signature counts once, for a minute.',
    },
  },
  'operator-named': {
    status: 403,
    title: { ja: 'この操作は管理者が署名して行います', en: 'this is done by named administrators' },
    cause: {
      ja: '運営者のトークンで開けるのは、計測値、状態、監査ログの閲覧だけです。',
      en: 'The operator’s token opens the counters, the status and the audit log, for reading.',
    },
    remedy: {
      ja: '管理者として署名してください。管理者はkazasu admin addで登録します。',
      en: 'Sign the request as an administrator; kazasu admin add registers one.',
    },
  },
  'operator-role': {
    status: 403,
    title: { ja: '管理者に必要な役割がありません', en: 'the administrator has no role for this' },
    cause: {
      ja: 'この操作には役割「tenant-admin」が必要です。',
      en: 'It needs the role "tenant-admin".',
    },
    remedy: {
      ja: '役割を持つ管理者が操作してください。',
      en: 'Ask an administrator who has it.',
    },
  },
  'two-needed': {
    status: 403,
    title: { ja: '2人の管理者の承認が必要です', en: 'two administrators must agree to this' },
    cause: {
      ja: '鍵の変更は、1人では行えません。',
      en: 'Nobody changes keys alone.',
    },
    remedy: {
      ja: 'kazasu admin proposeで提案し、別の管理者の承認を受けてください。',
      en: 'Propose it with kazasu admin propose; another administrator approves it.',
    },
  },
  'key-generation-changed': {
    status: 409,
    title: { ja: '鍵の世代が変わっています', en: 'the keys have changed meanwhile' },
    cause: {
      ja: '同時に別の操作が新しい世代を作成しました。',
      en: 'Somebody else made a new generation at the same time.',
    },
    remedy: {
      ja: '現在の鍵を確認してから、必要であればもう一度操作してください。',
      en: 'Look at the keys that there are, and do it again if it is still wanted.',
    },
  },
  'route-unknown': {
    status: 404,
    title: { ja: '該当するものがありません', en: 'there is nothing here' },
    cause: { ja: 'このアドレスは使われていません。', en: 'This address is not in use.' },
    remedy: {
      ja: 'アドレスをAPIの説明（/openapi.json）で確認してください。',
      en: 'Check the address with the description of the API (/openapi.json).',
    },
  },
  'method-not-allowed': {
    status: 405,
    title: { ja: 'このメソッドは使えません', en: 'the method is not allowed here' },
    cause: {
      ja: 'このアドレスでは、別のHTTPメソッドを使います。',
      en: 'The address takes other HTTP methods.',
    },
    remedy: {
      ja: 'Allowヘッダーに示すメソッドを使ってください。',
      en: 'Use a method that the header Allow names.',
    },
  },
  'too-many-requests': {
    status: 429,
    title: { ja: 'リクエストが多すぎます', en: 'too many requests' },
    cause: {
      ja: '同じ接続元からのリクエストが、受け付けられる数を超えました。このリクエストは処理していません。',
      en: 'More came from this address than is taken from one. Nothing of this request was done.',
    },
    remedy: {
      ja: 'Retry-Afterヘッダーの秒数だけ待ってから、同じIdempotency-Keyで再度お試しください。',
      en: 'Wait as many seconds as the header Retry-After says, then try again with the same Idempotency-Key.',
    },
  },
  unavailable: {
    status: 503,
    title: { ja: '一時的に利用できません', en: 'temporarily unavailable' },
    cause: {
      ja: '保存先に接続できないか、混み合っています。この回答で保存されたものはありません。',
      en: 'The store is away or too busy.',
    },
    remedy: {
      ja: '同じIdempotency-Keyで、しばらくしてから再度お試しください。',
      en: 'Try again a little later, with the same Idempotency-Key.',
    },
  },
  internal: {
    status: 500,
    title: { ja: '処理を完了できませんでした', en: 'the request could not be carried out' },
    cause: {
      ja: 'サービス側で想定していない問題が起きました。',
      en: 'Something happened that nobody foresaw; it is our fault, not yours.',
    },
    remedy: {
      ja: '同じIdempotency-Keyで再度お試しください。続く場合は、日時を添えて運営者にご連絡ください。',
      en: 'Try again with the same Idempotency-Key. If it stays, tell the operator the time.',
    },
  },
} as const satisfies ProblemTable;
