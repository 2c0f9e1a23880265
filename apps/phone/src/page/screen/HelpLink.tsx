import { PageLink } from '../frame/Page.tsx';
import { type HelpTopic, useTexts } from '../text/use-texts.ts';

/** To the app's help on what is before the person. The login waits where it is. */
export function HelpLink({ about, code }: { about: HelpTopic; code: string }) {
  const { flow } = useTexts();
  return (
    <p className="ph-help">
      <PageLink to={{ at: 'help', code }}>{flow.help[about]}</PageLink>
    </p>
  );
}
