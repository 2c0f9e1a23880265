import { Page } from '../frame/index.ts';

export function AccessibilityPage(_props: object) {
  return (
    <Page title="accessibility" back={{ at: 'home' }}>
      …
    </Page>
  );
}
