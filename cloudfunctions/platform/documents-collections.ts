/** How sheets asked for by an organisation above (填报任务) are stored. */
import type { CollectionState, CollectionWho } from '../../types/contracts/codes-collections'
import type { Sealed } from './secrets'

/** A column of the template and the item that it asks for (services/person-values); `own`: the sheet computes or counts it. */
export interface AskedColumn { index: number; header: string; item: string | null; required: boolean; own: boolean }

/** A sheet that an organisation asks of branches below it. */
export interface CollectionTask {
  _id: string
  key: string
  organisationId: string
  organisationName: string
  state: CollectionState
  title: string
  note: string
  due: Date | null
  at: Date
  by: string
  byName: string
  /** The blank sheet: its place in storage, its name, and which of its sheets is filled. */
  templatePath: string
  fileName: string
  sheet: number
  sheetName: string
  columns: AskedColumn[]
  who: CollectionWho
  /** The branches in the order in which they were asked, and how many of them have their item. */
  targets: string[]
  delivered: number
  /** Since when branches have been reminded, and whose items show it. */
  remindedAt: Date | null
  shownAt: Date | null
  /** Whether branches have not yet been told of all that changed here: a job goes on. */
  unsettled: boolean
  /** When the ID numbers that were typed for it go: some time after its end; null while it runs, and when they are gone. */
  wipeAt: Date | null
  version: number
  /** The tap that sent it or reminded last: its repeat changes nothing more. */
  lastTap: string | null
}

/**
 * One branch's answer; `_id` from task and branch. The one document that decides between confirming, withdrawing, sending
 * back and closing.
 */
export interface CollectionAnswer {
  _id: string
  key: string
  collectionId: string
  /** The branch. */
  organisationId: string
  organisationName: string
  /** Copies of the task's, so that a list needs no second look. */
  fromId: string
  fromName: string
  title: string
  due: Date
  taskState: 'open' | 'closed' | 'withdrawn'
  state: 'waiting' | 'returned' | 'confirmed'
  openedAt: Date | null
  /** How often it was confirmed. */
  turn: number
  confirmedAt: Date | null
  confirmedBy: string | null
  /** The rows as they were confirmed last; and how many. */
  snapshotId: string | null
  rows: number | null
  reason: string | null
  /** Cells that were typed for this answer only, people left out and rows added: sealed JSON. */
  typed: Sealed | null
  version: number
  at: Date
}

/** What a branch has confirmed: written once, never changed. `rows`: sealed JSON. */
export interface CollectionSnapshot { _id: string; collectionId: string; answerId: string; organisationId: string; at: Date; by: string; byName: string; count: number; rosterCount: number; left: number; rows: Sealed }

/** A file that was made of a task: `making` until it is stored, `kept` for a day, then `gone`; the record stays. */
export interface CollectionFile { _id: string; key: string; collectionId: string; answerId: string | null; at: Date; by: string; byName: string; rows: number; branches: number; fileName: string; cloudPath: string; fileId: string | null; state: 'making' | 'kept' | 'gone' }

export interface CollectionDocuments {
  collection_tasks: CollectionTask
  collection_answers: CollectionAnswer
  collection_snapshots: CollectionSnapshot
  collection_files: CollectionFile
}
