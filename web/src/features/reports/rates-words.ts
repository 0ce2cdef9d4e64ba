/** A share of 0 to 1 as people read it, `97,5%`; a dash where nothing is expected. */
export function percentWords(share: number | null): string {
  if (share === null) return '–';
  // Never rounded up to all, never down to nothing.
  const tenths = Math.round(share * 1_000);
  const shown = share > 0 && tenths === 0 ? 1 : share < 1 && tenths === 1_000 ? 999 : tenths;
  return `${String(shown / 10).replace('.', ',')}%`;
}
