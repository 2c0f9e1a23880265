/** What the status page says, in both languages. */
import type { Language } from '@kazasu/ui/text';
import type { Part, PartName } from './status.ts';

const JA = {
  service: '認証サービス',
  title: '稼働状況',
  lead: 'このノードの状態です。利用者や利用サービスの情報は表示しません。',
  ready: '要求を受け付けています',
  notReady: '要求を受け付けられない状態です',
  notReadyText: '原因は、下の「各部」にあります。対応は手順書を確認してください。',
  parts: '各部',
  part: '部分',
  state: '状態',
  states: { well: '正常', fault: '異常', unknown: '未確認' },
  names: { database: 'データベース', keys: '鍵', authority: '認証局', audit: '監査ログ' },
  node: 'ノード',
  version: '版',
  up: '稼働時間',
  at: '表示した時刻',
  recent: '最近の要求',
  window: '期間',
  minutes: (minutes: number) => `直近${minutes}分`,
  requests: '要求',
  failed: '5xx',
  database: 'データベース',
  engine: 'データベースの種類',
  latency: 'データベースの応答時間',
  connections: 'データベースの接続（使用中／空き／上限）',
  waiting: '接続の待ち',
  authority: '認証局の最後の応答',
  never: 'まだありません',
  audit: '監査ログの先頭',
  keys: '鍵',
  purpose: '用途',
  key: '識別子',
  since: '使用開始',
  always: '当初から',
  keyStates: { next: '次', current: '使用中', old: '以前' },
  nextRotation: '次の鍵の切り替え',
  none: '予定はありません',
  json: '同じ内容（JSON）',
  duration: (hours: number, minutes: number) => `${hours}時間${minutes}分`,
};

type Texts = Omit<typeof JA, 'states' | 'names'> & {
  readonly states: { readonly [state in Part['state']]: string };
  readonly names: { readonly [name in PartName]: string };
};

const EN: Texts = {
  service: 'Authentication service',
  title: 'Status',
  lead: 'How this node is. Nothing here tells of people or of the services that they use.',
  ready: 'This node takes requests',
  notReady: 'This node should be given no requests',
  notReadyText: 'The part that is at fault is below. What to do is in the runbook.',
  parts: 'Parts',
  part: 'Part',
  state: 'State',
  states: { well: 'well', fault: 'fault', unknown: 'not known yet' },
  names: { database: 'Database', keys: 'Keys', authority: 'Authority', audit: 'Audit log' },
  node: 'Node',
  version: 'Version',
  up: 'Up for',
  at: 'As of',
  recent: 'Recent requests',
  window: 'Time',
  minutes: (minutes) => `last ${minutes} minutes`,
  requests: 'Requests',
  failed: '5xx',
  database: 'Database',
  engine: 'Database',
  latency: 'Database answers in',
  connections: 'Connections (used, idle, most)',
  waiting: 'Waiting for a connection',
  authority: 'Last answer of the authority',
  never: 'none yet',
  audit: 'Head of the audit log',
  keys: 'Keys',
  purpose: 'For',
  key: 'Name',
  since: 'In use from',
  always: 'the beginning',
  keyStates: { next: 'next', current: 'in use', old: 'earlier' },
  nextRotation: 'Next change of a key',
  none: 'none planned',
  json: 'The same as JSON',
  duration: (hours, minutes) => `${hours} h ${minutes} min`,
};

export function textsOf(language: Language): Texts {
  return language === 'ja' ? JA : EN;
}
