import { explainEvidence } from '@kazasu/evidence';
import { type Check, type ExplainedCheck, explainReport, type Report } from '@kazasu/pki';
import type { IconName } from '@kazasu/ui';
import { Icon, useLanguage } from '@kazasu/ui/react';
import type { Language } from '@kazasu/ui/text';
import type { Case } from '../case/index.ts';
import { textsIn } from '../text/index.ts';
import { timeText } from './time.ts';

/** Where a check is shown, by the word behind `evidence.`; what is not named here stands with the record. */
const GROUPS = {
  record: ['format', 'part', 'objects', 'document'],
  log: ['inclusion', 'checkpoint', 'witness'],
  time: ['timestamp', 'time', 'renewal', 'current'],
  signature: ['content', 'digest', 'signature', 'path', 'report'],
} as const;

type Group = keyof typeof GROUPS;
const ORDER: readonly Group[] = ['record', 'log', 'time', 'signature'];

function groupOf({ id }: Pick<Check, 'id'>): Group {
  const word = id.slice('evidence.'.length);
  return ORDER.find((group) => GROUPS[group].some((one) => one === word)) ?? 'record';
}

/** Every check in words, and the judgements inside. */
export function Checks({ report }: Pick<Case, 'report'>) {
  const { language } = useLanguage();
  const { checks: texts } = textsIn(language);
  const { checks } = explainEvidence(report, language);
  const nested: { readonly [group in Group]?: readonly [Report, string][] } = {
    time: report.timestamps.map((one, i) => [one, texts.stamp(i + 1)]),
    signature: report.signatures.map((one, i) => [one, texts.path(i + 1)]),
  };
  return (
    <section className="ev-section">
      <h2>{texts.title}</h2>
      <div className="ev-groups">
        {ORDER.map((group) => {
          const own = checks.filter((check) => groupOf(check) === group);
          if (own.length === 0) return null;
          return (
            <div className="kz-card ev-group" key={group}>
              <div className="ev-group-head">
                <h3>{texts.groups[group]}</h3>
                <span className="kz-small">{countText(own, texts.counts)}</span>
              </div>
              <CheckList checks={own} />
              {nested[group]?.map(([inner, title]) => (
                <Nested key={title} report={inner} title={title} />
              ))}
            </div>
          );
        })}
      </div>
    </section>
  );
}

function countText(
  checks: readonly ExplainedCheck[],
  text: (passed: number, total: number) => string,
): string {
  const counted = checks.filter(({ status }) => status !== 'skipped');
  return text(counted.filter(({ status }) => status === 'passed').length, counted.length);
}

function Nested({ report, title }: { readonly report: Report; readonly title: string }) {
  const { language } = useLanguage();
  const { checks } = explainReport(report, language);
  return (
    <details className="ev-details">
      <summary>{title}</summary>
      <CheckList checks={checks} small />
    </details>
  );
}

const ICONS: { readonly [status in ExplainedCheck['status']]: IconName } = {
  passed: 'check',
  failed: 'close',
  undetermined: 'info',
  skipped: 'arrowRight',
};

function CheckList({
  checks,
  small = false,
}: {
  readonly checks: readonly ExplainedCheck[];
  readonly small?: boolean;
}) {
  return (
    <ul className={small ? 'ev-checks ev-checks-small' : 'ev-checks'}>
      {checks.map((check, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: one rule may be checked several times, in a fixed order.
        <CheckRow key={i} check={check} />
      ))}
    </ul>
  );
}

function CheckRow({ check }: { readonly check: ExplainedCheck }) {
  const { language } = useLanguage();
  const { checks: texts } = textsIn(language);
  const { id, status, statusText, title, reasonText, citation, facts = [] } = check;
  return (
    <li className={`ev-check ev-check-${status}`} data-check={id} data-status={status}>
      <span className="ev-check-mark">
        <Icon name={ICONS[status]} small />
      </span>
      <div className="ev-check-words">
        <span className="ev-check-title">{title}</span>
        {reasonText !== undefined && <span className="ev-check-reason">{reasonText}</span>}
        <span className="ev-check-source">
          {facts.map(({ name, label, text, time }) => (
            <span key={name}>
              {label}: {time === undefined ? text : timeOf(time, language)}
            </span>
          ))}
          <span>
            {texts.source}: {citation}
          </span>
        </span>
      </div>
      <span className="ev-check-status">{statusText}</span>
    </li>
  );
}

function timeOf(time: number, language: Language): string {
  return textsIn(language).about.japanTime(timeText(time, language));
}
