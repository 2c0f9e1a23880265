import { readFileSync } from 'node:fs';
import type { SandboxAnswer, SandboxOutcome } from '@kazasu/provider/api';
import { OUTCOMES, outcomeView } from '@kazasu/provider/outcomes';
import { PEOPLE } from '@kazasu/town/people';

type Language = 'ja' | 'en';

const HEADS = {
  ja: {
    persons: ['`kazasu_person`', '氏名', 'どのような人か', '認証の結果', '署名の結果'],
    outcomes: ['`kazasu_outcome`', '対象', '結果', 'サイトが受け取るもの'],
    only: {
      any: '',
      login: '認証',
      signature: '署名',
      'government-signature': '行政機関等の署名',
      items: '情報を求めるもの',
      strict: 'strictプロファイル',
    },
    at: {
      pushed: '認可要求の送信',
      page: '本人に表示される画面',
      authorization: 'リダイレクト',
      token: 'トークン',
      refresh: 'トークンの更新',
      userinfo: 'UserInfo',
      result: '署名結果',
    },
    colon: '：',
    late: '（遅れて届く）',
  },
  en: {
    persons: ['`kazasu_person`', 'name', 'who it is', 'a login', 'a signature'],
    outcomes: ['`kazasu_outcome`', 'only', 'what happened', 'what your site gets'],
    only: {
      any: '',
      login: 'logins',
      signature: 'signatures',
      'government-signature': 'signatures, government',
      items: 'with items',
      strict: 'strict profile',
    },
    at: {
      pushed: 'pushed request',
      page: 'page for the person',
      authorization: 'redirect',
      token: 'token',
      refresh: 'refresh',
      userinfo: 'userinfo',
      result: 'result',
    },
    colon: ': ',
    late: ' (late)',
  },
} as const;

/** The guide as it stands, with its two tables made anew from the people and the outcomes in the code. */
export function sandboxDocument(path: string, language: Language): string {
  const text = readFileSync(path, 'utf8');
  return replaced(replaced(text, 'persons', personTable(language)), 'outcomes', outcomeTable(language));
}

function replaced(text: string, name: string, table: string): string {
  const [open, close] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const [start, end] = [text.indexOf(open), text.indexOf(close)];
  if (start < 0 || end < start) throw new Error(`the guide has no place for ${name}`);
  return `${text.slice(0, start)}${open}\n${table}\n${text.slice(end)}`;
}

function personTable(language: Language): string {
  const rows = PEOPLE.map(({ id, name, special, login, signing }) => [
    `\`${id}\``,
    name,
    special[language],
    `\`${login}\``,
    `\`${signing}\``,
  ]);
  return tableOf(HEADS[language].persons, rows);
}

function outcomeTable(language: Language): string {
  const rows = OUTCOMES.map(outcomeView).map(({ id, only, title, explanation, told }: SandboxOutcome) => [
    `\`${id}\``,
    HEADS[language].only[only],
    `**${title[language]}** ${explanation[language]}`,
    told.map((answer) => toldIn(language, answer)).join('<br>'),
  ]);
  return tableOf(HEADS[language].outcomes, rows);
}

function toldIn(language: Language, answer: SandboxAnswer): string {
  const { at, colon, late } = HEADS[language];
  const { gets, status, error, description, certificateStatus } = answer;
  const parts = [
    status === undefined ? '' : String(status),
    error === undefined ? '' : `\`${error}\``,
    description ?? '',
    certificateStatus === undefined ? '' : `\`certificate_status.status\` = \`${certificateStatus}\``,
    gets === 'ok' && certificateStatus === undefined ? (answer.at === 'authorization' ? '`code`' : 'OK') : '',
  ];
  const said = parts.filter((part) => part !== '').join(' ');
  return `${at[answer.at]}${colon}${said}${answer.late === true ? late : ''}`;
}

function tableOf(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(heads), line(heads.map(() => '---')), ...rows.map(line)].join('\n');
}
