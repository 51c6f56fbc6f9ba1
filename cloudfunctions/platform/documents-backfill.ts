/** How sheets that come from above and are filled here (来表回填) are stored. */
import type { FillKind } from '../../types/contracts/backfill'
import type { Sealed } from './secrets'

/** What a column was given; null: left as it is. */
export interface ChosenColumn { index: number; item: string | null }
export interface ChosenPeople { kinds: FillKind[]; groupId?: string; className?: string; personIds?: string[] }

/** A sheet of the file as it was read: columns with the items that their headers name. */
export interface FillSheet {
  index: number
  name: string
  columns: { index: number; letter: string; header: string; item: string | null; formula: boolean }[]
  usedRows: number
  /** Hash of its headers: the same sheet of another time has the same. */
  fingerprint: string
}

export interface FillRunDocument {
  _id: string
  key: string
  organisationId: string
  organisationName: string
  fileName: string
  /** The texts above the header of the best sheet. */
  title: string
  /** Every ending of file name and title, lower case. */
  searchKeys: string[]
  sheets: FillSheet[]
  /** The sheet to fill: index of a `FillSheet`; null where none has a header. */
  sheet: number | null
  /** Whom the sheet seems to want. */
  guess: FillKind[]
  macros: boolean
  /** Nobody stands in it: it is kept to be filled again. */
  blank: boolean
  /** The blank sheet's path in storage; several runs may share one. Null where it is gone. */
  templatePath: string | null
  /** What was chosen for the same sheet before. */
  remembered: { at: Date; fileName: string } | null
  /** `making` until its sheet is stored. */
  state: 'making' | 'draft' | 'filled' | 'gone' | 'removed'
  at: Date
  by: string
  byName: string
  version: number
  made: FillMade | null
  /** Of the sheet that was filled, and when: the next of its kind finds by it what was chosen, and what it differs from. */
  filledPrint: string | null
  filledAt: Date | null
  /** The filled file, and every path at which one was begun. */
  filePath: string | null
  files?: string[]
  /** When something of it has to be cleared next. */
  clearAt: Date
}

export interface FillMade {
  /** The tap that filled it: names its rows' chunks, and its repeat fills no second time. */
  tap: string
  at: Date
  sheet: number
  columns: ChosenColumn[]
  who: ChosenPeople
  people: number
  unknown: { header: string; cells: number }[]
  numbers: { merged: number; wrong: string[]; missing: string[]; missingTotal: number } | null
  rowChunks: number
  difference: { runId: string; at: Date; added: number; removed: number; changed: number; chunks: number } | null
}

/** `_id` is `<run>_<tap>_<kind>_<n>`: rows as they were sent, or how they differ from last time; sealed, ID numbers never among them. */
export interface FillChunk { _id: string; runId: string; tap: string; kind: 'rows' | 'changes'; n: number; contents: Sealed; at: Date }

export interface BackfillDocuments {
  fill_runs: FillRunDocument
  fill_chunks: FillChunk
}
