import { Button } from '@kazasu/ui/react';
import { Component, type ReactNode } from 'react';
import { Page } from '../frame/index.ts';
import { useTexts } from '../text/use-texts.ts';

interface Props {
  readonly children: ReactNode;
}

/** A page whose script does not come says so and can be asked for again; without this React would show nothing at all. */
export class LoadFault extends Component<Props, { readonly failed: boolean }> {
  override readonly state = { failed: false };

  static getDerivedStateFromError(): { readonly failed: boolean } {
    return { failed: true };
  }

  override render(): ReactNode {
    return this.state.failed ? <FaultPage /> : this.props.children;
  }
}

function FaultPage() {
  const texts = useTexts().shell.offline;
  return (
    <Page title={texts.pageTitle} back={{ at: 'home' }}>
      <p>{texts.pageText}</p>
      <div className="kz-actions">
        <Button onClick={() => window.location.reload()}>{texts.retry}</Button>
      </div>
    </Page>
  );
}
