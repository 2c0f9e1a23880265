/**
 * The help: guides, questions, and what each code for support means, in the words of the screens that show it: of a login, and of a signature
 * where those are others. Works without an
 * account, without a network, and in the middle of a login; keeps nothing of what is searched.
 */
export { HelpPage } from './HelpPage.tsx';
