import { ProgressBar, StepIndicator, Waiting } from '../../../react/index.ts';
import type { Section } from '../section.ts';
import { useText } from '../use-text.ts';
import source from './way.tsx?raw';

function InTheMiddle() {
  const t = useText();
  const labels = [t('暗証番号', 'PIN'), t('かざす', 'Hold'), t('内容の確認', 'Check'), t('完了', 'Done')];
  return <StepIndicator labels={labels} current={2} />;
}

function AtTheEnds() {
  const t = useText();
  const labels = [t('はじめに', 'Start'), t('同意', 'Consent'), t('完了', 'Done')];
  return (
    <>
      <StepIndicator labels={labels} current={1} />
      <StepIndicator labels={labels} current={3} />
    </>
  );
}

function Bar() {
  const t = useText();
  return (
    <>
      <ProgressBar label={t('読み取りの進み具合', 'Reading')} value={0} max={5} />
      <ProgressBar label={t('読み取りの進み具合', 'Reading')} value={3} max={5} />
      <ProgressBar label={t('読み取りの進み具合', 'Reading')} value={5} max={5} />
    </>
  );
}

function Unknown() {
  const t = useText();
  return <Waiting>{t('カードを読み取っています', 'Reading the card')}</Waiting>;
}

export const WAY_SECTIONS: readonly Section[] = [
  {
    id: 'step-indicator',
    group: 'way',
    title: { ja: 'ステップインジケーター', en: 'Step indicator' },
    about: {
      ja: '手続きのどこにいるかを示します。3から5段階までが読みやすい数です。',
      en: 'Where one is in a task. Three to five steps can be taken in.',
    },
    source,
    examples: [
      { name: 'InTheMiddle', title: { ja: '途中', en: 'In the middle' }, Show: InTheMiddle },
      { name: 'AtTheEnds', title: { ja: '最初と最後', en: 'First and last' }, Show: AtTheEnds },
    ],
  },
  {
    id: 'progress',
    group: 'way',
    title: { ja: '進行状況', en: 'Progress' },
    about: {
      ja: 'どこまで進んだかが分かるときは棒、分からないときは輪を使います。輪は読み上げられます。',
      en: 'A bar where we know how far it is, a ring where nobody knows. The ring is read out.',
    },
    source,
    examples: [
      { name: 'Bar', title: { ja: '分かるとき', en: 'Known' }, Show: Bar },
      { name: 'Unknown', title: { ja: '分からないとき', en: 'Unknown' }, Show: Unknown },
    ],
  },
];
