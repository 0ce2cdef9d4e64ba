import { Button } from '@mantine/core';
import type { components } from '@plan/shared/api';
import { addressWords, browserWords } from '../lib/browser-words.js';
import { formatInstant } from '../lib/dates.js';
import { PlainTable } from './plain-table.js';

type Session = components['schemas']['SessionDto'];

interface Props {
  caption: string;
  sessions: readonly Session[];
  /** The id of the session that is being ended. */
  ending: string | null;
  onEnd: (session: Session) => void;
  /** In a narrow side panel: fewer columns. */
  narrow?: boolean;
}

/** Where somebody is signed in, with a button that ends each. */
export function SessionTable({ caption, sessions, ending, onEnd, narrow }: Props) {
  return (
    <PlainTable
      caption={caption}
      captionHidden
      rows={sessions}
      rowId={(session) => session.id}
      columns={[
        {
          id: 'where',
          header: 'Trình duyệt',
          cell: (session) => (
            <>
              {browserWords(session.userAgent)}
              {session.current ? <strong> (phiên này)</strong> : null}
              {session.onBehalfOf ? <div>Đang làm thay {session.onBehalfOf}</div> : null}
            </>
          ),
        },
        {
          id: 'address',
          header: 'Địa chỉ mạng',
          width: '144px',
          cell: (session) => addressWords(session.address) ?? 'Không rõ',
        },
        ...(narrow
          ? []
          : [
              {
                id: 'opened',
                header: 'Đăng nhập lúc',
                width: '168px',
                cell: (session: Session) => formatInstant(session.createdAt),
              },
            ]),
        { id: 'seen', header: 'Dùng gần nhất', width: '168px', cell: (session) => formatInstant(session.lastSeenAt) },
        {
          id: 'act',
          header: 'Thao tác',
          width: '112px',
          cell: (session) =>
            session.current ? (
              'Đang dùng'
            ) : (
              <Button
                variant="default"
                size="compact-sm"
                loading={ending === session.id}
                onClick={() => onEnd(session)}
                aria-label={`Kết thúc phiên ${browserWords(session.userAgent)}, đăng nhập lúc ${formatInstant(session.createdAt)}`}
              >
                Kết thúc
              </Button>
            ),
        },
      ]}
    />
  );
}
