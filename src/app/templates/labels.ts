export const words = {
  unknownTitle: 'There is no such exercise',
  unknownText: 'Perhaps it has another name on this server. All exercises stand on the start page.',
  workshop: 'Run it with groups',
  start: 'Start with a new canvas',
  startHint: 'The brief stays beside the canvas. Share the link, and your group draws together.',
  brief: 'Brief',
} as const;
