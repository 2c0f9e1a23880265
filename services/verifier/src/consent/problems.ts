import type { ProblemTable } from '../problem/problem-row.ts';

export const CONSENT_PROBLEMS = {
  'consent-not-prepared': {
    status: 409,
    title: { ja: 'この同意文は受け付けられません', en: 'the statement cannot be handed in' },
    cause: {
      ja: 'このAPIで作成した同意文ではないか、期限が過ぎているか、先に別の証明書で署名されて届いたか、署名した本人の情報が削除されています。',
      en: 'It was not prepared here for this tenant, its time is over, it came before with the signature of another certificate, or the person who signed it was erased.',
    },
    remedy: {
      ja: '前に届けたものであれば、同意の一覧を確認してください。そうでなければ、「POST /v1/consents/prepare」で新しい同意文を作成し、本人に署名してもらってください。',
      en: 'If it was handed in before, look at the list of consents. Otherwise prepare a new one (POST /v1/consents/prepare) and have the person sign it.',
    },
  },
  'consent-signature': {
    status: 422,
    title: { ja: '同意文への有効な署名ではありません', en: 'it is no valid signature over the statement' },
    cause: {
      ja: '署名が同意文と合わないか、証明書が失効または期限切れか、署名APIの結果にこの同意文の署名が含まれていません。',
      en: 'The signature is of something else, the certificate is not good, or the result has no signature over this statement.',
    },
    remedy: {
      ja: '「digestInfo」を署名APIに渡して、署名をやり直してください。',
      en: 'Give "digestInfo" to the signature API and have it signed again.',
    },
  },
  'consent-refused': {
    status: 422,
    title: { ja: '認証局が同意を受け付けませんでした', en: 'the authority refused the consent' },
    cause: {
      ja: '署名の時刻が範囲外であるか、カードが有効でないか、契約にない利用目的です。',
      en: 'The statement is too old, the card is not good, or the operator’s contract does not name the purpose.',
    },
    remedy: {
      ja: '同意文を作成し直して、署名をやり直してください。続く場合は運営者にご相談ください。',
      en: 'Prepare a new statement and have it signed. If it stays, talk to the operator.',
    },
  },
  'consent-used': {
    status: 409,
    title: { ja: 'この同意はすでに届いています', en: 'the consent was handed in already' },
    cause: {
      ja: '同じ署名が、以前に認証局に届いています。',
      en: 'The authority has seen this signature before.',
    },
    remedy: {
      ja: '同意の一覧を確認してください。なければ、新しい同意文で署名をやり直してください。',
      en: 'Look at the list of consents; if it is not there, have a new statement signed.',
    },
  },
  'consent-missing': {
    status: 404,
    title: { ja: '同意がありません', en: 'there is no consent' },
    cause: {
      ja: 'この人から、この利用目的についての同意を得ていません。',
      en: 'The person has given none for this purpose.',
    },
    remedy: {
      ja: '同意文を作成し、本人に署名してもらってください。',
      en: 'Prepare a statement and have the person sign it.',
    },
  },
  'consent-ended': {
    status: 409,
    title: { ja: '同意は終了しています', en: 'the consent is over' },
    cause: {
      ja: '本人が撤回したか、10年の期間が終わったか、本人が亡くなったか国外に転出しています。',
      en: 'The person took it back, its ten years are over, or the person died or left the country.',
    },
    remedy: {
      ja: '必要であれば、あらためて本人の同意を得てください。',
      en: 'If it is needed, ask the person for another one.',
    },
  },
  'authority-unavailable': {
    status: 503,
    title: { ja: '認証局に接続できません', en: 'the certification authority did not answer' },
    cause: {
      ja: '認証局に接続できないか、回答がありません。',
      en: 'It is away, or refused to answer now.',
    },
    remedy: { ja: 'しばらくしてから再度お試しください。', en: 'Try again a little later.' },
  },
} as const satisfies ProblemTable;
