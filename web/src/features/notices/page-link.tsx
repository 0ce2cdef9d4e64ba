import { useRouter } from '@tanstack/react-router';
import type { MouseEvent, ReactNode } from 'react';

/** A path that the API gave, opened inside the pages; a new window still gets it whole. */
export function PageLink({ to, onOpen, children }: { to: string; onOpen?: () => void; children: ReactNode }) {
  const router = useRouter();
  function open(event: MouseEvent): void {
    onOpen?.();
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    router.history.push(to);
  }
  return (
    <a href={to} onClick={open}>
      {children}
    </a>
  );
}
