import { Waiting } from '@kazasu/ui/react';
import type { Login, Screen } from '../login/index.ts';
import { useTexts } from '../text/use-texts.ts';
import { AwayScreen } from './AwayScreen.tsx';
import { CardScreen } from './CardScreen.tsx';
import { ConfirmScreen } from './ConfirmScreen.tsx';
import { DoneScreen } from './DoneScreen.tsx';
import { ElsewhereScreen } from './ElsewhereScreen.tsx';
import { EndedScreen } from './EndedScreen.tsx';
import { HandoverScreen } from './HandoverScreen.tsx';
import { HoldScreen } from './HoldScreen.tsx';
import { MatchScreen } from './MatchScreen.tsx';
import { PasswordScreen } from './PasswordScreen.tsx';
import { PinScreen } from './PinScreen.tsx';
import { SignConfirmScreen } from './SignConfirmScreen.tsx';
import { SignHandoverScreen } from './SignHandoverScreen.tsx';

/** What belongs to the login; where there is none, nothing. */
export function CurrentScreen({ screen, login }: { screen: Screen; login: Login }) {
  const { frame } = useTexts();
  const signs = 'transaction' in screen && screen.transaction.view.signing !== undefined;
  switch (screen.at) {
    case 'home':
      return null;
    case 'starting':
      return <Waiting>{frame.starting}</Waiting>;
    case 'away':
      return <AwayScreen />;
    case 'elsewhere':
      return <ElsewhereScreen screen={screen} login={login} />;
    case 'match':
      return <MatchScreen screen={screen} login={login} />;
    case 'confirm': {
      const Confirm = signs ? SignConfirmScreen : ConfirmScreen;
      return <Confirm screen={screen} login={login} />;
    }
    case 'card':
      return <CardScreen screen={screen} login={login} />;
    case 'pin': {
      const Pin = screen.pin === 'signature' ? PasswordScreen : PinScreen;
      return <Pin key={screen.pin} screen={screen} login={login} />;
    }
    case 'hold':
      return <HoldScreen screen={screen} login={login} />;
    case 'handover': {
      const Handover = signs ? SignHandoverScreen : HandoverScreen;
      return <Handover screen={screen} login={login} />;
    }
    case 'done':
      return <DoneScreen screen={screen} login={login} />;
    case 'ended':
      return <EndedScreen key={screen.problem.code} screen={screen} login={login} />;
  }
}
