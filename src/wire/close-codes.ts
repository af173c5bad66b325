/**
 * Why a connection was closed. 4400–4499 is final: asking again gives the same answer, so the browser does not.
 * Everything else is "try again later". Sentences are at most 123 bytes, the room that a close frame has.
 */
export const closeCodes = {
  malformed: 4400,
  badToken: 4401,
  noAccess: 4403,
  notFound: 4404,
  tooLarge: 4413,
  failed: 4500,
  unavailable: 4503,
  tooSlow: 4508,
  tooFast: 4529,
} as const;

export type CloseCode = (typeof closeCodes)[keyof typeof closeCodes];

/** What to tell a person, when the server gave no sentence of its own. */
export const closeSentences: Readonly<Record<CloseCode, string>> = {
  4400: 'The server could not read what this page sent. Reload the page.',
  4401: 'This link does not work any more. Ask the owner of the design for a new one.',
  4403: 'This page is not allowed to connect to that server.',
  4404: 'There is no such design on this server.',
  4413: 'What was sent is larger than the server takes.',
  4500: 'The server could not store the last changes. Trying again.',
  4503: 'The server is restarting or full. Trying again.',
  4508: 'This connection is too slow to keep up. Trying again.',
  4529: 'Too much was sent at once. Trying again.',
};

/** True for a refusal that trying again does not change. */
export function isFinal(code: number): boolean {
  return code >= 4400 && code <= 4499;
}

/** The sentence for a code, or `undefined` for codes that are not ours (a cable was pulled, a tab was closed). */
export function closeSentence(code: number): string | undefined {
  return (closeSentences as Readonly<Record<number, string>>)[code];
}
