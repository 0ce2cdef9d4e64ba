import { Button, FileButton, Progress } from '@mantine/core';
import { FILE_MOST_BYTES, FILE_TYPE_ENTRIES } from '@plan/shared/vocabulary/files';
import { IconPaperclip } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { asProblem } from '../../lib/problem.js';
import { uploadFile } from '../../lib/upload.js';
import type { DraftKeeper } from './draft-keeper.js';
import { sizeWords } from './entry-words.js';
import type { ReportFile } from './own-report-queries.js';
import classes from './report-form.module.css';

/** Files of one report at most, as the API counts them. */
const MOST_FILES = 10;
const ACCEPTED = Object.values(FILE_TYPE_ENTRIES)
  .flatMap(({ mediaType, extensions }) => [mediaType, ...extensions.map((ending) => `.${ending}`)])
  .join(',');
const MOST_MB = Math.round(FILE_MOST_BYTES / 1_048_576);

interface Sending {
  key: string;
  file: File;
  /** 0 to 1. */
  share: number;
  /** Why it did not get through. */
  fault: string | null;
}

interface Props {
  keeper: DraftKeeper;
  assignmentId: string;
  name: string;
  files: readonly ReportFile[];
  /** What the API refused about them. */
  error?: string;
  /** Whether files can be added and taken away. */
  changeable: boolean;
}

/** Files of one line: sent with their progress, taken away, downloaded. */
export function EntryFiles({ keeper, assignmentId, name, files, error, changeable }: Props) {
  const [sending, setSending] = useState<readonly Sending[]>([]);
  const [refused, setRefused] = useState<string | null>(null);
  const reset = useRef<() => void>(null);
  const under = name.toLowerCase();

  const held = (): ReportFile[] => keeper.snapshot().draft.entries[assignmentId]?.files ?? [];
  const patch = (key: string, change: Partial<Sending>) =>
    setSending((all) => all.map((one) => (one.key === key ? { ...one, ...change } : one)));
  const drop = (key: string) => setSending((all) => all.filter((one) => one.key !== key));

  async function send(key: string, file: File): Promise<void> {
    patch(key, { fault: null, share: 0 });
    try {
      const stored = await uploadFile<ReportFile>('/api/v1/files', file, {
        idempotencyKey: key,
        onProgress: (share) => patch(key, { share }),
      });
      drop(key);
      keeper.change(assignmentId, { files: [...held(), stored] });
      await keeper.flush();
    } catch (fault) {
      const problem = asProblem(fault);
      patch(key, { fault: problem.errors[0]?.message ?? problem.detail ?? problem.title });
    }
  }

  function take(chosen: File[]): void {
    reset.current?.();
    setRefused(null);
    const total = Object.values(keeper.snapshot().draft.entries).reduce((sum, entry) => sum + entry.files.length, 0);
    const free = MOST_FILES - total - sending.length;
    if (chosen.length > free) {
      setRefused(`Mỗi báo cáo đính kèm nhiều nhất ${MOST_FILES} tệp, còn thêm được ${Math.max(0, free)} tệp.`);
      return;
    }
    const large = chosen.find((file) => file.size > FILE_MOST_BYTES);
    if (large) {
      setRefused(`Tệp “${large.name}” nặng ${sizeWords(large.size)}; mỗi tệp tối đa ${MOST_MB} MB.`);
      return;
    }
    const fresh = chosen.map((file) => ({ key: crypto.randomUUID(), file, share: 0, fault: null }));
    setSending((all) => [...all, ...fresh]);
    for (const { key, file } of fresh) void send(key, file);
  }

  return (
    <div className={classes.files}>
      {files.length > 0 ? (
        <ul className={classes.fileList} aria-label={`Tệp đính kèm, ${under}`}>
          {files.map((file) => (
            <li key={file.id}>
              <a href={`/api/v1/files/${file.id}`} download>
                {file.name}
              </a>{' '}
              <span className={classes.soft}>({sizeWords(file.bytes)})</span>{' '}
              {changeable ? (
                <Button
                  variant="subtle"
                  size="compact-sm"
                  className="not-printed"
                  onClick={() => keeper.change(assignmentId, { files: held().filter(({ id }) => id !== file.id) })}
                  aria-label={`Bỏ tệp ${file.name}, ${under}`}
                >
                  Bỏ
                </Button>
              ) : null}
            </li>
          ))}
        </ul>
      ) : null}
      {sending.map(({ key, file, share, fault }) => (
        <div key={key} className={classes.sending} role={fault ? 'alert' : 'status'}>
          <p>
            {fault
              ? `Chưa tải được “${file.name}”: ${fault}`
              : share < 1
                ? `Đang tải “${file.name}”: ${Math.round(share * 100)}%`
                : `Đã tải “${file.name}”, hệ thống đang kiểm tra…`}
          </p>
          {fault ? (
            <p>
              <Button variant="default" size="compact-sm" onClick={() => void send(key, file)}>
                Thử lại
              </Button>{' '}
              <Button variant="subtle" size="compact-sm" onClick={() => drop(key)}>
                Thôi
              </Button>
            </p>
          ) : (
            <Progress value={share * 100} aria-label={`Tiến độ tải ${file.name}`} transitionDuration={0} />
          )}
        </div>
      ))}
      {(refused ?? error) ? (
        <p className={classes.fault} role="alert">
          {refused ?? error}
        </p>
      ) : null}
      {changeable ? (
        <FileButton
          multiple
          accept={ACCEPTED}
          onChange={take}
          resetRef={reset}
          inputProps={{ 'aria-label': `Chọn tệp, ${under}` }}
        >
          {(props) => (
            <Button
              {...props}
              variant="default"
              size="compact-md"
              w="fit-content"
              className="not-printed"
              leftSection={<IconPaperclip size={16} aria-hidden />}
              aria-label={`Đính kèm tệp, ${under}`}
            >
              Đính kèm tệp
            </Button>
          )}
        </FileButton>
      ) : null}
    </div>
  );
}
