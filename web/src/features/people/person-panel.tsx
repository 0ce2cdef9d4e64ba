import { Button, Group, Stack, Title } from '@mantine/core';
import { ROLE_LABELS } from '@plan/shared/vocabulary/roles';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Tagged } from '../../lib/api-client.js';
import { formatInstant } from '../../lib/dates.js';
import { useMay } from '../../lib/session.js';
import { SidePanel } from '../../ui/dialog.js';
import { FormProblem } from '../../ui/form-problem.js';
import { HistoryLink } from '../../ui/history-link.js';
import { Notice } from '../../ui/notice.js';
import { Fact, Facts } from '../../ui/section.js';
import { SessionTable } from '../../ui/session-table.js';
import { Failed, Loading } from '../../ui/states.js';
import { DisablePerson } from './disable-person.js';
import { EditPerson } from './edit-person.js';
import { OneTimeLink } from './one-time-link.js';
import { stateWords } from './person-words.js';
import {
  type Person,
  personQuery,
  sessionsOfPerson,
  useEndSessionOf,
  useIssueLink,
  useOpenInvitations,
  useRemoveFactor,
} from './queries.js';
import { SignOnAccount } from './sign-on-account.js';
import { TakeBackInvitation } from './take-back-invitation.js';

/** One person at the side of the list. */
export function PersonPanel({ personId, onClose }: { personId: string | undefined; onClose: () => void }) {
  const person = useQuery({ ...personQuery(personId ?? ''), enabled: personId !== undefined });
  const read = personId ? person.data : undefined;
  return (
    <SidePanel opened={personId !== undefined} onClose={onClose} title={read ? read.data.displayName : 'Người dùng'}>
      {personId && person.isPending ? <Loading /> : null}
      {person.error ? <Failed error={person.error} onRetry={() => void person.refetch()} /> : null}
      {read ? <PersonView key={read.data.id} read={read} /> : null}
    </SidePanel>
  );
}

function PersonView({ read }: { read: Tagged<Person> }) {
  const person = read.data;
  const isAdmin = useMay('people.admin');
  const issue = useIssueLink(person.id);
  const [doing, setDoing] = useState<'edit' | 'disable' | null>(null);
  const [said, setSaid] = useState<string | null>(null);
  const done = (words: string) => {
    setDoing(null);
    setSaid(words);
  };
  const waits = person.state === 'invited';
  return (
    <Stack gap="lg">
      {said ? (
        <Notice tone="done" live>
          {said}
        </Notice>
      ) : null}
      {issue.data ? (
        <OneTimeLink issued={issue.data} title={waits ? 'Đường dẫn mời mới' : 'Đường dẫn đặt lại mật khẩu'} />
      ) : null}
      <Facts>
        <Fact name="Tên đăng nhập">{person.username}</Fact>
        <Fact name="Tên hiển thị">{person.displayName}</Fact>
        <Fact name="Cơ quan">{person.agencyName ?? 'Không gắn cơ quan'}</Fact>
        <Fact name="Vai trò">{person.roles.map((role) => ROLE_LABELS[role]).join('; ')}</Fact>
        <Fact name="Thư điện tử">{person.email ?? 'Chưa ghi'}</Fact>
        <Fact name="Tình trạng">{stateWords(person)}</Fact>
        <Fact name="Lớp xác thực thứ hai">{person.secondFactor ? 'Đã có' : 'Chưa có'}</Fact>
        <Fact name="Đăng nhập gần nhất">
          {person.lastSignInAt ? formatInstant(person.lastSignInAt) : 'Chưa lần nào'}
        </Fact>
        <Fact name="Lập tài khoản lúc">{formatInstant(person.createdAt)}</Fact>
      </Facts>
      <FormProblem error={issue.error} />
      {doing === null ? (
        <Group gap="xs">
          <Button variant="default" onClick={() => setDoing('edit')}>
            Sửa thông tin
          </Button>
          {person.state === 'disabled' ? null : (
            <Button
              variant="default"
              loading={issue.isPending}
              onClick={() => issue.mutate(waits ? 'invitation' : 'reset')}
            >
              {waits ? 'Gửi lại lời mời' : 'Cấp đường dẫn đặt lại mật khẩu'}
            </Button>
          )}
          <Button variant="default" onClick={() => setDoing('disable')}>
            {person.disabledAt ? 'Cho dùng lại' : 'Ngừng tài khoản'}
          </Button>
          <HistoryLink subjectId={person.id} />
        </Group>
      ) : null}
      {doing === 'edit' ? (
        <EditPerson read={read} onClose={() => setDoing(null)} onSaved={() => done('Đã lưu thông tin.')} />
      ) : null}
      {doing === 'disable' ? <DisablePerson read={read} onClose={() => setDoing(null)} onSaved={done} /> : null}
      {waits ? <InvitationOf person={person} onDone={done} /> : null}
      {isAdmin ? <SignOnAccount read={read} onSaved={done} /> : null}
      {isAdmin && person.secondFactor ? <FactorOfPerson read={read} /> : null}
      {isAdmin ? <SessionsOfPerson person={person} /> : null}
    </Stack>
  );
}

/** The link that this person was given and has not used. */
function InvitationOf({ person, onDone }: { person: Person; onDone: (words: string) => void }) {
  const invitations = useOpenInvitations(person.id);
  const open = invitations.data?.pages[0]?.items[0];
  const [asked, setAsked] = useState(false);
  return (
    <section aria-label="Lời mời">
      <Title order={3} mb="xs">
        Lời mời
      </Title>
      {invitations.isPending ? <Loading lines={2} /> : null}
      {invitations.error ? <Failed error={invitations.error} onRetry={() => void invitations.refetch()} /> : null}
      {invitations.data && !open ? <p>Không có lời mời nào đang chờ: đã hết hạn hoặc đã thu hồi.</p> : null}
      {open && !asked ? (
        <>
          <p>
            {open.invitedBy ? `${open.invitedBy} mời` : 'Mời'} lúc {formatInstant(open.createdAt)}, nhận được đến{' '}
            {formatInstant(open.expiresAt)}.
          </p>
          <Button variant="default" mt="xs" onClick={() => setAsked(true)}>
            Thu hồi lời mời
          </Button>
        </>
      ) : null}
      {open && asked ? (
        <TakeBackInvitation
          invitationId={open.id}
          onClose={() => setAsked(false)}
          onDone={(words) => {
            setAsked(false);
            onDone(words);
          }}
        />
      ) : null}
    </section>
  );
}

/** For a lost telephone. */
function FactorOfPerson({ read }: { read: Tagged<Person> }) {
  const remove = useRemoveFactor(read.data.id);
  const [asked, setAsked] = useState(false);
  return (
    <section>
      <Title order={3} mb="xs">
        Mất điện thoại
      </Title>
      <FormProblem error={remove.error} />
      {asked ? (
        <>
          <p>Chỉ gỡ khi đã chắc đúng là người đó hỏi. Mọi phiên đăng nhập của người đó kết thúc.</p>
          <Group gap="xs" mt="xs">
            <Button loading={remove.isPending} onClick={() => remove.mutate(read.etag)}>
              Gỡ lớp xác thực của {read.data.displayName}
            </Button>
            <Button variant="default" onClick={() => setAsked(false)}>
              Thôi
            </Button>
          </Group>
        </>
      ) : (
        <Button variant="default" onClick={() => setAsked(true)}>
          Gỡ lớp xác thực thứ hai
        </Button>
      )}
    </section>
  );
}

function SessionsOfPerson({ person }: { person: Person }) {
  const sessions = useQuery(sessionsOfPerson(person.id));
  const end = useEndSessionOf(person.id);
  return (
    <section>
      <Title order={3} mb="xs">
        Nơi đang đăng nhập
      </Title>
      {sessions.isPending ? <Loading lines={2} /> : null}
      {sessions.error ? <Failed error={sessions.error} onRetry={() => void sessions.refetch()} /> : null}
      {end.isSuccess ? (
        <Notice tone="done" live>
          Đã kết thúc phiên; người đó bị đưa ra ngay.
        </Notice>
      ) : null}
      <FormProblem error={end.error} />
      {sessions.data && sessions.data.items.length === 0 ? <p>Không đăng nhập ở đâu.</p> : null}
      {sessions.data && sessions.data.items.length > 0 ? (
        <SessionTable
          caption={`Các phiên đăng nhập của ${person.displayName}`}
          sessions={sessions.data.items}
          ending={end.isPending ? end.variables : null}
          onEnd={({ id }) => end.mutate(id)}
          narrow
        />
      ) : null}
    </section>
  );
}
