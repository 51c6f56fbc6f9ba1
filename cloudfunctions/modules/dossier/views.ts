import type * as z from '../../../types/contracts/zod'
import { contacts, disciplines, endReasons, floatings, memberships, relations, stages, standings, suspendReasons } from '../../../types/contracts/codes'
import type { Axis, Dossier, FileLine, PaperLine, TimelineLine } from '../../../types/contracts/dossier'
import { errorMessage } from '../../../types/contracts/errors'
import type { Applicant, Axes, Member, PersonEvent } from '../../platform/documents'
import { abilities } from '../../platform/errors'
import { iso } from '../../platform/time'
import { papers, papersDue, papersLeft, paperStateText, type FileStage } from '../../regulations/papers'
import { whyCannotVote } from '../../regulations/vote-rules'
import { axesOf } from '../../services/axes'
import { whyCannotEnd, whyCannotRecordAny, whyCannotResume, whyCannotReverse, whyCannotSuspend } from './rules'

/** Somebody of whom a file is kept, member or applicant alike. */
export type Filed = Pick<Member, '_id' | 'name' | 'organisationId' | 'archived' | 'papers' | 'mergedFrom'> & { stage: FileStage; applicant: boolean }
export const filedMember = (member: Member): Filed => ({ ...member, stage: member.standing, applicant: false })
export const filedApplicant = (applicant: Applicant): Filed => ({ ...applicant, applicant: true })

const stageLabels: Record<FileStage, string> = { ...stages, ...standings }
export const stageLabel = (stage: FileStage): string => stageLabels[stage]

type Said = z.input<typeof Axis>
const said = (axis: Said['axis'], label: string, text: string, usual: boolean, standing: { since: string | null; until?: string | null }, note: string | null = null): Said =>
  ({ axis, label, text, since: standing.since, until: standing.until ?? null, note, usual })

/** Every axis in words; a discipline is told only to who keeps the roster, and to the person. */
function axesSaid(axes: Required<Axes>, wholly: boolean): Said[] {
  const { membership, relation, contact, floating, discipline } = axes
  const reasons: Record<string, string> = { ...suspendReasons, ...endReasons }
  return [
    said('membership', '党籍', memberships[membership.value], membership.value === 'normal', membership, membership.reason ? reasons[membership.reason] ?? null : null),
    said('relation', '组织关系', relations[relation.value], relation.value === 'here', relation),
    said('contact', '联系', contacts[contact.value], contact.value === 'normal', contact),
    said('floating', '流动', floating.value === 'no' ? '没有流动' : floatings[floating.value], floating.value === 'no', floating, floating.value === 'no' ? null : floating.place ?? null),
    ...(wholly ? [said('discipline', '处分', disciplines[discipline.value], discipline.value === 'none', discipline)] : []),
  ]
}

export const leftOf = ({ stage, papers: notes }: Pick<Filed, 'stage' | 'papers'>) => {
  const { lacking, unseen, text } = papersLeft(stage, notes)
  return { lacking: lacking.length, unseen, text }
}

/** A member's dossier as officers and the person see it. */
export function dossierOf(member: Member, { own, keeps }: { own: boolean; keeps: boolean }): z.input<typeof Dossier> {
  const axes = axesOf(member)
  const none = keeps ? whyCannotRecordAny(member) : { code: 'forbidden' as const }
  const noVote = whyCannotVote(member.standing, axes)
  // Who was taken off because the membership ended is put right from there, and from nowhere else.
  const ended = keeps && axes.membership.value === 'ended'
  return {
    id: member._id, name: member.name, organisationName: member.organisationName, version: member.version, standing: standings[member.standing], archived: member.archived, own,
    axes: axesSaid(axes, own || keeps), noVote: noVote && (own || keeps || noVote.code !== 'voteProbation') ? errorMessage(noVote.code, noVote.detail) : null, papers: leftOf(filedMember(member)),
    ...abilities({
      suspend: none ?? whyCannotSuspend(axes), resume: none ?? whyCannotResume(axes), end: none ?? whyCannotEnd(member, axes), discipline: none,
      reverseMembership: (ended ? null : none) ?? whyCannotReverse(axes.membership), reverseDiscipline: none ?? whyCannotReverse(axes.discipline), notePapers: none,
    }),
  }
}

export const timelineLine = (event: PersonEvent): z.input<typeof TimelineLine> =>
  ({ id: event._id, day: event.day, kind: event.kind, text: event.text, organisationName: event.organisationName, byName: event.byName, at: iso(event.at), corrects: event.reverses !== null })

/** Every paper that a file will have, those that have to be there now marked. */
export function paperLines(filed: Filed): z.input<typeof PaperLine>[] {
  const due = new Set(papersDue(filed.stage).map(({ key }) => key))
  return papers.map(({ key, title, from, article }) => {
    const note = filed.papers?.[key]
    return { key, title, from: stageLabel(from), article, due: due.has(key), state: note?.state ?? null, byName: note?.byName ?? null, at: note ? iso(note.at) : null }
  })
}

/** A line of the list of files, with what each lacks: 入党志愿书（缺签名）. */
export function fileLine(filed: Filed): z.input<typeof FileLine> {
  const { lacking, unseen, text } = papersLeft(filed.stage, filed.papers)
  return { id: filed._id, name: filed.name, applicant: filed.applicant, standing: stageLabel(filed.stage), text, complete: lacking.length === 0 && unseen === 0, lacking: lacking.map(({ title, state }) => `${title}（${paperStateText(state)}）`) }
}
