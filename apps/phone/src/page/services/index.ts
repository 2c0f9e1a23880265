/** The services that a person has handed something to, and 連携を解除. Shows what the provider answers; keeps nothing. */
export { ServicesPage } from './ServicesPage.tsx';
