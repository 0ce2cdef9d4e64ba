import { Button, Checkbox, Group, Stack, Textarea } from '@mantine/core';
import { OBSTACLE_ACT_LABELS, type ObstacleAct } from '@plan/shared/vocabulary/obstacles';
import { type FormEvent, useState } from 'react';
import { AgencyPicker } from '../../ui/agency-picker.js';
import { FormProblem } from '../../ui/form-problem.js';
import { Section } from '../../ui/section.js';
import { DecideForm } from './decide-form.js';
import { type Act, type ObstacleDetail, useAct } from './queries.js';

interface Props {
  obstacle: ObstacleDetail;
  etag: string;
  onDone: (words: string) => void;
}

/** What the signed-in person may do now, as the API says; one form at a time. */
export function ObstacleActs({ obstacle, etag, onDone }: Props) {
  const [doing, setDoing] = useState<ObstacleAct | null>(null);
  const allowed = obstacle.allowedActions.filter(
    (one) => one.allowed && (one.action !== 'merge' || obstacle.alike.length > 0),
  );
  if (allowed.length === 0) return null;
  const close = () => setDoing(null);
  return (
    <div className="not-printed">
      <Section title="Xử lý">
        {doing === null ? (
          <Group gap="xs">
            {allowed.map(({ action }, index) => (
              <Button key={action} variant={index === 0 ? 'filled' : 'default'} onClick={() => setDoing(action)}>
                {action === 'merge' ? `Gộp ${obstacle.alike.length} vướng mắc giống` : OBSTACLE_ACT_LABELS[action]}
              </Button>
            ))}
          </Group>
        ) : null}
        {doing === 'decide' ? <DecideForm obstacle={obstacle} etag={etag} onClose={close} onDone={onDone} /> : null}
        {doing === 'merge' ? <MergeForm obstacle={obstacle} etag={etag} onClose={close} onDone={onDone} /> : null}
        {doing !== null && doing !== 'decide' && doing !== 'merge' ? (
          <WordsForm key={doing} act={doing} obstacle={obstacle} etag={etag} onClose={close} onDone={onDone} />
        ) : null}
      </Section>
    </div>
  );
}

type SaidAct = Exclude<ObstacleAct, 'decide' | 'merge'>;

/** How each act that is said in words asks for them, and what its button and its outcome are called. */
const SAID: Record<SaidAct, { label: string; needed: boolean; button: string; done: string }> = {
  answer: {
    label: 'Nội dung trả lời',
    needed: true,
    button: 'Gửi trả lời',
    done: 'Đã trả lời; cơ quan nêu sẽ xác nhận hoặc nêu lại.',
  },
  forward_agency: {
    label: 'Lời nhắn kèm theo (không bắt buộc)',
    needed: false,
    button: 'Chuyển cơ quan này trả lời',
    done: 'Đã chuyển; cơ quan được chuyển trả lời ngay tại đây.',
  },
  forward_steering: {
    label: 'Ý kiến của cơ quan thường trực (không bắt buộc)',
    needed: false,
    button: 'Trình Ban Chỉ đạo',
    done: 'Đã trình Ban Chỉ đạo; vướng mắc nằm trong danh mục họp.',
  },
  confirm: {
    label: 'Ghi chú (không bắt buộc)',
    needed: false,
    button: 'Xác nhận đã giải quyết',
    done: 'Đã xác nhận vướng mắc được giải quyết.',
  },
  reopen: {
    label: 'Còn vướng ở đâu',
    needed: true,
    button: 'Nêu lại vướng mắc',
    done: 'Đã nêu lại; cơ quan thường trực sẽ xử lý tiếp.',
  },
};

function actOf(act: SaidAct, words: string, agencyId: string | null): Act {
  switch (act) {
    case 'answer':
      return { path: 'answers', body: { text: words } };
    case 'forward_agency':
      return { path: 'forwardings', body: { to: 'agency', agencyId, note: words || null } };
    case 'forward_steering':
      return { path: 'forwardings', body: { to: 'steering', note: words || null } };
    case 'confirm':
      return { path: 'confirmations', body: { note: words || null } };
    case 'reopen':
      return { path: 'reopenings', body: { reason: words } };
  }
}

function WordsForm({ act, obstacle, etag, onClose, onDone }: Props & { act: SaidAct; onClose: () => void }) {
  const send = useAct(obstacle.id, etag);
  const { label, needed, button, done } = SAID[act];
  const [words, setWords] = useState('');
  const [agencyId, setAgencyId] = useState<string | null>(obstacle.askedOfAgencyId);
  const [tried, setTried] = useState(false);
  const toAgency = act === 'forward_agency';
  const missing = (needed && words.trim() === '') || (toAgency && agencyId === null);

  function submit(event: FormEvent): void {
    event.preventDefault();
    setTried(true);
    if (missing) return;
    send.mutate(actOf(act, words.trim(), agencyId), { onSuccess: () => onDone(done) });
  }

  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="sm" maw={680}>
        <FormProblem error={send.error} />
        {toAgency ? (
          <AgencyPicker
            label="Chuyển cơ quan nào"
            required
            value={agencyId}
            error={tried && agencyId === null ? 'Chọn một cơ quan.' : undefined}
            onChange={(id) => setAgencyId(id)}
          />
        ) : null}
        <Textarea
          label={label}
          required={needed}
          autosize
          minRows={3}
          maxLength={act === 'answer' ? 5000 : 2000}
          value={words}
          error={tried && needed && words.trim() === '' ? 'Nhập nội dung.' : undefined}
          onChange={(event) => setWords(event.currentTarget.value)}
        />
        <Group gap="xs">
          <Button type="submit" loading={send.isPending}>
            {button}
          </Button>
          <Button variant="default" onClick={onClose}>
            Thôi
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** Chooses among those in like words which ones shall follow this one. */
function MergeForm({ obstacle, etag, onClose, onDone }: Props & { onClose: () => void }) {
  const send = useAct(obstacle.id, etag);
  const [chosen, setChosen] = useState<string[]>([]);
  const [tried, setTried] = useState(false);

  function submit(event: FormEvent): void {
    event.preventDefault();
    setTried(true);
    if (chosen.length === 0) return;
    send.mutate(
      { path: 'merges', body: { obstacleIds: chosen } },
      { onSuccess: () => onDone(`Đã gộp ${chosen.length} vướng mắc; từ nay chúng theo vướng mắc này.`) },
    );
  }

  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="sm" maw={680}>
        <FormProblem error={send.error} />
        <Checkbox.Group
          label={`Gộp vào vướng mắc số ${obstacle.number}`}
          description="Các vướng mắc được chọn theo kết quả của vướng mắc này; cơ quan nêu vẫn xem được."
          error={tried && chosen.length === 0 ? 'Chọn ít nhất một vướng mắc.' : undefined}
          value={chosen}
          onChange={setChosen}
        >
          <Stack gap="xs" mt="xs">
            {obstacle.alike.map((one) => (
              <Checkbox
                key={one.id}
                value={one.id}
                label={`Số ${one.number}, ${one.agencyName} (giống ${one.likeness}%): ${one.text}`}
              />
            ))}
          </Stack>
        </Checkbox.Group>
        <Group gap="xs">
          <Button type="submit" loading={send.isPending}>
            Gộp các vướng mắc đã chọn
          </Button>
          <Button variant="default" onClick={onClose}>
            Thôi
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
