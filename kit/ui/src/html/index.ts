/**
 * Pages written by a server: the frame of a page and the components that server pages share with the apps.
 * Every value put into a template is escaped; nothing here writes inline scripts or styles, so the pages run
 * under the strictest content security policy.
 */

export { badge, icon } from './badge.ts';
export { type AskedBusily, busyPages } from './busy-page.ts';
export { type ButtonLook, button, buttonLink, link } from './button.ts';
export { definitionList } from './data.ts';
export { choiceField, textField } from './field.ts';
export { type Html, html } from './html.ts';
export { type NoticeKind, notice } from './notice.ts';
export { type PageOptions, page } from './page.ts';
export { type StatusView, statusPage } from './status-page.ts';
export { steps } from './steps.ts';
export { table } from './table.ts';
