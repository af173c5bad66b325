import type { ReactNode } from 'react';
import type { Role } from '#wire/roles.ts';

/** What the page around a workbench can do. What is left out is not offered. */
export interface Page {
  /** Where the mark leads. */
  readonly home: string;
  /** Who this person is for this design: what "Share" hands out. */
  readonly access?: Access;
  /** Designs to start from, offered on an empty canvas and in the menu. */
  readonly templates?: TemplateSource;
  /** Other designs that were open on this device, to go to. */
  otherDesigns?(): readonly { readonly id: string; readonly title: string; open(): void }[];
  /** Where in the design its address points, as the address has it (`?at=…`): shown when it opens. */
  readonly place?: string;
  /** Opens the compare view for this design. */
  compare?(): void;
  /** Leaves for good after a final refusal, or starts a copy from what is still on this device. */
  readonly refusedActions?: readonly { readonly label: string; perform(): void }[];
  /** The brief of an exercise: makes the "Brief" tab appear. */
  readonly brief?: ReactNode;
  /** What belongs to the room that a design is in: makes the "Room" tab appear. */
  readonly room?: ReactNode;
  /** Stands in the top bar before the people: a phase, a timer. */
  readonly bar?: ReactNode;
}

export interface Access {
  /** Id of the design on this server. */
  readonly design: string;
  /** The capability that this window holds. */
  readonly token: string;
  readonly role: Role;
  /** The address of the page that opens the design with a token; `origin` replaces this page's own. */
  linkTo(token: string, origin?: string): string;
}

export interface TemplateInfo {
  readonly id: string;
  readonly title: string;
  /** One sentence. */
  readonly summary: string;
}

export interface TemplateSource {
  list(): Promise<readonly TemplateInfo[]>;
  /** The starting design in the sketch notation. */
  sketchOf(id: string): Promise<string>;
}
