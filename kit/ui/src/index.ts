/**
 * The look of every page, after the Digital Agency Design System: a style sheet of component classes, and helpers
 * that write them from a server. React components are in `@kazasu/ui/react`, texts in `@kazasu/ui/text`, the builder
 * of pages in `@kazasu/ui/build`. Holds no behaviour of a service and loads nothing from elsewhere.
 */
export { assetsFolder } from './assets.ts';
export * from './html/index.ts';
export { ICONS, type IconName } from './icon/index.ts';
