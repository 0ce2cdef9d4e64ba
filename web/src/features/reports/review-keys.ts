import { useEffect, useRef } from 'react';

/** Acts by single letters, from anywhere on the page but not while something is being typed or a dialog asks. */
export function useLetterKeys(acts: Partial<Record<string, () => void>>, enabled: boolean): void {
  const latest = useRef(acts);
  latest.current = acts;
  useEffect(() => {
    if (!enabled) return;
    const onKey = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement;
      if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
      if (target.isContentEditable || target.matches('input:not([type="checkbox"]), textarea, select')) return;
      const act = latest.current[event.key];
      if (!act) return;
      event.preventDefault();
      act();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [enabled]);
}
