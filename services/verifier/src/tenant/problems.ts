import type { ProblemTable } from '../problem/problem-row.ts';

export const TENANT_PROBLEMS = {
  'tenant-unknown': {
    status: 404,
    title: { ja: '該当するテナントがありません', en: 'there is no such tenant' },
    cause: { ja: 'このIDのテナントは登録されていません。', en: 'No tenant of this id is registered.' },
    remedy: { ja: 'テナントの一覧でIDを確認してください。', en: 'Look the id up in the list of tenants.' },
  },
  'tenant-exists': {
    status: 409,
    title: { ja: 'このテナントIDは使われています', en: 'the tenant’s id is taken' },
    cause: {
      ja: '終了したテナントのものを含め、同じIDが登録されています。',
      en: 'A tenant of this id is registered, or was and has ended.',
    },
    remedy: { ja: '別のIDを選んでください。', en: 'Choose another id.' },
  },
  'tenant-ended': {
    status: 409,
    title: { ja: 'このテナントは終了しています', en: 'the tenant has ended' },
    cause: { ja: '契約が終了しています。', en: 'Its contract is over.' },
    remedy: {
      ja: '新しいテナントとして登録してください。',
      en: 'Register a new tenant.',
    },
  },
} as const satisfies ProblemTable;
