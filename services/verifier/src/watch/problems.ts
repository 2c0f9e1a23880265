import type { ProblemTable } from '../problem/problem-row.ts';

export const WATCH_PROBLEMS = {
  'watch-unknown': {
    status: 404,
    title: { ja: '該当する見守りがありません', en: 'there is no such watch' },
    cause: {
      ja: 'このIDの見守りは登録されていないか、削除されています。',
      en: 'None of this tenant’s watches has this id, or it was deleted.',
    },
    remedy: { ja: '見守りの一覧でIDを確認してください。', en: 'Look the id up in the list of watches.' },
  },
} as const satisfies ProblemTable;
