import { Button } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { placeOf } from '../lib/address-search.js';
import { useMay } from '../lib/session.js';

/** Leads to every event of one object in the log, for those who may read it; nothing at all for others. */
export function HistoryLink({ subjectId }: { subjectId: string }) {
  if (!useMay('audit.read')) return null;
  return (
    <Button
      component={Link}
      variant="default"
      leftSection={<IconHistory size={18} aria-hidden />}
      {...placeOf(`/quan-tri/nhat-ky?subjectId=${subjectId}`)}
    >
      Lịch sử thay đổi
    </Button>
  );
}
