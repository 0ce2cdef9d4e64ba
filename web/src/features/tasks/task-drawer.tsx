import { Button, Drawer } from '@mantine/core';
import { IconArrowsMaximize } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
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
    <Drawer
      opened={taskId !== undefined}
      onClose={onClose}
      position="right"
      size={600}
      withOverlay={false}
      lockScroll={false}
      closeOnClickOutside={false}
      padding="lg"
      shadow="lg"
      title={data ? `Nhiệm vụ ${data.data.number ?? ''}` : 'Nhiệm vụ'}
      closeButtonProps={{ 'aria-label': 'Đóng, về danh sách' }}
      styles={{ title: { fontWeight: 650 } }}
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
          <h2 style={{ marginTop: 0 }}>{data.data.title}</h2>
          <TaskDetailView key={data.data.id} task={data.data} etag={data.etag} asOf={asOf} compact />
        </>
      ) : null}
    </Drawer>
  );
}
