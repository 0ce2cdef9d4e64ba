import { Button, Group } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { formatInstant } from '../../lib/dates.js';
import { FormProblem } from '../../ui/form-problem.js';
import { Notice } from '../../ui/notice.js';
import { Failed, Loading } from '../../ui/states.js';
import { invitationQuery, useTakeBack } from './queries.js';

interface Props {
  invitationId: string;
  onClose: () => void;
  /** With what was done, in words. */
  onDone: (words: string) => void;
}

/** Asks once more, with what will happen, and takes the invitation back as it was read then. */
export function TakeBackInvitation({ invitationId, onClose, onDone }: Props) {
  const invitation = useQuery(invitationQuery(invitationId));
  const takeBack = useTakeBack();
  if (invitation.isPending) return <Loading lines={2} />;
  if (invitation.error) return <Failed error={invitation.error} onRetry={() => void invitation.refetch()} />;
  const { data, etag } = invitation.data;
  return (
    <div>
      <Notice tone="warning" live title={`Thu hồi lời mời ${data.displayName} (${data.username})?`}>
        Đường dẫn đã gửi lúc {formatInstant(data.createdAt)} không mở được nữa. Tài khoản vẫn còn, chưa có mật khẩu; khi
        cần thì gửi lại lời mời.
      </Notice>
      <FormProblem error={takeBack.error} />
      <Group gap="xs" mb="md">
        <Button
          loading={takeBack.isPending}
          onClick={() =>
            takeBack.mutate(
              { id: invitationId, etag },
              { onSuccess: () => onDone(`Đã thu hồi lời mời ${data.displayName} (${data.username}).`) },
            )
          }
        >
          Thu hồi lời mời
        </Button>
        <Button variant="default" onClick={onClose}>
          Thôi
        </Button>
      </Group>
    </div>
  );
}
