/** services */
export { ServicesPage } from './ServicesPage.tsx';
