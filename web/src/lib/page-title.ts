import { useEffect, useRef } from 'react';

const PRODUCT = 'Kế hoạch Đề án 06';
let pagesShown = 0;

/**
 * Puts the page's name into the window title and, on every page after the first, moves the focus to its heading, so
 * that who reads by ear or by keyboard starts at the top of the new page.
 */
export function usePageTitle(title: string): React.RefObject<HTMLHeadingElement | null> {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = title === PRODUCT ? PRODUCT : `${title} · ${PRODUCT}`;
  }, [title]);
  useEffect(() => {
    pagesShown += 1;
    if (pagesShown > 1) heading.current?.focus({ preventScroll: true });
  }, []);
  return heading;
}
