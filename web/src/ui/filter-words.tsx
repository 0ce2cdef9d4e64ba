import { IconX } from '@tabler/icons-react';
import classes from './filter-words.module.css';

export interface FilterWord {
  /** Stable key, e.g. `timeliness:overdue`. */
  id: string;
  /** The words, e.g. `Trạng thái: Quá hạn`. */
  words: string;
  remove: () => void;
}

/** The filters that hold, as words that can be taken away one by one. */
export function FilterWords({ words, onRemoveAll }: { words: readonly FilterWord[]; onRemoveAll: () => void }) {
  if (words.length === 0) return null;
  return (
    <ul className={classes.words} aria-label="Đang lọc theo">
      {words.map((word) => (
        <li key={word.id}>
          <button type="button" className={classes.word} onClick={word.remove}>
            <span className="only-read-aloud">Bỏ lọc </span>
            {word.words}
            <IconX size={14} aria-hidden className="not-printed" />
          </button>
        </li>
      ))}
      {words.length > 1 ? (
        <li className="not-printed">
          <button type="button" className={classes.all} onClick={onRemoveAll}>
            Bỏ hết lọc
          </button>
        </li>
      ) : null}
    </ul>
  );
}
