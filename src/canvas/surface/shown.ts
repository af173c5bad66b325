import type { Id } from '#base/ids.ts';
import type { Box } from '#drawing/geometry.ts';
import type { Position } from '#model/design.ts';
import type { Guide } from './guides.ts';

/** What a gesture shows while it lasts. */
export type Shown =
  | { readonly kind: 'none' }
  | { readonly kind: 'pan' }
  | { readonly kind: 'marquee'; readonly box: Box }
  | {
      readonly kind: 'drag';
      readonly guides: readonly Guide[];
      readonly into: Id | undefined;
      readonly onto: Id | undefined;
      readonly copying: boolean;
    }
  | { readonly kind: 'resize'; readonly guides: readonly Guide[] }
  | {
      readonly kind: 'connect';
      /** The fixed end; for a reconnected edge the end that stays. */
      readonly from: Id;
      readonly direction: 'out' | 'in';
      readonly to: Position;
      readonly target: Id | undefined;
      readonly legal: boolean;
      /** The edge that is being reconnected. */
      readonly edge: Id | undefined;
    };

/** One line that says why something can't be, or asks what is meant, with what can be done instead. */
export interface Notice {
  readonly at: Position;
  readonly sentence: string;
  readonly question: boolean;
  readonly options: readonly { readonly label: string; readonly hint?: string; perform(): void }[];
}
