/** Kinds of browsers and systems by what they call themselves; the first that fits, so special ones stand first. */
const BROWSERS: readonly [RegExp, string][] = [
  [/coc_coc/i, 'Cốc Cốc'],
  [/Edg\//, 'Edge'],
  [/OPR\//, 'Opera'],
  [/Firefox\//, 'Firefox'],
  [/Chrome\//, 'Chrome'],
  [/Safari\//, 'Safari'],
];
const SYSTEMS: readonly [RegExp, string][] = [
  [/iPhone|iPad/, 'iPhone, iPad'],
  [/Android/, 'Android'],
  [/Windows/, 'Windows'],
  [/Mac OS X/, 'macOS'],
  [/Linux/, 'Linux'],
];

/** `Chrome trên Windows`, as far as the browser tells; what it says itself when nothing fits. */
export function browserWords(userAgent: string | null): string {
  if (!userAgent) return 'Không rõ trình duyệt';
  const browser = BROWSERS.find(([mark]) => mark.test(userAgent))?.[1];
  const system = SYSTEMS.find(([mark]) => mark.test(userAgent))?.[1];
  if (!browser && !system) return userAgent.slice(0, 60);
  return system ? `${browser ?? 'Trình duyệt'} trên ${system}` : (browser as string);
}

/** A network address as people know it: an old-style one without the wrapping that new-style networks put on it. */
export const addressWords = (address: string | null): string | null =>
  address?.replace(/^::ffff:(?=\d+\.)/i, '') ?? null;
