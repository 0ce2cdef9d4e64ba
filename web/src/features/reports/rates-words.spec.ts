import { describe, expect, it } from 'vitest';
import { percentWords } from './rates-words.js';

describe('shares as people read them', () => {
  it.each([
    [null, '–'],
    [0, '0%'],
    [1, '100%'],
    [0.5, '50%'],
    [1 / 3, '33,3%'],
    [196 / 197, '99,5%'],
    [1 / 10_000, '0,1%'],
    [9_999 / 10_000, '99,9%'],
  ])('%s is %s: never all when one is missing, never nothing when one is there', (share, words) => {
    expect(percentWords(share)).toBe(words);
  });
});
