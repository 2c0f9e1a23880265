/**
 * Erasing a person: everything that a tenant has of them, in every folder, as far as retention allows. Owns the order of it and
 * what is said of what stays; each folder deletes its own.
 */
export { ERASURE_PROBLEMS } from './problems.ts';
export { ERASURE_ROUTES } from './routes.ts';
