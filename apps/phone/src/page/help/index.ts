/**
 * The help: guides, questions, and what each code for support means, in the words of the screen that shows it. Works without an
 * account, without a network, and in the middle of a login; keeps nothing of what is searched.
 */
export { HelpPage } from './HelpPage.tsx';
