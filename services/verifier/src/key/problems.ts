import type { ProblemTable } from '../problem/problem-row.ts';

export const KEY_PROBLEMS = {
  'api-key-unknown': {
    status: 404,
    title: { ja: '該当するAPIキーがありません', en: 'there is no such API key' },
    cause: {
      ja: 'このキーIDは、この契約のものではありません。',
      en: 'The id is none of this tenant’s keys.',
    },
    remedy: { ja: 'キーの一覧でIDを確認してください。', en: 'Look the id up in the list of keys.' },
  },
  'api-key-ended': {
    status: 409,
    title: { ja: 'このAPIキーは終了しています', en: 'the API key has ended' },
    cause: {
      ja: '失効または期限切れか、すでに別のキーに交換されています。',
      en: 'It was revoked, has run out, or another key took its place already.',
    },
    remedy: {
      ja: '新しいキーを作成してください。',
      en: 'Make a new key instead.',
    },
  },
  'scope-exceeded': {
    status: 403,
    title: { ja: 'このスコープは付与できません', en: 'these scopes cannot be given' },
    cause: {
      ja: 'キーは、自分が持つスコープだけを新しいキーに付与できます。',
      en: 'A key can only give scopes that it has itself.',
    },
    remedy: {
      ja: '付与するスコープを減らすか、そのスコープを持つキーで作成してください。',
      en: 'Ask for fewer scopes, or use a key that has them.',
    },
  },
} as const satisfies ProblemTable;
