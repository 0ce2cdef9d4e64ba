import { Button, Title } from '@mantine/core';
import { IconArrowsMaximize } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { SidePanel } from '../../ui/dialog.js';
import { Failed, Loading } from '../../ui/states.js';
import { taskQuery } from './queries.js';
import { TaskDetailView } from './task-detail.js';

interface Props {
  taskId: string | undefined;
  asOf: string;
  onClose: () => void;
}

/** A task at the side of its list; the list stays as it is, and Escape goes back to the row. */
export function TaskDrawer({ taskId, asOf, onClose }: Props) {
  const task = useQuery({ ...taskQuery(taskId ?? '', asOf), enabled: taskId !== undefined });
  const data = taskId ? task.data : undefined;
  return (
    <SidePanel
      opened={taskId !== undefined}
      onClose={onClose}
      title={data ? `Nhiệm vụ ${data.data.number ?? ''}` : 'Nhiệm vụ'}
    >
      {taskId ? (
        <Button
          component={Link}
          to={`/nhiem-vu/${taskId}`}
          variant="default"
          size="compact-sm"
          mb="md"
          leftSection={<IconArrowsMaximize size={16} aria-hidden />}
        >
          Mở trang riêng
        </Button>
      ) : null}
      {task.isPending && taskId ? <Loading /> : null}
      {task.error ? <Failed error={task.error} onRetry={() => void task.refetch()} /> : null}
      {data ? (
        <>
          <Title order={2} fz="lg" mb="md">
            {data.data.title}
          </Title>
          <TaskDetailView key={data.data.id} task={data.data} etag={data.etag} asOf={asOf} compact />
        </>
      ) : null}
    </SidePanel>
  );
}
