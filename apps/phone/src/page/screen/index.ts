/** One component a screen. They show what the login says and pass on what the person does; they decide nothing. */
export { CurrentScreen } from './CurrentScreen.tsx';
