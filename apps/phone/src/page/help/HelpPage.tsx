import { Page } from '../frame/index.ts';

export function HelpPage(_props: { code: string | undefined }) {
  return (
    <Page title="help" back={{ at: 'home' }}>
      …
    </Page>
  );
}
