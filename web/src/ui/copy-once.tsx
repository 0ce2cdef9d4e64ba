import { Button, Group } from '@mantine/core';
import { IconCheck, IconCopy, IconPrinter } from '@tabler/icons-react';
import { useId, useState } from 'react';
import classes from './copy-once.module.css';

interface Props {
  /** What it is, above it. */
  label: string;
  text: string;
  /** Words of the button, e.g. `Sao chép đường dẫn`. */
  copy: string;
  /** Offers to print the page, for what shall be kept on paper. */
  print?: boolean;
}

/** Something to take along, with a button that copies it; selected whole by one press where copying is refused. */
export function CopyOnce({ label, text, copy, print }: Props) {
  const id = useId();
  const [done, setDone] = useState<'copied' | 'refused' | null>(null);
  async function take(): Promise<void> {
    try {
      await navigator.clipboard.writeText(text);
      setDone('copied');
    } catch {
      const box = document.getElementById(id);
      if (box) window.getSelection()?.selectAllChildren(box);
      setDone('refused');
    }
  }
  return (
    <section className={classes.frame} aria-labelledby={`${id}-label`}>
      <p className={classes.label} id={`${id}-label`}>
        {label}
      </p>
      <pre className={classes.text} id={id}>
        {text}
      </pre>
      <Group gap="xs" className="not-printed">
        <Button
          variant="default"
          leftSection={done === 'copied' ? <IconCheck size={18} aria-hidden /> : <IconCopy size={18} aria-hidden />}
          onClick={() => void take()}
        >
          {copy}
        </Button>
        {print ? (
          <Button variant="default" leftSection={<IconPrinter size={18} aria-hidden />} onClick={() => window.print()}>
            In trang này
          </Button>
        ) : null}
        <span role="status" className={classes.done}>
          {done === 'copied' ? 'Đã sao chép.' : null}
          {done === 'refused' ? 'Trình duyệt không cho sao chép; chữ đã được bôi đen, hãy bấm Ctrl+C.' : null}
        </span>
      </Group>
    </section>
  );
}
