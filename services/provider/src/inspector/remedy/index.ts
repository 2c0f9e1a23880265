/**
 * From every error that this provider can give to its cause and its remedy, in Japanese and English. Owns the sentences; what is given is
 * decided elsewhere. A description that is not in the tables is not shown at all: it might repeat what was sent.
 */
import { AUTHORIZATION_REMEDIES } from './authorization.ts';
import { DPOP_REMEDIES } from './dpop.ts';
import { APP_REMEDIES, OUTCOME_REMEDIES } from './outcome.ts';
import type { DescribedRemedy, Remedy } from './remedy.ts';
import { SESSION_REMEDIES } from './session.ts';
import { SIGN_REMEDIES } from './sign.ts';
import { TOKEN_REMEDIES } from './token.ts';
import { USERINFO_REMEDIES } from './userinfo.ts';

export type { Both, Remedy } from './remedy.ts';

const DESCRIBED: readonly DescribedRemedy[] = [
  ...AUTHORIZATION_REMEDIES,
  ...OUTCOME_REMEDIES,
  ...TOKEN_REMEDIES,
  ...DPOP_REMEDIES,
  ...SESSION_REMEDIES,
  ...USERINFO_REMEDIES,
  ...SIGN_REMEDIES,
];

const BROKEN: Remedy = {
  cause: {
    ja: 'プロバイダーの内部で、想定していないエラーが起きました。',
    en: 'Something happened inside the provider that nobody foresaw.',
  },
  remedy: {
    ja: 'プロバイダーのログ（request.failed など）のコードを確かめてください。',
    en: 'Look at the code in the provider’s log (request.failed and its like).',
  },
};

/** Errors that come without a description. */
const BY_ERROR: { readonly [error: string]: Remedy } = {
  ...APP_REMEDIES,
  server_error: BROKEN,
  http_500: BROKEN,
  temporarily_unavailable: {
    cause: {
      ja: 'データベースかほかのサービスが応答しませんでした。',
      en: 'The database or another service did not answer.',
    },
    remedy: {
      ja: 'しばらくしてから、同じ要求を送り直してください。',
      en: 'Send the same request again later.',
    },
  },
  not_found: {
    cause: { ja: 'このアドレスには何もありません。', en: 'There is nothing at this address.' },
    remedy: {
      ja: '発行者の .well-known/openid-configuration にあるアドレスを使ってください。',
      en: 'Use the addresses in the issuer’s .well-known/openid-configuration.',
    },
  },
  page_unknown: {
    cause: {
      ja: '手続きを始めたブラウザーではないか、クッキーが送られていません。手続きがもう消えていることもあります。',
      en: 'It is not the browser that began, its cookie did not come along, or the transaction is gone.',
    },
    remedy: {
      ja: '認可要求から同じブラウザーで始めてください。クッキーの名前は手続きごとに違います。localhost と 127.0.0.1 は別のサイトです。',
      en: 'Start again in one browser. Each transaction has a cookie of its own name; localhost and 127.0.0.1 are different sites.',
    },
  },
  digits_wrong: {
    cause: { ja: '入力された6桁の数字が違います。', en: 'The six digits that were typed are others.' },
    remedy: {
      ja: 'スマートフォンに表示されている数字を入力してください。',
      en: 'Type the digits that the phone shows.',
    },
  },
};

const OTHER: Remedy = {
  cause: { ja: '要求を受け付けられませんでした。', en: 'The request was refused.' },
  remedy: {
    ja: 'メソッド、アドレス、ヘッダーを、下の要求で確かめてください。',
    en: 'Look at method, address and headers of the request below.',
  },
};

function findDescribed(description: string): DescribedRemedy | undefined {
  return DESCRIBED.find(({ says }) =>
    typeof says === 'string' ? says === description || toldAs(says, description) : says.test(description),
  );
}

/** A description may have been made to fit the wire (`?` in place of what RFC 6749 does not allow). */
function toldAs(says: string, description: string): boolean {
  return says.replaceAll(/[^\x20\x21\x23-\x5b\x5d-\x7e]/g, '?') === description;
}

/** The description without what it repeats of a request; undefined for one that is in no table. */
export function describedError(description: string): string | undefined {
  const found = findDescribed(description);
  return found === undefined ? undefined : (found.told ?? description);
}

/** True where there is a sentence of its own for it. */
export function hasRemedy(error: string, description?: string): boolean {
  return description === undefined
    ? Object.hasOwn(BY_ERROR, error)
    : findDescribed(description) !== undefined;
}

export function remedyOf(error: string, description?: string): Remedy {
  const described = description === undefined ? undefined : findDescribed(description);
  return described ?? (Object.hasOwn(BY_ERROR, error) ? BY_ERROR[error] : undefined) ?? OTHER;
}
