import { Page } from '../frame/index.ts';

export function HistoryPage(_props: { entry: number | undefined }) {
  return (
    <Page title="history" back={{ at: 'home' }}>
      …
    </Page>
  );
}
