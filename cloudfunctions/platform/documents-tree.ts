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
  /** What a search may match: every ending of the name and of its pinyin initials, lower case. The topmost is not searched for. */
  searchKeys?: string[]
  /** How often something was set up or moved in below, or this one moved: two changes of the tree at one place meet here. */
  changes?: number
  /** The move that carries this organisation to another place; while it is set, the move's record says where it stands (services/tree). */
  moveId?: string | null
  /** On the topmost organisation: the move under way in its tree. One at a time, so that two never make a circle. */
  movingId?: string | null
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
  settledAt: Date | null
  leaseUntil: Date
}
