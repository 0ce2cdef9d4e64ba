import { formatInstant } from '../../lib/dates.js';
import { CopyOnce } from '../../ui/copy-once.js';
import { Notice } from '../../ui/notice.js';
import type { IssuedLink } from './queries.js';

/** A one-time link, shown this once. */
export function OneTimeLink({ issued, title }: { issued: Pick<IssuedLink, 'link' | 'expiresAt'>; title: string }) {
  return (
    <>
      <Notice tone="done" live title={title}>
        Gửi đường dẫn này cho đúng người đó, qua kênh nội bộ. Đường dẫn dùng một lần, đến{' '}
        {formatInstant(issued.expiresAt)}, và chỉ hiện lần này.
      </Notice>
      <CopyOnce label="Đường dẫn" text={issued.link} copy="Sao chép đường dẫn" />
    </>
  );
}
