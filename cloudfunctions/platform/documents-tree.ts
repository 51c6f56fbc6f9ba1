/** How organisations and what moves them are stored. */
import type { OrganisationForm, OrganisationKind, Post } from '../../types/contracts/codes'

export interface Organisation {
  _id: string
  name: string
  kind: OrganisationKind
  parentId: string | null
  /** Materialised path of ids, own id last: `/root/…/own/`. A subtree is a prefix query. */
  path: string
  /** `<parent or root>_<name>`: unique, so that two organisations below one parent never share a name. */
  nameKey: string
  points: { enabled: boolean; perCheckIn: number }
  /** Running posts by their id: every change of posts writes here, so that two at once are judged one after the other. */
  holders: Record<string, Post>
  createdAt: Date
  /** Names it had before, each until when: what was written then carries them still. */
  names?: { name: string; until: Date }[]
  /** Left out: ordinary. */
  form?: OrganisationForm
  units?: number | null
  fewerReason?: string | null
  /** Months of a term, where they are not what is usual for its kind (regulations/term-rules). */
  termMonths?: number | null
  /** The election that is late: due on a day, put off until another by the superior's document. Of a term that is over it says nothing. */
  extension?: { due: string; until: string; document: string; byName: string; at: Date } | null
  /** How many its committee was last elected to have; left out: it was never elected here. */
  committeeSeats?: number | null
  /** What a search may match: every ending of the name and of its pinyin initials, lower case. The topmost is not searched for. */
  searchKeys?: string[]
  /** How often something was set up or moved in below, or this one moved: two changes of the tree at one place meet here. */
  changes?: number
  /** The move that carries this organisation to another place; while it is set, the move's record says where it stands (services/tree). */
  moveId?: string | null
  /** On the topmost organisation: the move under way in its tree. One at a time, so that two never make a circle. */
  movingId?: string | null
  /** Dissolved for good, since when: readable from above under its last name, nothing is written to it (services/scope), nothing lists it. */
  dissolvedAt?: Date | null
  /** On dissolved ones only, for the list of them. */
  gone?: true
  /**
   * The change that carries people out of it: while it is set and `dissolvedAt` is not, nobody is taken in and no post is
   * given (services/scope). A dissolved organisation keeps it: the record says how it ended.
   */
  changeId?: string | null
  /** The changes that carry people into it, by their ids: meanwhile it does not end itself. */
  receiving?: Record<string, true>
}

/** Whom a change carries where: everybody of a group, a class, or named people; what is named more closely goes first. */
export interface ChangePart { by: 'member' | 'group' | 'class'; keys: string[]; targetId: string }

/**
 * Dissolving, merging or splitting. People are carried one by one, each in a transaction of its own, so that each is at
 * exactly one place at every moment. `carrying`: under way; `sweeping`: the sources are dissolved (or released, for a
 * split), and whoever a call from before still puts there is carried after; then `done`.
 */
export interface OrganisationChange {
  _id: string
  kind: 'dissolve' | 'merge' | 'split'
  sources: { id: string; name: string }[]
  targets: { id: string; name: string }[]
  parts: ChangePart[]
  /** Where everybody goes whom no part names; null: they stay (a split), or are in no group any more (a group dissolved). */
  restId: string | null
  /** The branch of a group that ends: its people stay there. Null for every other change. */
  branchId: string | null
  reason: string
  /** The superior's decision: its number and day, as written. */
  decision: string | null
  state: 'carrying' | 'sweeping' | 'done'
  carried: number
  total: number
  at: Date
  by: string
  byName: string
  /** People whom an open transfer holds back: they are carried when it is over. */
  waiting: number
  /** When the sources were dissolved or released. */
  finishedAt: Date | null
  leaseUntil: Date
}

/**
 * An organisation carried with all below it under another superior. `state` decides for the whole subtree in one write:
 * while `marking` everything stands under `from`, afterwards under `to`; `moved` rewrites the organisations' own paths,
 * `copying` the copies on members.
 */
export interface Move {
  _id: string
  root: string
  organisationId: string
  fromParentId: string
  toParentId: string
  /** The carried organisation's own path before and after. */
  from: string
  to: string
  state: 'marking' | 'moved' | 'copying' | 'done'
  /** Whether organisations may still stand under their old paths. */
  open: boolean
  /** Copying: the last organisation whose members are done. */
  cursor: string | null
  at: Date
  by: string
  byName?: string
  settledAt: Date | null
  leaseUntil: Date
}
