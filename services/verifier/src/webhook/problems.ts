import type { ProblemTable } from '../problem/problem-row.ts';

export const WEBHOOK_PROBLEMS = {
  'webhook-unknown': {
    status: 404,
    title: { ja: '該当する通知先がありません', en: 'there is no such webhook' },
    cause: {
      ja: 'このIDの通知先は登録されていないか、削除されています。',
      en: 'None of this tenant’s webhooks has this id, or it was deleted.',
    },
    remedy: { ja: '通知先の一覧でIDを確認してください。', en: 'Look the id up in the list of webhooks.' },
  },
  'webhook-address': {
    status: 422,
    title: { ja: 'このURLには通知できません', en: 'the address cannot be told' },
    cause: {
      ja: 'httpsではないか、利用者名やフラグメントを含むか、インターネットから到達できないアドレスです。',
      en: 'It is not https, it has a user name or a fragment, or it is no address of the public internet.',
    },
    remedy: {
      ja: 'インターネットから到達できるhttpsのURLを指定してください。',
      en: 'Name an https address that the public internet reaches.',
    },
  },
  'webhook-limit': {
    status: 409,
    title: { ja: '通知先の数が上限に達しています', en: 'there are as many webhooks as there may be' },
    cause: {
      ja: '登録できる通知先の数には上限があります。',
      en: 'A tenant has a limited number of them.',
    },
    remedy: { ja: '使っていない通知先を削除してください。', en: 'Delete one that is not used.' },
  },
  'delivery-unknown': {
    status: 404,
    title: { ja: '該当する配信がありません', en: 'there is no such delivery' },
    cause: {
      ja: 'この通知先の配信ではないか、保存期間が終わっています。',
      en: 'It is none of this webhook’s, or it is no longer kept.',
    },
    remedy: { ja: '配信の一覧でIDを確認してください。', en: 'Look the id up in the list of deliveries.' },
  },
  'delivery-waiting': {
    status: 409,
    title: { ja: 'この配信はまだ終わっていません', en: 'the delivery is still under way' },
    cause: {
      ja: '送信を待っているか、再送の予定があります。',
      en: 'It waits to be sent, for the first time or again.',
    },
    remedy: {
      ja: '「nextAttemptAt」の時刻に自動で送信されます。',
      en: 'It is sent by itself at "nextAttemptAt".',
    },
  },
  'delivery-limit': {
    status: 409,
    title: { ja: '送信を待つ配信が上限に達しています', en: 'as many deliveries wait as may' },
    cause: {
      ja: '送信を待つ配信が多いため、再送を受け付けられません。失効などの新しい通知は、これまでどおり送られます。',
      en: 'So many deliveries of this tenant wait that nothing is sent again by hand. New events are sent as ever.',
    },
    remedy: {
      ja: '待っている配信が届いてから、もう一度お試しください。応答しない通知先は削除できます。',
      en: 'Try again when those have arrived. A webhook that does not answer can be deleted.',
    },
  },
} as const satisfies ProblemTable;
