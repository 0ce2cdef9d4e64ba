import { joinRows } from './join-rows.js';
import type { AnnexRows } from './read-rows.js';

/** The words of the plan, cell by cell. */
export interface TaskWords {
  content: string;
  lead: string;
  coordinate: string;
  deliverable: string;
  deadline: string;
}

/** One task of the annex in the plan's own words; nothing is interpreted yet. */
export interface AnnexTask {
  /** Place in the annex, from 1; the one thing that is always there and never doubled. */
  position: number;
  /** STT as printed; null when it is missing or no whole number. */
  number: number | null;
  numberText: string;
  /** Numeral of its group as printed; null outside a group or under a heading without one. */
  groupNumeral: string | null;
  /** Index of its group among the headings of the annex. */
  group: number | null;
  title: string;
  leadText: string;
  coordinateText: string;
  deliverables: string[];
  deadlineText: string;
  /** The lines of the document that it was read from. */
  sourceRows: number[];
  source: TaskWords;
}

/** Makes tasks of the rows, one for every row with its continuations. */
export function readTasks(annex: Pick<AnnexRows, 'rows' | 'groups'>): AnnexTask[] {
  return joinRows(annex.rows).map(({ cells, lines, number, numberText, group }, index) => ({
    position: index + 1,
    number,
    numberText,
    groupNumeral: group === null ? null : (annex.groups[group]?.numeral ?? null),
    group,
    title: cells.content,
    leadText: cells.lead,
    coordinateText: cells.coordinate,
    deliverables: splitDeliverables(cells.deliverable),
    deadlineText: cells.deadline,
    sourceRows: lines,
    source: {
      content: cells.content,
      lead: cells.lead,
      coordinate: cells.coordinate,
      deliverable: cells.deliverable,
      deadline: cells.deadline,
    },
  }));
}

const BULLET = /^[-–•+]\s+/;

/**
 * The deliverables of one cell: the items of a list with leading dashes, otherwise the whole cell. Commas never split
 * ("video, ấn phẩm, pano, áp pich..." is one).
 */
export function splitDeliverables(cell: string): string[] {
  const words = cell.trim();
  if (words === '') return [];
  if (!BULLET.test(words)) return [words];
  // Inside an item a dash goes on in small letters or joins a name; an item starts with a capital.
  return words
    .replace(BULLET, '')
    .split(/\s*[;.]?\s+[-–•+]\s+(?=[\p{Lu}\p{N}])/u)
    .map((item) => item.trim())
    .filter((item) => item !== '');
}
