import type { AppTransaction } from '@kazasu/provider/api';
import { Badge, Icon } from '@kazasu/ui/react';
import { useTexts } from '../text/use-texts.ts';

/** Who asks: name, kind, and the origin, which is the part that cannot be made up. */
export function RelyingParty({ party }: { party: AppTransaction['relyingParty'] }) {
  const { shared, screen } = useTexts();
  return (
    <div className="ph-party">
      <span className="ph-party-icon">
        <Icon name="building" />
      </span>
      <div className="ph-party-words">
        <p className="ph-party-name">{party.name}</p>
        <p className="ph-party-origin">
          <span className="kz-hidden">{screen.confirm.origin}: </span>
          {party.origin}
        </p>
      </div>
      <Badge colour={party.kind === 'government' ? 'green' : 'blue'}>{shared.kinds[party.kind]}</Badge>
    </div>
  );
}
