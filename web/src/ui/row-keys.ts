import { type KeyboardEvent, type RefObject, useEffect, useRef } from 'react';

/**
 * Moves between the rows of a list by j and k or the arrows; from anywhere on the page when nothing else has the
 * focus. Enter is the link's own. Returns the list's key handler.
 */
export function useRowKeys(
  list: RefObject<HTMLElement | null>,
  rowCount: number,
  focusRow: (index: number) => void,
): (event: KeyboardEvent) => void {
  const latest = useRef({ rowCount, focusRow });
  latest.current = { rowCount, focusRow };

  function step(key: string): number {
    if (key === 'j' || key === 'ArrowDown') return 1;
    return key === 'k' || key === 'ArrowUp' ? -1 : 0;
  }

  function move(by: number): void {
    const current = document.activeElement?.closest<HTMLElement>('[data-index]');
    const index = current && list.current?.contains(current) ? Number(current.dataset.index) + by : 0;
    if (index >= 0 && index < latest.current.rowCount) latest.current.focusRow(index);
  }

  // biome-ignore lint/correctness/useExhaustiveDependencies: the handler reads the latest values through the ref
  useEffect(() => {
    const onKey = (event: globalThis.KeyboardEvent) => {
      const free = document.activeElement === document.body || document.activeElement?.tagName === 'H1';
      if (!free || event.ctrlKey || event.metaKey || event.altKey || (event.key !== 'j' && event.key !== 'k')) return;
      event.preventDefault();
      move(step(event.key));
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);

  return (event) => {
    const by = step(event.key);
    const target = event.target as HTMLElement;
    if (by === 0 || event.ctrlKey || event.metaKey || event.altKey || target.matches('input, textarea, select')) return;
    event.preventDefault();
    move(by);
  };
}
