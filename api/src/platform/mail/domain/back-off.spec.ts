import fc from 'fast-check';
import { backOff } from './back-off.js';

describe('the wait after a failed sending', () => {
  it('begins with a minute, doubles, and stays at six hours', () => {
    const minutes = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 100].map((attempts) => backOff(attempts) / 60_000);
    expect(minutes).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 360, 360]);
  });

  it('never shrinks', () => {
    fc.assert(
      fc.property(fc.nat(1_000), (attempts) => {
        expect(backOff(attempts + 1)).toBeGreaterThanOrEqual(backOff(attempts));
        expect(backOff(attempts)).toBeLessThanOrEqual(6 * 3_600_000);
      }),
    );
  });
});
