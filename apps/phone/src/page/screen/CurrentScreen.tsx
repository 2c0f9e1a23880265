import { Waiting } from '@kazasu/ui/react';
import type { Login, Screen } from '../login/index.ts';
import { CardScreen } from './CardScreen.tsx';
import { ConfirmScreen } from './ConfirmScreen.tsx';
import { DoneScreen } from './DoneScreen.tsx';
import { EndedScreen } from './EndedScreen.tsx';
import { HandoverScreen } from './HandoverScreen.tsx';
import { HoldScreen } from './HoldScreen.tsx';
import { HomeScreen } from './HomeScreen.tsx';
import { PasswordScreen } from './PasswordScreen.tsx';
import { PinScreen } from './PinScreen.tsx';
import { SignConfirmScreen } from './SignConfirmScreen.tsx';
import { SignHandoverScreen } from './SignHandoverScreen.tsx';
import { useTexts } from './use-texts.ts';

export function CurrentScreen({ screen, login }: { screen: Screen; login: Login }) {
  const { frame } = useTexts();
  switch (screen.at) {
    case 'starting':
      return <Waiting>{frame.starting}</Waiting>;
    case 'home':
      return <HomeScreen screen={screen} login={login} />;
    case 'confirm':
      return screen.transaction.view.signing === undefined ? (
        <ConfirmScreen screen={screen} login={login} />
      ) : (
        <SignConfirmScreen screen={screen} login={login} />
      );
    case 'card':
      return <CardScreen screen={screen} login={login} />;
    case 'pin':
      return screen.pin === 'signature' ? (
        <PasswordScreen screen={screen} login={login} />
      ) : (
        <PinScreen key={screen.pin} screen={screen} login={login} />
      );
    case 'hold':
      return <HoldScreen screen={screen} login={login} />;
    case 'handover':
      return screen.transaction.view.signing === undefined ? (
        <HandoverScreen screen={screen} login={login} />
      ) : (
        <SignHandoverScreen screen={screen} login={login} />
      );
    case 'done':
      return <DoneScreen screen={screen} />;
    case 'ended':
      return <EndedScreen screen={screen} login={login} />;
  }
}
