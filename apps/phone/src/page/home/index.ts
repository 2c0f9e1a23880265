/** The start page, and the reminder of certificates that end. Shows what the account says; keeps nothing. */
export { daysLeft } from './expiry.ts';
export { HomePage, MenuItem } from './HomePage.tsx';
