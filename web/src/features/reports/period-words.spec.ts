import { describe, expect, it } from 'vitest';
import { capital, shortPeriod } from './period-words.js';

describe('the name of a period in a narrow place', () => {
  it.each([
    ['2023-04', '4/2023'],
    ['2023-12', '12/2023'],
    ['2023-Q1', 'Quý I/2023'],
    ['2023-Q4', 'Quý IV/2023'],
    ['2023-H1', '6 tháng đầu 2023'],
    ['2023-H2', '6 tháng cuối 2023'],
    ['2023', 'Năm 2023'],
  ])('%s is %s', (label, words) => {
    expect(shortPeriod(label)).toBe(words);
  });

  it('begins a line with a capital', () => {
    expect(capital('tháng 4/2023')).toBe('Tháng 4/2023');
    expect(capital('quý I/2023')).toBe('Quý I/2023');
  });
});
