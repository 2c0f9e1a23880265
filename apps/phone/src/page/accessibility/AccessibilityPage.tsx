import { Badge, DefinitionList, Table } from '@kazasu/ui/react';
import { readableDate } from '@kazasu/ui/text';
import { Page } from '../frame/index.ts';
import { ACCESSIBILITY_TEXTS } from '../text/accessibility.ts';
import { useTexts } from '../text/use-texts.ts';
import { CHECKS, lastResult, SCREENS } from './result.ts';

/** The policy, and what the last test found. */
export function AccessibilityPage() {
  const { language } = useTexts();
  const texts = ACCESSIBILITY_TEXTS[language];
  return (
    <Page title={texts.title} back={{ at: 'home' }}>
      <p className="kz-lead">{texts.lead}</p>
      <h2>{texts.policyTitle}</h2>
      <Part title={texts.scopeTitle} lines={[texts.scope]} />
      <Part title={texts.goalTitle} lines={[texts.goal, texts.note]} />
      <Part title={texts.moreTitle} lines={[texts.more]} />
      <Part title={texts.exceptionsTitle} lines={texts.exceptions} />
      <Part title={texts.contactTitle} lines={[texts.contact]} />
      <Result />
    </Page>
  );
}

function Part({ title, lines }: { title: string; lines: readonly string[] }) {
  return (
    <section className="kz-stack-tight">
      <h3>{title}</h3>
      {lines.map((line) => (
        <p key={line}>{line}</p>
      ))}
    </section>
  );
}

function Result() {
  const { language } = useTexts();
  const texts = ACCESSIBILITY_TEXTS[language];
  // What is not in the result has not been tested: it is drawn as failed, and counts so.
  const failed = SCREENS.some((screen) =>
    CHECKS.some((check) => lastResult.screens[screen]?.[check] !== true),
  );
  const rows = [
    { key: 'standard', term: texts.standard, value: texts.standardValue },
    { key: 'level', term: texts.level, value: texts.levelValue },
    { key: 'status', term: texts.status, value: texts.statusValue },
    { key: 'date', term: texts.date, value: readableDate(lastResult.date.replaceAll('-', ''), language) },
    { key: 'technologies', term: texts.technologies, value: texts.technologiesValue },
    { key: 'method', term: texts.method, value: texts.methodValue },
  ];
  return (
    <>
      <h2>{texts.resultTitle}</h2>
      <DefinitionList rows={rows} />
      <p>{failed ? texts.statusFaults : texts.statusWhy}</p>
      <Table
        caption={texts.tableTitle}
        columns={[
          { key: 'screen', head: texts.screen },
          ...CHECKS.map((check) => ({ key: check, head: texts.checks[check] })),
        ]}
        rows={SCREENS.map((screen) => ({
          id: screen,
          screen: texts.screens[screen],
          ...verdicts(screen, texts),
        }))}
      />
    </>
  );
}

function verdicts(screen: (typeof SCREENS)[number], texts: { readonly pass: string; readonly fail: string }) {
  const verdict = (check: (typeof CHECKS)[number]) =>
    lastResult.screens[screen]?.[check] === true ? texts.pass : <Badge colour="red">{texts.fail}</Badge>;
  return {
    axe: verdict('axe'),
    keyboard: verdict('keyboard'),
    zoom: verdict('zoom'),
    colours: verdict('colours'),
    order: verdict('order'),
    title: verdict('title'),
  };
}
