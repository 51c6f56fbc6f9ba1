/** The dossier (电子档案): how a person stands, what happened, which papers of the file are missing. Applicants: applicants.ts. */
import * as z from './zod'
import { disciplines, endReasons, paperStates, paperTitles, personEventKinds, suspendReasons, type Discipline, type EndReason, type PaperKey, type PaperState, type PersonEventKind, type SuspendReason } from './codes'
import { applicants } from './applicants'
import { day, id, instant, line, pageInput, pageOf, why, type Contract } from './shared'

const keysOf = <T extends string>(labels: Record<T, string>) => z.enum(Object.keys(labels) as [T, ...T[]])
const paperState = keysOf<PaperState>(paperStates)

/** One axis of how somebody stands, in words; `usual`: as everybody is. */
export const Axis = z.object({ axis: z.enum(['membership', 'relation', 'contact', 'floating', 'discipline']), label: z.string(), text: z.string(), since: z.string().nullable(), until: z.string().nullable(), note: z.string().nullable(), usual: z.boolean() })
export type Axis = z.infer<typeof Axis>

export const PapersLeft = z.object({ lacking: z.number(), unseen: z.number(), text: z.string() })

export const Dossier = z.object({
  id, name: z.string(), organisationName: z.string(), version: z.number(), standing: z.string(), archived: z.boolean(), own: z.boolean(),
  axes: z.array(Axis),
  /** Why there is no vote; null where there is one. */
  noVote: z.string().nullable(),
  papers: PapersLeft,
  can: z.object({ suspend: z.boolean(), resume: z.boolean(), end: z.boolean(), discipline: z.boolean(), reverseMembership: z.boolean(), reverseDiscipline: z.boolean(), notePapers: z.boolean() }),
  why,
})
export type Dossier = z.infer<typeof Dossier>

export const TimelineLine = z.object({ id, day: z.string(), kind: keysOf<PersonEventKind>(personEventKinds), text: z.string(), organisationName: z.string(), byName: z.string(), at: instant, /** It puts an earlier entry right. */ corrects: z.boolean() })
export type TimelineLine = z.infer<typeof TimelineLine>

export const PaperLine = z.object({ key: keysOf<PaperKey>(paperTitles), title: z.string(), from: z.string(), article: z.string(), due: z.boolean(), state: paperState.nullable(), byName: z.string().nullable(), at: instant.nullable() })
export type PaperLine = z.infer<typeof PaperLine>

export const FileLine = z.object({ id, name: z.string(), applicant: z.boolean(), standing: z.string(), text: z.string(), complete: z.boolean(), lacking: z.array(z.string()) })
export type FileLine = z.infer<typeof FileLine>

/** What every change of how somebody stands names: the record as it was seen, and the day on which it happened. */
const onDay = { memberId: id, version: z.number().int(), on: day }
const sensitive = { output: z.object({ version: z.number() }), access: 'keepRoster', kind: 'write', audited: true, secondFactor: true } as const

export const dossier = {
  ...applicants,
  /** A member's own, or that of somebody on a roster that the caller oversees. */
  'dossier.get': { input: z.object({ memberId: id }), output: Dossier, access: 'member', kind: 'read' },
  /** What happened to a member or an applicant here, newest first. */
  'dossier.timeline': { input: z.object({ memberId: id, ...pageInput }), output: pageOf(TimelineLine), access: 'member', kind: 'read' },
  /** 停止党籍: the person stays on the roster, without a vote, and can be restored. */
  'dossier.suspend': { input: z.object({ ...onDay, reason: keysOf<SuspendReason>(suspendReasons) }), ...sensitive },
  /** 恢复党籍 after a suspension. */
  'dossier.resume': { input: z.object(onDay), ...sensitive },
  /** 出党: taken off the roster with its reason, and not to be restored. */
  'dossier.end': { input: z.object({ ...onDay, reason: keysOf<EndReason>(endReasons) }), ...sensitive },
  /** 处分: that it stands, since when and until when; `none` ends it. Expulsion is `dossier.end`. */
  'dossier.discipline': { input: z.object({ ...onDay, discipline: keysOf<Exclude<Discipline, 'expelled'>>(withoutExpelled()), until: day.or(z.literal('')).optional() }), ...sensitive },
  /** The last entry of an axis was wrong: it stands as before, and another event says so. */
  'dossier.reverse': { input: z.object({ memberId: id, version: z.number().int(), axis: z.enum(['membership', 'discipline']), reason: line(100) }), ...sensitive },
  /** The papers of a member's or an applicant's file: those that have to be there now, and those that come. */
  'dossier.papers': { input: z.object({ memberId: id }), output: z.object({ name: z.string(), standing: z.string(), items: z.array(PaperLine), left: PapersLeft, regulation: z.string(), can: z.object({ note: z.boolean() }), why }), access: 'member', kind: 'read' },
  /** How papers were found; `unseen` takes a note back. Only the state is kept, never the paper. */
  'dossier.notePapers': {
    input: z.object({ memberId: id, papers: z.array(z.object({ key: keysOf<PaperKey>(paperTitles), state: paperState.or(z.literal('unseen')) })).min(1).max(40) }),
    output: PapersLeft, access: 'keepRoster', kind: 'write', audited: true,
  },
  /** Whose files lack what, ordered by pinyin; a page may be short where few of many lack something. */
  'dossier.lacking': { input: z.object({ organisationId: id.optional(), of: z.enum(['members', 'applicants']), all: z.boolean().optional(), ...pageInput }), output: pageOf(FileLine), access: 'oversee', kind: 'read' },
} satisfies Contract

function withoutExpelled(): Record<Exclude<Discipline, 'expelled'>, string> {
  const { expelled: _expelled, ...others } = disciplines
  return others
}
