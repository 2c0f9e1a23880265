import { type Html, html, statusPage, table } from '@kazasu/ui';
import { type Language, readableTime } from '@kazasu/ui/text';
import type { ProviderFacts, ProviderStatus } from './status.ts';
import { SERVICE, type Texts, textsOf } from './texts.ts';

export function providerStatusPage(status: ProviderStatus, lang: Language): Html {
  const words = textsOf(lang);
  const { fourEyes, trust, nextRotationAt, keys } = status;
  return statusPage(status, lang, SERVICE, {
    names: words.names,
    facts: [
      [words.administration, fourEyes ? words.fourEyes : words.alone],
      [words.trust, html`${String(trust.version)} ${shortened(trust.digest)}`],
      [words.nextRotation, nextRotationAt === undefined ? words.none : readableTime(nextRotationAt, lang)],
    ],
    sections: [keyTable(keys, words, lang)],
  });
}

function keyTable(keys: ProviderFacts['keys'], words: Texts, lang: Language): Html {
  return html`<section class="kz-stack-tight"><h2>${words.keys}</h2>${table({
    caption: words.keys,
    heads: [words.purpose, words.state, words.since, words.key],
    rows: keys.map(({ purpose, version, keyId, state, activeAt }) => [
      html`<code>${purpose}/${String(version)}</code>`,
      words.keyStates[state as keyof Texts['keyStates']] ?? state,
      activeAt === 0 ? words.always : readableTime(activeAt, lang),
      shortened(keyId),
    ]),
  })}</section>`;
}

function shortened(name: string): Html {
  return html`<code title="${name}">${name.slice(0, 12)}…</code>`;
}
