/* What joins elements by hand: a chunk of its own, fetched as soon as the pointer comes over the canvas. */
export { connect, reconnect } from './gestures/connect.ts';
export { quickConnectFrom } from './quick-connect.ts';
