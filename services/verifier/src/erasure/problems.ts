import type { ProblemTable } from '../problem/problem-row.ts';

export const ERASURE_PROBLEMS = {
  'person-unknown': {
    status: 404,
    title: { ja: '該当する人の記録がありません', en: 'there is nothing of such a person' },
    cause: {
      ja: 'このIDの人の記録はないか、すでにすべて削除されています。',
      en: 'There is no record of a person of this id, or everything is erased already.',
    },
    remedy: {
      ja: '検証の回答にある「personId」を確認してください。',
      en: 'Check the "personId" of a verification’s answer.',
    },
  },
} as const satisfies ProblemTable;
