import { Button, Group, NumberInput, Stack, Textarea, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { asProblem } from '../../lib/problem.js';
import { DateField } from '../../ui/date-field.js';
import { FormProblem } from '../../ui/form-problem.js';
import { Fact, Facts, Section } from '../../ui/section.js';
import { type PlanImport, useSaveEdits } from './queries.js';

interface Props {
  data: PlanImport;
  etag: string;
  closed: boolean;
}

/** Number and date of the decision, often blank until it is issued, and the plan's name and year. */
export function FrontMatterForm({ data, etag, closed }: Props) {
  const { plan } = data;
  const save = useSaveEdits(data.id, etag);
  const [number, setNumber] = useState(plan.number ?? '');
  const [issuedOn, setIssuedOn] = useState(plan.issuedOn);
  const [title, setTitle] = useState(plan.title);
  const [year, setYear] = useState<number | string>(plan.year);
  const problem = save.error ? asProblem(save.error) : null;

  function submit(event: FormEvent): void {
    event.preventDefault();
    save.mutate({
      ...data.edits,
      plan: {
        ...data.edits.plan,
        number: number.trim() || null,
        issuedOn,
        title: title.trim() || plan.title,
        year: typeof year === 'number' ? year : plan.year,
      },
    });
  }

  return (
    <Section title="Quyết định" lead="Số và ngày có thể để trống khi văn bản chưa ban hành.">
      <form onSubmit={submit} noValidate>
        <Stack maw={720} gap="sm">
          <FormProblem error={save.error} />
          <Group align="flex-start">
            <TextInput
              label="Số quyết định"
              placeholder="Ví dụ: 1234/QĐ-UBND"
              maxLength={100}
              disabled={closed}
              value={number}
              error={problem?.messageFor('plan/number')}
              onChange={(event) => setNumber(event.currentTarget.value)}
            />
            <DateField
              label="Ngày ban hành"
              clearable
              disabled={closed}
              value={issuedOn}
              error={problem?.messageFor('plan/issuedOn')}
              onChange={setIssuedOn}
              w={180}
            />
            <NumberInput
              label="Năm kế hoạch"
              min={2000}
              max={2100}
              allowDecimal={false}
              hideControls
              disabled={closed}
              value={year}
              error={problem?.messageFor('plan/year')}
              onChange={setYear}
              w={120}
            />
          </Group>
          <Textarea
            label="Tên kế hoạch"
            autosize
            minRows={2}
            maxLength={2000}
            disabled={closed}
            value={title}
            error={problem?.messageFor('plan/title')}
            onChange={(event) => setTitle(event.currentTarget.value)}
          />
          {closed ? null : (
            <Button type="submit" variant="default" w="fit-content" loading={save.isPending}>
              Lưu thông tin quyết định
            </Button>
          )}
        </Stack>
      </form>
      <div style={{ marginTop: 16 }}>
        <Facts>
          <Fact name="Cơ quan ban hành">{plan.issuingBody}</Fact>
          <Fact name="Người ký">{plan.signerName ? `${plan.signerTitle ?? ''} ${plan.signerName}` : null}</Fact>
          <Fact name="Căn cứ">{plan.legalBases.length > 0 ? `${plan.legalBases.length} văn bản` : null}</Fact>
        </Facts>
      </div>
    </Section>
  );
}
