import { describe, expect, it } from 'vitest';
import { comparePath, hashOf, type Source, sourcesOf } from './sources.ts';

const link = (design: string) => ({ design, token: `${design}_${'t'.repeat(30)}-A` });
const sources: readonly Source[] = [
  { kind: 'room', link: link('abc') },
  { kind: 'snapshot', link: link('d-e_f'), id: 's1', name: 'Before lunch, ~v1' },
];

describe('the address of a comparison', () => {
  it('holds rooms and snapshots, and no files', () => {
    expect(sourcesOf(`#${hashOf(sources)}`)).toEqual(sources);
    expect(hashOf([...sources, { kind: 'file', name: 'a.sketch', text: 'service a' }])).toBe(hashOf(sources));
    expect(comparePath([])).toBe('/compare');
  });

  it('is read as a stranger’s input', () => {
    expect(sourcesOf('#')).toEqual([]);
    expect(sourcesOf('#<script>,abc~short,~,~~~')).toEqual([]);
    expect(
      sourcesOf(`#${Array.from({ length: 9 }, (_, i) => hashOf([{ kind: 'room', link: link(`d${i}`) }])).join(',')}`),
    ).toHaveLength(4);
    expect(sourcesOf(`#abc~${'t'.repeat(30)}~s1~%E0%A4%A`)).toMatchObject([{ kind: 'snapshot', name: '' }]);
  });
});
