/** Beside the page, so that it stays quick while a picture is looked at. One picture in, one text or nothing out. */
import { type Picture, textIn } from './decode.ts';

self.addEventListener('message', (event: MessageEvent<Picture>) => {
  self.postMessage(textIn(event.data));
});
