import type { ProblemTable } from '../problem/problem-row.ts';

export const STATUS_PROBLEMS = {
  'certificate-unknown': {
    status: 404,
    title: { ja: '状態を確認できる証明書がありません', en: 'there is no certificate to ask about' },
    cause: {
      ja: 'この人または検証は登録されていないか、削除されています。証明書の発行者を確認できなかった検証も対象になりません。',
      en: 'The person or the verification is none of this tenant’s, was deleted, or its certificate came from no trusted authority.',
    },
    remedy: {
      ja: '検証の回答にある「personId」または検証のIDを指定してください。',
      en: 'Name the "personId" of a verification’s answer, or the verification’s own id.',
    },
  },
} as const satisfies ProblemTable;
