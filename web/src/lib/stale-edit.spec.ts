import { describe, expect, it } from 'vitest';
import { clashesOf } from './stale-edit.js';

const opened = { name: 'Sở A', aliases: ['a'], identifier: null as string | null, ends: null as string | null };

describe('an edit that another person was faster with', () => {
  it('names what they changed, and whether both did', () => {
    const mine = { ...opened, name: 'Sở A (tôi)' };
    const theirs = { ...opened, name: 'Sở A (họ)', aliases: ['a', 'b'] };
    expect(clashesOf(opened, mine, theirs)).toEqual([
      { field: 'name', opened: 'Sở A', mine: 'Sở A (tôi)', theirs: 'Sở A (họ)', bothChanged: true },
      { field: 'aliases', opened: ['a'], mine: ['a'], theirs: ['a', 'b'], bothChanged: false },
    ]);
  });

  it('says nothing where both wrote the same, or only I changed', () => {
    expect(clashesOf(opened, { ...opened, name: 'x' }, { ...opened, name: 'x' })).toEqual([]);
    expect(clashesOf(opened, { ...opened, name: 'x' }, opened)).toEqual([]);
  });
});
