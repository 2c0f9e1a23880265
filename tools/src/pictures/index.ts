/**
 * The pictures in the README: one login in a throw-away town, followed in a browser, in either language. Owns which
 * screens are shown and how large; refuses to touch a screen, so that what it shows is what people see.
 */
export { takePictures } from './take.ts';
