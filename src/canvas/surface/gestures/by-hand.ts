/* What hands do with what is drawn: a chunk of its own, fetched as soon as the pointer comes over the canvas. */
export { quickConnectFrom } from '../quick-connect.ts';
export { connect, reconnect } from './connect.ts';
export { drag } from './drag.ts';
export { marquee } from './marquee.ts';
export { resize } from './resize.ts';
