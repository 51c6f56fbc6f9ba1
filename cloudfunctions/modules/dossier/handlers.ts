import { paperTitles, type Power } from '../../../types/contracts/codes'
import type { dossier } from '../../../types/contracts/dossier'
import type { MemberContext, ModuleHandlers } from '../../platform/context'
import { _, find, read, transaction, type Tx } from '../../platform/database'
import { abilities, guard, refuse } from '../../platform/errors'
import { papersRegulation } from '../../regulations/papers'
import { PAGE, pageFrom } from '../../services/paging'
import { memberFor, NOWHERE, reaches } from '../../services/scope'
import { eventOf } from '../../services/timeline'
import { readOrganisation } from '../../services/tree'
import { applicantHandlers } from './applicants'
import { whyCannotRecordAny } from './rules'
import { standingHandlers } from './standing'
import { dossierOf, fileLine, filedApplicant, filedMember, leftOf, paperLines, stageLabel, timelineLine, type Filed } from './views'

/** Pages that are looked through at most for one page of those who lack something. */
const LOOKED_THROUGH = 5

/** The member or applicant of an id over whose organisation the caller has a power, or the caller; `notFound` otherwise, in as many operations. */
async function filedFor(ctx: MemberContext, id: string, power: Power): Promise<Filed> {
  const [member, applicant] = await Promise.all([read('members', id), read('applicants', id)])
  const filed = member ? filedMember(member) : applicant ? filedApplicant(applicant) : null
  if (filed && id === ctx.access.memberId && power === 'oversee') return filed
  if (!await reaches(ctx, filed?.organisationId ?? NOWHERE, power) || !filed) refuse('notFound')
  return filed
}

async function filedIn(tx: Tx, id: string, applicant: boolean): Promise<Filed | null> {
  if (applicant) { const found = await tx.read('applicants', id); return found && filedApplicant(found) }
  const found = await tx.read('members', id)
  return found && filedMember(found)
}

export const handlers: ModuleHandlers<typeof dossier> = {
  ...standingHandlers,
  ...applicantHandlers,

  'dossier.get': async (ctx, input) => {
    const own = input.memberId === ctx.access.memberId
    const member = own ? await read('members', input.memberId) : await memberFor(ctx, input.memberId, 'oversee')
    if (!member) refuse('notFound')
    return dossierOf(member, { own, keeps: await reaches(ctx, member.organisationId, 'keepRoster') })
  },

  'dossier.timeline': async (ctx, input) => {
    const filed = await filedFor(ctx, input.memberId, 'oversee')
    const wholly = filed._id === ctx.access.memberId || await reaches(ctx, filed.organisationId, 'keepRoster')
    const limit = input.limit ?? PAGE
    const events = await find('person_events', { personId: _.in([filed._id, ...filed.mergedFrom ?? []]), ...(input.cursor && { key: _.lt(input.cursor) }), ...(!wholly && { kind: _.neq('discipline') }) }, { orderBy: [['key', 'desc']], limit: limit + 1 })
    return pageFrom(events, limit, event => event.key, timelineLine)
  },

  'dossier.papers': async (ctx, input) => {
    const filed = await filedFor(ctx, input.memberId, 'oversee')
    const keeps = await reaches(ctx, filed.organisationId, 'keepRoster')
    return {
      name: filed.name, standing: stageLabel(filed.stage), items: paperLines(filed), left: leftOf(filed), regulation: papersRegulation.regulation,
      ...abilities({ note: keeps ? whyCannotRecordAny(filed) : { code: 'forbidden' } }),
    }
  },

  'dossier.notePapers': async (ctx, input) => {
    const filed = await filedFor(ctx, input.memberId, 'keepRoster')
    const organisation = await readOrganisation(filed.organisationId)
    return transaction(async tx => {
      const fresh = await filedIn(tx, filed._id, filed.applicant)
      if (!fresh || fresh.organisationId !== filed.organisationId) refuse('notFound')
      guard(whyCannotRecordAny(fresh))
      const changed = input.papers.filter(({ key, state }) => (fresh.papers?.[key]?.state ?? 'unseen') !== state)
      const update = Object.fromEntries(changed.map(({ key, state }) => [`papers.${key}`, state === 'unseen' ? _.remove() : _.set({ state, at: ctx.now, byName: ctx.access.memberName })]))
      const after = { ...fresh.papers }
      for (const { key, state } of changed) {
        if (state === 'unseen') delete after[key]
        else after[key] = { state, at: ctx.now, byName: ctx.access.memberName }
      }
      const left = leftOf({ stage: fresh.stage, papers: after })
      if (changed.length > 0) {
        await tx.update(filed.applicant ? 'applicants' : 'members', fresh._id, update)
        await tx.put('person_events', eventOf(ctx, {
          personId: fresh._id, organisationId: fresh.organisationId, organisationName: organisation?.name ?? '', kind: 'paper',
          text: changed.length === 1 ? `清点材料：${paperTitles[changed[0]!.key]}，${left.text}` : `清点材料${changed.length}项，${left.text}`,
        }))
      }
      return left
    })
  },

  'dossier.lacking': async (ctx, input) => {
    const organisationId = input.organisationId ?? ctx.access.organisationId
    if (!await reaches(ctx, organisationId, 'oversee')) refuse('notFound')
    const limit = input.limit ?? PAGE
    const items: ReturnType<typeof fileLine>[] = []
    for (let after = input.cursor, round = 0; ; round++) {
      const where = { organisationId, archived: false, ...(after && { sortKey: _.gt(after) }) }
      const options = { orderBy: [['sortKey', 'asc'] as ['sortKey', 'asc']], limit: limit + 1 }
      const found = input.of === 'members'
        ? (await find('members', where, options)).map(member => ({ key: member.sortKey, line: fileLine(filedMember(member)) }))
        : (await find('applicants', where, options)).map(applicant => ({ key: applicant.sortKey, line: fileLine(filedApplicant(applicant)) }))
      const page = found.slice(0, limit)
      for (const { key, line } of page) {
        after = key
        if (input.all || !line.complete) items.push(line)
        if (items.length === limit) return { items, next: key === found.at(-1)!.key ? null : key }
      }
      if (found.length <= limit) return { items, next: null }
      if (items.length > 0 || round === LOOKED_THROUGH) return { items, next: after! }
    }
  },
}
