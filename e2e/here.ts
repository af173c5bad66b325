import type { Browser } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { launchBrowser, type Millrace, millrace, type Person, type PersonOptions, person } from './support.ts';

/** Where the journeys of a file take place. */
export interface Here {
  readonly server: Millrace;
  person(name: string, options?: PersonOptions): Promise<Person>;
}

/** One server and one browser for all tests of the file that calls it, from before the first until after the last. */
export function here(): Here {
  let server: Millrace | undefined;
  let browser: Browser | undefined;
  beforeAll(async () => {
    server = await millrace();
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await server?.remove();
  });
  const begun = <T>(part: T | undefined): T => {
    if (part === undefined) throw new Error('The server and the browser are there once the tests of the file have begun.');
    return part;
  };
  return {
    get server() {
      return begun(server);
    },
    person: (name, options) => person(begun(browser), name, options),
  };
}
