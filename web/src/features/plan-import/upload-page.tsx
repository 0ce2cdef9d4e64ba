import { Button, FileInput, Progress, Stack } from '@mantine/core';
import { IconFileUpload } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useRef, useState } from 'react';
import { formatNumber } from '../../lib/dates.js';
import { useMay } from '../../lib/session.js';
import { uploadFile } from '../../lib/upload.js';
import { FormProblem } from '../../ui/form-problem.js';
import { PageHeading } from '../../ui/page-heading.js';
import { Empty } from '../../ui/states.js';
import type { PlanImport } from './queries.js';

/** The first step of an import: choosing the document of the decision. */
export function UploadPage() {
  const mayImport = useMay('plans.import');
  return (
    <>
      <PageHeading
        title="Nhập kế hoạch từ văn bản"
        lead="Tải lên quyết định kèm phụ lục nhiệm vụ. Hệ thống đọc, cho xem lại từng dòng, và chỉ tạo kế hoạch sau khi được xác nhận."
      />
      {mayImport ? (
        <UploadForm />
      ) : (
        <Empty title="Tài khoản này không nhập được kế hoạch.">
          Việc nhập kế hoạch do cơ quan thường trực (Công an tỉnh, Tổ giúp việc) làm. Nếu cần, xin liên hệ cơ quan
          thường trực.
        </Empty>
      )}
    </>
  );
}

function UploadForm() {
  const navigate = useNavigate();
  const [file, setFile] = useState<File | null>(null);
  const [share, setShare] = useState(0);
  const [tried, setTried] = useState(false);
  const key = useRef(crypto.randomUUID());
  const upload = useMutation({
    mutationFn: (chosen: File) =>
      uploadFile<PlanImport>('/api/v1/plan-imports', chosen, { onProgress: setShare, idempotencyKey: key.current }),
    onSuccess: ({ id }) => navigate({ to: '/ke-hoach/nhap/$importId', params: { importId: id } }),
  });

  function submit(event: FormEvent): void {
    event.preventDefault();
    setTried(true);
    if (file) upload.mutate(file);
  }

  const percent = Math.round(share * 100);
  return (
    <form onSubmit={submit} noValidate>
      <Stack maw={560}>
        <FormProblem error={upload.error} />
        <FileInput
          label="Văn bản quyết định"
          description="Tệp văn bản thuần (.txt), bảng phụ lục giữ nguyên các cột như bản gốc."
          placeholder="Bấm để chọn tệp"
          required
          clearable
          clearButtonProps={{ 'aria-label': 'Bỏ tệp đã chọn' }}
          accept=".txt,.md,text/plain,text/markdown"
          leftSection={<IconFileUpload size={18} aria-hidden />}
          value={file}
          error={tried && !file ? 'Chọn tệp văn bản quyết định.' : undefined}
          onChange={(chosen) => {
            setFile(chosen);
            key.current = crypto.randomUUID();
            upload.reset();
          }}
        />
        {upload.isPending ? (
          <div role="status">
            <p>
              {percent < 100 ? `Đang tải lên: ${formatNumber(percent)}%` : 'Đã tải lên, hệ thống đang đọc văn bản…'}
            </p>
            <Progress value={percent} aria-label="Tiến độ tải lên" transitionDuration={0} />
          </div>
        ) : null}
        <Button type="submit" loading={upload.isPending} w="fit-content">
          Tải lên và xem trước
        </Button>
      </Stack>
    </form>
  );
}
