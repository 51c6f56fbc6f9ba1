/** Keeping a roster in order: filters with names, many people changed at once, one person entered twice. */
import * as z from './zod'
import { duplicateReasons, mergeItems, standings, type DuplicateReason, type MergeItem, type Standing } from './codes'
import { id, instant, line, optionalLine, why, type Contract } from './shared'
import { rosterFilter } from './roster'

/** So many named filters an account keeps; so many people one change takes; so long it can be taken back. */
export const SAVED_FILTERS = 10
export const BULK_PEOPLE = 500
export const BULK_UNDO_MINUTES = 30

export const SavedFilter = z.object({ name: z.string(), filter: z.object(rosterFilter) })
export type SavedFilter = z.infer<typeof SavedFilter>

/** What becomes of everybody chosen; an empty text takes people out of their group or class. */
const bulkChange = { organisationId: id, memberIds: z.array(id).min(1).max(BULK_PEOPLE), groupId: id.or(z.literal('')).optional(), className: optionalLine(60).optional() }

export const BulkResult = z.object({
  bulkId: id, /** Such as `班级改为软件2301`. */ what: z.string(), changed: z.number(),
  /** Whom somebody else changed meanwhile: left as they are. */
  left: z.array(z.string()), leftTotal: z.number(),
  undoUntil: instant, undone: z.boolean(), can: z.object({ undo: z.boolean() }),
})
export type BulkResult = z.infer<typeof BulkResult>

const mergeItem = z.enum(Object.keys(mergeItems) as [MergeItem, ...MergeItem[]])

/** One of two records that may be one person's; masked as everywhere. */
export const Twin = z.object({
  id, name: z.string(), version: z.number(), standing: z.enum(Object.keys(standings) as [Standing, ...Standing[]]), birthday: z.string().nullable(), studentNumber: z.string().nullable(), className: z.string().nullable(),
  groupName: z.string().nullable(), phoneMasked: z.string().nullable(), idMasked: z.string().nullable(), bound: z.boolean(), createdAt: instant,
})
export type Twin = z.infer<typeof Twin>
const pairOfIds = { /** The record that stays. */ memberId: id, /** The one that leaves the roster. */ duplicateId: id }

export const rosterUpkeep = {
  /** Groups and classes of a roster with their numbers, the caller's named filters for it, and the caller's last change of many. */
  'roster.choices': {
    input: z.object({ organisationId: id.optional() }),
    output: z.object({
      groups: z.array(z.object({ id, name: z.string(), count: z.number() })), noGroup: z.number(),
      classes: z.array(z.object({ name: z.string(), count: z.number() })), noClass: z.number(),
      saved: z.array(SavedFilter), last: BulkResult.nullable(),
    }),
    access: 'oversee', kind: 'read',
  },
  /** The same name again replaces what was kept under it. */
  'roster.saveFilter': { input: z.object({ organisationId: id, name: line(20), filter: z.object(rosterFilter) }), output: z.object({ saved: z.array(SavedFilter) }), access: 'oversee', kind: 'write' },
  'roster.dropFilter': { input: z.object({ organisationId: id, name: line(20) }), output: z.object({ saved: z.array(SavedFilter) }), access: 'oversee', kind: 'write' },

  /** Who matches, in the list's order: the first 500 of `total`. */
  'roster.select': { input: z.object({ organisationId: id, search: optionalLine(40).optional(), ...rosterFilter }), output: z.object({ memberIds: z.array(id), total: z.number() }), access: 'keepRoster', kind: 'read' },
  /** What a change would do, before it is made: how many change, and from what. */
  'roster.previewBulk': {
    input: z.object(bulkChange),
    output: z.object({ what: z.string(), changes: z.number(), same: z.number(), gone: z.number(), before: z.array(z.object({ text: z.string(), count: z.number() })) }),
    access: 'keepRoster', kind: 'read',
  },
  /** Safe to repeat: the same tap again changes nobody twice. */
  'roster.bulk': { input: z.object(bulkChange), output: BulkResult, access: 'keepRoster', kind: 'write', audited: true },
  /** Puts everybody back whom nobody has changed since, and names the others. */
  'roster.undoBulk': { input: z.object({ bulkId: id }), output: BulkResult, access: 'keepRoster', kind: 'write', audited: true },

  /** Pairs of one roster that may be one person, the surest first; `one` is the record to keep by default. The first 30 of `total`. */
  'roster.duplicates': {
    input: z.object({ organisationId: id.optional() }),
    output: z.object({
      pairs: z.array(z.object({ reason: z.enum(Object.keys(duplicateReasons) as [DuplicateReason, ...DuplicateReason[]]), one: Twin, other: Twin })), total: z.number(),
      /** Pairs that somebody has looked at: two persons, offered no more; the newest 15. */
      apart: z.array(z.object({ one: Twin, other: Twin, byName: z.string(), at: instant })),
    }),
    access: 'keepRoster', kind: 'read',
  },
  /** 不是同一人: the pair is not offered again, whichever way round; `same` takes that back. */
  'roster.notSame': { input: z.object({ memberId: id, duplicateId: id, same: z.boolean().optional() }), output: z.object({}), access: 'keepRoster', kind: 'write', audited: true },
  /** Item by item what the two records say, and whether they can become one. */
  'roster.mergePreview': {
    input: z.object(pairOfIds),
    output: z.object({ kept: Twin, duplicate: Twin, items: z.array(z.object({ item: mergeItem, kept: z.string().nullable(), duplicate: z.string().nullable() })), can: z.object({ merge: z.boolean() }), why }),
    access: 'keepRoster', kind: 'read',
  },
  /** `take`: items that the kept record has from the other. The other leaves the roster with a reference; it can be brought back. */
  'roster.merge': {
    input: z.object({ ...pairOfIds, version: z.number().int(), duplicateVersion: z.number().int(), take: z.array(mergeItem).max(20) }),
    output: z.object({ memberId: id }), access: 'keepRoster', kind: 'write', audited: true, secondFactor: true,
  },
} satisfies Contract
