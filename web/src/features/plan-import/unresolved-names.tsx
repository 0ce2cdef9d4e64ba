import { Button, Group, NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { groupsQuery } from '../../lib/directory.js';
import { AgencyPicker } from '../../ui/agency-picker.js';
import { FormProblem } from '../../ui/form-problem.js';
import { Section } from '../../ui/section.js';
import classes from './preview.module.css';
import { type PlanImport, useSaveEdits } from './queries.js';

/** Every name that was not recognised, once, with the tasks in which it stands. */
function unresolvedOf(data: PlanImport): { text: string; rows: string[] }[] {
  const rows = new Map<string, Set<string>>();
  for (const task of data.tasks) {
    for (const text of [...task.lead.unresolved, ...task.coordinate.unresolved]) {
      rows.set(text, (rows.get(text) ?? new Set()).add(String(task.number ?? task.position)));
    }
  }
  return [...rows].map(([text, numbers]) => ({ text, rows: [...numbers] }));
}

/** Names that wait for a person; the answer is remembered for the next document. */
export function UnresolvedNames({ data, etag }: { data: PlanImport; etag: string }) {
  const open = unresolvedOf(data);
  if (open.length === 0) return null;
  return (
    <Section
      title="Tên chưa nhận ra"
      lead="Chọn cơ quan hoặc tên gọi chung tương ứng. Câu trả lời được nhớ cho những lần nhập sau. Để nguyên thì phần này chưa phân công cho ai."
    >
      {open.map((name) => (
        <NameAnswer key={name.text} text={name.text} rows={name.rows} data={data} etag={etag} />
      ))}
    </Section>
  );
}

interface AnswerProps {
  text: string;
  rows: string[];
  data: PlanImport;
  etag: string;
}

function NameAnswer({ text, rows, data, etag }: AnswerProps) {
  const save = useSaveEdits(data.id, etag);
  const groups = useQuery(groupsQuery());
  const [agencyId, setAgencyId] = useState<string | null>(null);
  const [groupId, setGroupId] = useState('');

  function answer(): void {
    const chosen = groupId ? { text, groupId } : agencyId ? { text, agencyId } : null;
    if (!chosen) return;
    const others = (data.edits.names ?? []).filter((name) => name.text !== text);
    save.mutate({ ...data.edits, names: [...others, chosen] });
  }

  return (
    <div className={classes.form}>
      <div>
        <strong>“{text}”</strong>, ở nhiệm vụ {rows.join(', ')}
      </div>
      <FormProblem error={save.error} />
      <Group align="flex-end" gap="sm">
        <AgencyPicker
          label="Là cơ quan"
          clearable
          w={300}
          value={agencyId}
          onChange={(id) => {
            setAgencyId(id);
            setGroupId('');
          }}
        />
        <NativeSelect
          label="hoặc là tên gọi chung"
          w={300}
          value={groupId}
          onChange={(event) => {
            setGroupId(event.currentTarget.value);
            setAgencyId(null);
          }}
          data={[
            { value: '', label: 'Không chọn' },
            ...(groups.data?.items ?? []).map((group) => ({ value: group.id, label: group.name })),
          ]}
        />
        <Button disabled={!agencyId && !groupId} loading={save.isPending} onClick={answer}>
          Nhận tên này
        </Button>
      </Group>
    </div>
  );
}
