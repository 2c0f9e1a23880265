import { explainEvidence } from '@kazasu/evidence';
import type { IconName } from '@kazasu/ui';
import { Button, Icon, useLanguage } from '@kazasu/ui/react';
import type { Case, Headline } from '../case/index.ts';
import { textsIn } from '../text/index.ts';

type Tone = 'good' | 'bad' | 'open' | 'mixed';

const TONES: { readonly [headline in Headline]: Tone } = {
  unreadable: 'bad',
  altered: 'bad',
  'other-document': 'bad',
  contradiction: 'bad',
  untrusted: 'open',
  open: 'open',
  holds: 'good',
  'document-unproven': 'mixed',
  'genuine-signature-invalid': 'mixed',
  'genuine-signature-open': 'mixed',
  'genuine-signature-erased': 'mixed',
  genuine: 'good',
};

const ICONS: { readonly [tone in Tone]: IconName } = {
  good: 'check',
  bad: 'close',
  open: 'info',
  mixed: 'warning',
};

/** The first thing that is read. */
export function Verdict({ headline, report }: Pick<Case, 'headline' | 'report'>) {
  const { language } = useLanguage();
  const texts = textsIn(language);
  const tone = TONES[headline];
  const failed = explainEvidence(report, language).checks.find(({ status }) => status === 'failed');
  const because = failed?.reasonText ?? failed?.title;
  return (
    <section className={`ev-verdict ev-verdict-${tone}`} role="status" aria-live="polite">
      <span className="ev-verdict-mark">
        <Icon name={ICONS[tone]} />
      </span>
      <div className="ev-verdict-words">
        <h2 data-verdict={headline}>{texts.headlines[headline]}</h2>
        <p>{texts.explanations[headline]}</p>
        {because !== undefined && (
          <p className="ev-verdict-because">
            {texts.because}: {because}
          </p>
        )}
        {report.entry !== undefined && (
          <div className="ev-verdict-actions">
            {headline === 'untrusted' && (
              <a className="kz-button kz-button-medium" href="#trust">
                {texts.toTrust}
              </a>
            )}
            <Button look="outline" onClick={() => window.print()}>
              {texts.print}
            </Button>
          </div>
        )}
      </div>
    </section>
  );
}
