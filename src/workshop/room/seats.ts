import { readRemembered, remember } from '#canvas/remembered.ts';
import { codePattern } from '#wire/workshop.ts';

/** Seats that this device holds, by code: so that a reload, or a second look at the projector, leads back to the same one. */
export interface KeptSeat {
  readonly code: string;
  readonly workshop: string;
  readonly token: string;
  /** `seat` of a member; instructors keep theirs too. */
  readonly as: 'seat' | 'instructor';
  readonly title: string;
}

const most = 20;

export function keptSeats(): readonly KeptSeat[] {
  try {
    const kept = JSON.parse(readRemembered('seats') ?? '[]') as unknown;
    return Array.isArray(kept) ? kept.filter(isSeat).slice(0, most) : [];
  } catch {
    return [];
  }
}

export function keepSeat(seat: KeptSeat): void {
  const others = keptSeats().filter(({ workshop, as }) => workshop !== seat.workshop || as !== seat.as);
  remember('seats', JSON.stringify([seat, ...others].slice(0, most)));
}

export function forgetSeat(workshop: string): void {
  remember('seats', JSON.stringify(keptSeats().filter((seat) => seat.workshop !== workshop)));
}

function isSeat(value: unknown): value is KeptSeat {
  const seat = value as Partial<KeptSeat> | null;
  return (
    typeof seat?.code === 'string' &&
    new RegExp(codePattern).test(seat.code) &&
    typeof seat.workshop === 'string' &&
    typeof seat.token === 'string' &&
    (seat.as === 'seat' || seat.as === 'instructor')
  );
}

/** What people type: `abc 234`, or the whole address that the projector shows. */
export function codeIn(text: string): string | undefined {
  const last = text.trim().split('/').at(-1) ?? '';
  const code = last.replace(/[\s-]/g, '').toUpperCase();
  return new RegExp(codePattern).test(code) ? code : undefined;
}
