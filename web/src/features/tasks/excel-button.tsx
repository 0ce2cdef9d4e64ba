import { Button } from '@mantine/core';
import { IconFileSpreadsheet } from '@tabler/icons-react';
import { stringifySearch } from '../../lib/address-search.js';
import { useDownload } from '../../lib/download.js';
import { FormProblem } from '../../ui/form-problem.js';
import type { TaskFilter } from './queries.js';

/** Excel of exactly what the list shows. */
export function ExcelButton({ byAssignment, filter }: { byAssignment: boolean; filter: TaskFilter }) {
  const list = byAssignment ? 'assignments' : 'tasks';
  const file = useDownload(`/api/v1/${list}/export.xlsx${stringifySearch(filter)}`, { name: 'danh-sach.xlsx' });
  return (
    <div>
      <Button
        variant="default"
        leftSection={<IconFileSpreadsheet size={18} aria-hidden />}
        loading={file.isPending}
        onClick={() => file.mutate()}
      >
        Tải Excel
      </Button>
      <FormProblem error={file.error} />
    </div>
  );
}
