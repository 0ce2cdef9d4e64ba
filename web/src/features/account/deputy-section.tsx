import { Button, Group, Title } from '@mantine/core';
import { DEPUTY_STATE_LABELS } from '@plan/shared/vocabulary/people';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useActFor } from '../../lib/act-for.js';
import { formatDay } from '../../lib/dates.js';
import { useMe } from '../../lib/session.js';
import { FormProblem } from '../../ui/form-problem.js';
import { Notice } from '../../ui/notice.js';
import { PlainTable } from '../../ui/plain-table.js';
import { Section } from '../../ui/section.js';
import { Empty, Failed, Loading } from '../../ui/states.js';
import classes from './account.module.css';
import { GiveDeputyDialog } from './give-deputy-dialog.js';
import { type Deputy, deputiesQuery, useEndDeputy } from './queries.js';

const nameOf = ({ displayName, agencyName }: Deputy['deputy']): string =>
  agencyName ? `${displayName} (${agencyName})` : displayName;

/** Whom one has made a deputy, and for whom one may act. */
export function DeputySection() {
  const me = useMe();
  const deputies = useQuery(deputiesQuery(me.id));
  const [giving, setGiving] = useState(false);
  const [given, setGiven] = useState<Deputy | null>(null);
  const all = deputies.data?.items ?? [];
  const mine = all.filter(({ principal }) => principal.userId === me.id);
  return (
    <Section
      title="Ủy quyền"
      lead="Người được ủy quyền làm thay trong thời gian đã định; nhật ký ghi tên cả hai người."
      actions={
        <Button
          variant="default"
          disabled={me.onBehalfOf !== null}
          title={me.onBehalfOf ? 'Trở về tài khoản của mình rồi mới ủy quyền được.' : undefined}
          onClick={() => setGiving(true)}
        >
          Ủy quyền cho người khác
        </Button>
      }
    >
      {given ? (
        <Notice tone="done" live>
          Đã ủy quyền cho {nameOf(given.deputy)} từ {formatDay(given.fromOn)} đến hết {formatDay(given.toOn)}.
        </Notice>
      ) : null}
      <ActFor />
      {deputies.isPending ? <Loading lines={2} /> : null}
      {deputies.error ? <Failed error={deputies.error} onRetry={() => void deputies.refetch()} /> : null}
      {deputies.data && mine.length === 0 ? (
        <Empty title="Bạn chưa ủy quyền cho ai.">
          Khi đi công tác hoặc nghỉ phép, ủy quyền cho một đồng nghiệp cùng cơ quan để việc không bị chậm.
        </Empty>
      ) : null}
      {mine.length > 0 ? <Given deputies={mine} /> : null}
      <GiveDeputyDialog
        opened={giving}
        onClose={() => setGiving(false)}
        onGiven={(deputy) => {
          setGiving(false);
          setGiven(deputy);
        }}
      />
    </Section>
  );
}

/** Those for whom one may act today. */
function ActFor() {
  const { mayActFor, onBehalfOf } = useMe();
  const act = useActFor();
  if (mayActFor.length === 0 || onBehalfOf) return null;
  return (
    <>
      <Title order={3} className={classes.part}>
        Bạn được ủy quyền
      </Title>
      <FormProblem error={act.error} />
      <PlainTable
        caption="Những người bạn có thể làm thay hôm nay"
        captionHidden
        rows={mayActFor}
        rowId={({ userId }) => userId}
        columns={[
          {
            id: 'who',
            header: 'Làm thay',
            cell: ({ displayName, agencyName }) => (agencyName ? `${displayName} (${agencyName})` : displayName),
          },
          { id: 'to', header: 'Đến hết ngày', width: '136px', cell: ({ toOn }) => formatDay(toOn) },
          {
            id: 'act',
            header: 'Thao tác',
            width: '144px',
            cell: ({ userId, displayName }) => (
              <Button
                size="compact-sm"
                loading={act.isPending && act.variables === userId}
                onClick={() => act.mutate(userId)}
                aria-label={`Làm thay ${displayName}`}
              >
                Làm thay
              </Button>
            ),
          },
        ]}
      />
    </>
  );
}

function Given({ deputies }: { deputies: readonly Deputy[] }) {
  const end = useEndDeputy();
  return (
    <>
      <Group>
        <Title order={3} className={classes.part}>
          Bạn đã ủy quyền
        </Title>
      </Group>
      {end.isSuccess ? (
        <Notice tone="done" live>
          Đã kết thúc ủy quyền.
        </Notice>
      ) : null}
      <FormProblem error={end.error} />
      <PlainTable
        caption="Những người bạn đã ủy quyền"
        captionHidden
        rows={deputies}
        rowId={({ id }) => id}
        columns={[
          { id: 'who', header: 'Người được ủy quyền', cell: ({ deputy }) => nameOf(deputy) },
          {
            id: 'when',
            header: 'Thời gian',
            width: '208px',
            cell: ({ fromOn, toOn }) => `${formatDay(fromOn)} đến ${formatDay(toOn)}`,
          },
          { id: 'why', header: 'Lý do', cell: ({ reason }) => reason },
          { id: 'state', header: 'Tình trạng', width: '136px', cell: ({ state }) => DEPUTY_STATE_LABELS[state] },
          {
            id: 'act',
            header: 'Thao tác',
            width: '144px',
            cell: ({ id, state, deputy }) =>
              state === 'valid' || state === 'planned' ? (
                <Button
                  variant="default"
                  size="compact-sm"
                  loading={end.isPending && end.variables === id}
                  onClick={() => end.mutate(id)}
                  aria-label={`Kết thúc ủy quyền cho ${deputy.displayName}`}
                >
                  Kết thúc
                </Button>
              ) : (
                'Không còn'
              ),
          },
        ]}
      />
    </>
  );
}
