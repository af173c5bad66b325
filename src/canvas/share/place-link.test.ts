import { describe, expect, it } from 'vitest';
import { linkTo, placeIn } from './place-link.ts';

const address = 'http://127.0.0.1:4100/d/abc#secret';

describe('a link to a place in a design', () => {
  it('leads back to the same place, and keeps the secret behind the #', () => {
    const ids = ['abcdefghijkl', 'abcdefghijkm'];
    const link = new URL(linkTo(address, { ids }));
    expect(link.hash).toBe('#secret');
    expect(placeIn(link.search)).toEqual({ ids });
    const view = { x: -120, y: 4, width: 800, height: 600 };
    expect(placeIn(new URL(linkTo(address, { view })).search)).toEqual({ view });
  });

  it.each(['', '?', '?at=', '?at=<script>', '?view=1,2,3', '?view=0,0,-5,10', '?view=1e300,0,5,5', '?view=a,b,c,d', '?x=1'])(
    'points nowhere in “%s”',
    (search) => {
      expect(placeIn(search)).toBeUndefined();
    },
  );
});
