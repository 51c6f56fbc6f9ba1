/** Sensitive items opened, one at a time and on record; and who has seen them. */
import type * as z from '../../../types/contracts/zod'
import { sensitiveItems } from '../../../types/contracts/codes'
import type { Look, privacy } from '../../../types/contracts/privacy'
import { organisationsWith } from '../../platform/access'
import type { MemberContext, ModuleHandlers } from '../../platform/context'
import { _, addOnce, change, find, read } from '../../platform/database'
import type { OutgoingPeople, Reveal, UnusualRun } from '../../platform/documents'
import { abilities, guard, refuse } from '../../platform/errors'
import { idFrom } from '../../platform/ids'
import { openText } from '../../platform/secrets'
import { iso, timeKey } from '../../platform/time'
import { closeItem } from '../../services/inbox'
import { PAGE, pageFrom } from '../../services/paging'
import { NOWHERE, organisationFor, reaches } from '../../services/scope'
import { readOrganisation } from '../../services/tree'
import { countReveal, liftStop, runItems } from '../../services/unusual'
import { whyCannotSettle } from './rules'

/** Unusual runs shown at once. */
const RUNS = 10
/** A repeat of one tap comes within minutes; the same look later is another one. */
const RETRY_MINUTES = 10

/** A member or an applicant of a branch whose roster the caller keeps; `notFound` otherwise. Three operations, two for the own branch. */
async function subjectFor(ctx: MemberContext, id: string) {
  const [member, applicant] = await Promise.all([read('members', id), read('applicants', id)])
  const person = member ?? applicant
  if (!await reaches(ctx, person?.organisationId ?? NOWHERE, 'keepRoster') || !person) refuse('notFound')
  return person
}

const revealLine = (reveal: Reveal): z.input<typeof Look> => ({ id: reveal._id, at: iso(reveal.at), byName: reveal.byName, organisationName: reveal.organisationName, what: reveal.item === 'address' ? '查看住址' : '查看全号', items: [reveal.item], reason: reveal.reason })
const outgoingLine = (note: OutgoingPeople): z.input<typeof Look> => ({ id: note._id, at: iso(note.at), byName: note.byName, organisationName: note.organisationName, what: note.what, items: note.items, reason: null })

const runLine = (ctx: MemberContext, run: UnusualRun) => ({
  id: run._id, kind: run.kind, byName: run.byName, count: run.count, at: iso(run.at), until: iso(run.until), ...abilities({ settle: whyCannotSettle(run, ctx.access.memberId) }),
})

type Names = 'privacy.reveal' | 'privacy.own' | 'privacy.looks' | 'privacy.looksOf' | 'privacy.settle'
export const lookHandlers: Pick<ModuleHandlers<typeof privacy>, Names> = {
  'privacy.reveal': async (ctx, { memberId, item, reason }) => {
    const person = await subjectFor(ctx, memberId)
    const sealed = person[item]
    if (!sealed) refuse('itemNotKept', { item: sensitiveItems[item] })
    await countReveal(ctx)
    const organisation = await readOrganisation(person.organisationId)
    const turn = String(Math.floor(ctx.now.getTime() / (RETRY_MINUTES * 60_000)))
    const _id = idFrom('reveal', ctx.caller.accountId, ctx.requestId, memberId, item, reason, turn)
    // On record first: whatever breaks off afterwards, nothing was opened that is not written down.
    await addOnce('reveals', {
      _id, key: timeKey(ctx.now, _id), subjectId: memberId, subjectName: person.name, item, reason,
      organisationIds: [...new Set([person.organisationId, ...organisationsWith(ctx.access, 'keepRoster', ctx.now)])], organisationName: organisation?.name ?? '',
      at: ctx.now, by: ctx.caller.accountId, byMemberId: ctx.access.memberId, byName: ctx.access.memberName,
    })
    return { value: openText(sealed) }
  },

  'privacy.own': async (ctx, { item }) => {
    const sealed = (await read('members', ctx.access.memberId) ?? refuse('notFound'))[item]
    return { value: sealed ? openText(sealed) : null }
  },

  'privacy.looks': async (ctx, { cursor, limit = PAGE }) => {
    const page = { ...(cursor && { key: _.lt(cursor) }) }
    // Of a record that was entered twice as well.
    const ids = [ctx.access.memberId, ...(await read('members', ctx.access.memberId))?.mergedFrom ?? []]
    const [reveals, notes] = await Promise.all([
      find('reveals', { subjectId: _.in(ids), ...page }, { orderBy: [['key', 'desc']], limit: limit + 1 }),
      find('export_people', { memberIds: _.in(ids), ...page }, { orderBy: [['key', 'desc']], limit: limit + 1, fields: ['_id', 'key', 'at', 'byName', 'organisationName', 'what', 'items'] }),
    ])
    const all = [...reveals.map(each => ({ key: each.key, line: revealLine(each) })), ...notes.map(each => ({ key: each.key, line: outgoingLine(each) }))]
    return pageFrom(all.sort((a, b) => (a.key > b.key ? -1 : 1)), limit, each => each.key, each => each.line)
  },

  'privacy.looksOf': async (ctx, { organisationId, cursor, limit = PAGE }) => {
    const organisation = await organisationFor(ctx, organisationId, 'appoint')
    if (organisation.kind === 'group') refuse('notFound')
    const [reveals, runs] = await Promise.all([
      find('reveals', { organisationIds: organisationId, ...(cursor && { key: _.lt(cursor) }) }, { orderBy: [['key', 'desc']], limit: limit + 1 }),
      find('unusual_runs', { organisationId, settledAt: null }, { orderBy: [['key', 'desc']], limit: RUNS }),
    ])
    return {
      ...pageFrom(reveals, limit, each => each.key, each => ({ ...revealLine(each), subjectName: each.subjectName })),
      organisationName: organisation.name, unusual: runs.map(run => runLine(ctx, run)),
    }
  },

  'privacy.settle': async (ctx, { unusualId, lift }) => {
    const run = await read('unusual_runs', unusualId)
    if (!await reaches(ctx, run?.organisationId ?? NOWHERE, 'appoint') || !run) refuse('notFound')
    guard(whyCannotSettle(run, ctx.access.memberId))
    if (lift && run.until > ctx.now) await liftStop(run)
    await change('unusual_runs', { _id: run._id, settledAt: null }, { settledAt: ctx.now, settledBy: ctx.caller.accountId })
    for (const refId of runItems(run._id)) await closeItem('unusual', refId)
    return {}
  },
}
