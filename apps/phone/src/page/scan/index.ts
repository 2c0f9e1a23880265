/**
 * Reads the QR code of a request from the camera, a picture or a link that is typed. What the camera sees stays in this page: it is
 * drawn on a canvas that nobody sees, read in a worker, and forgotten. Takes only addresses of this very app; other codes are
 * neither shown nor opened. Loaded when somebody goes to it.
 */
export { ScanScreen } from './ScanScreen.tsx';
