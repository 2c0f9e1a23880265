import { DefinitionList, Notice, useLanguage } from '@kazasu/ui/react';
import { type Language, readableDate, readableGender } from '@kazasu/ui/text';
import type { ReactNode } from 'react';
import type { Case, Signer } from '../case/index.ts';
import { type Texts, textsIn } from '../text/index.ts';
import { dateText, timeText } from './time.ts';

/** Who and when: said as established only where it is. */
export function About({ shown }: { readonly shown: Case }) {
  const { language } = useLanguage();
  const texts = textsIn(language);
  const isEstablished = shown.report.record === 'valid';
  return (
    <section className="ev-section">
      <h2>{texts.about.title}</h2>
      {!isEstablished && <Notice kind="warning" title={texts.unconfirmed} />}
      <div className="ev-columns">
        <div className="kz-card">
          <DefinitionList rows={rowsOf(shown, texts, language)} />
        </div>
        <div className="ev-signers">
          {shown.signers.map((signer, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: signatures have no other name, and their order is fixed.
            <SignerCard key={i} signer={signer} number={shown.signers.length > 1 ? i + 1 : undefined} />
          ))}
          {shown.signers.length === 0 && shown.report.entry?.kind === 'verification' && (
            <div className="kz-card kz-card-quiet">
              <h3>{texts.signer.title}</h3>
              <p>{texts.signer.none}</p>
            </div>
          )}
        </div>
      </div>
    </section>
  );
}

interface Row {
  readonly key: string;
  readonly term: ReactNode;
  readonly value: ReactNode;
}

function rowsOf({ report, request }: Case, { about }: Texts, language: Language): Row[] {
  const { entry, provenAt, recorded } = report;
  const time = (at: number) => about.japanTime(timeText(at, language));
  const isProven = report.record === 'valid' && provenAt !== undefined;
  const row = (key: string, term: string, value: ReactNode): Row => ({ key, term, value });
  const rows = [
    row('kind', about.kind, entry && about.kinds[entry.kind]),
    row('at', about.at, entry && time(entry.at)),
    row('proven', about.proven, isProven ? <strong>{time(provenAt)}</strong> : about.notProven),
    row('purpose', about.purpose, request && <bdi>{request.purpose}</bdi>),
    row('method', about.method, request && about.methods[request.method]),
    row('reference', about.reference, request?.reference && <bdi>{request.reference}</bdi>),
    row('recorded', about.recorded, recorded && about.verdicts[recorded]),
    row('id', about.id, entry && <code className="ev-code">{entry.id}</code>),
    row('judged', about.judged, time(report.time)),
  ];
  return rows.filter(({ value }) => value !== undefined);
}

function SignerCard({ signer, number }: { readonly signer: Signer; readonly number: number | undefined }) {
  const { language, shared } = useLanguage();
  const { signer: texts } = textsIn(language);
  const { items, serial, notBefore, notAfter } = signer;
  const life = texts.from(dateText(notBefore, language), dateText(notAfter, language));
  const own: readonly (readonly [string, string, ReactNode])[] =
    items === undefined
      ? []
      : [
          ['name', shared.items.name, <Marked key="n" text={items.name} flags={items.nameSubstituteFlags} />],
          [
            'address',
            shared.items.address,
            <Marked key="a" text={items.address} flags={items.addressSubstituteFlags} />,
          ],
          ['birthdate', shared.items.birthdate, readableDate(items.birthdate, language)],
          ['gender', shared.items.gender, readableGender(items.gender, language)],
        ];
  const hasMarks = items !== undefined && /1/.test(items.nameSubstituteFlags + items.addressSubstituteFlags);
  const rows = [
    ...own,
    [
      'serial',
      texts.serial,
      <code key="s" className="ev-code">
        {serial}
      </code>,
    ] as const,
    ['life', texts.life, life] as const,
  ].map(([key, term, value]) => ({ key, term, value }));
  return (
    <div className="kz-card">
      <h3>{number === undefined ? texts.title : texts.many(number)}</h3>
      <DefinitionList rows={rows} />
      {hasMarks && <p className="kz-small">{texts.substitutes}</p>}
    </div>
  );
}

/** Characters that stand in for others are marked. */
function Marked({ text, flags }: { readonly text: string; readonly flags: string }) {
  if (!flags.includes('1')) return <bdi>{text}</bdi>;
  return (
    <bdi>
      {[...text].map((character, i) =>
        // biome-ignore lint/suspicious/noArrayIndexKey: characters of a fixed text.
        flags[i] === '1' ? <mark key={i}>{character}</mark> : character,
      )}
    </bdi>
  );
}
