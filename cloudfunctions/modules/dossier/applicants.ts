/** The list of those who have applied: entered, changed, brought from stage to stage, admitted. */
import type { applicants } from '../../../types/contracts/applicants'
import { stages, type PersonEventKind, type Power } from '../../../types/contracts/codes'
import type { MemberContext, ModuleHandlers } from '../../platform/context'
import { _, count, find, plainly, read, transaction, type Tx } from '../../platform/database'
import type { Applicant, Member, Organisation, PersonEvent } from '../../platform/documents'
import { abilities, guard, refuse } from '../../platform/errors'
import { idFrom } from '../../platform/ids'
import { dayOf } from '../../platform/time'
import { whyCannotRecord } from '../../regulations/member-rules'
import { whyItemsWrong } from '../../regulations/person-rules'
import { readIdNumber } from '../../regulations/roster-rules'
import { dayOfStage, stageAfter, stageBefore, stageDays, whyCannotStand } from '../../regulations/stage-rules'
import { admittedOn } from '../../services/balloting/resolved'
import { moveClaim } from '../../services/claims'
import { countUp } from '../../services/inbox'
import { PAGE, pageFrom } from '../../services/paging'
import { blankMember, normalItems, storedItems, type PersonItems } from '../../services/person'
import { NOWHERE, organisationFor, reaches } from '../../services/scope'
import { matching } from '../../services/search'
import { eventOf } from '../../services/timeline'
import { whyCannotAdmit, whyCannotAdvance, whyCannotKeep, whyCannotStepBack } from './applicant-rules'
import { applicantLine, applicantOf } from './applicant-views'

interface Found { applicant: Applicant; organisation: Organisation }

/** An applicant over whose organisation the caller has a power; `notFound` otherwise, in as many operations. */
async function applicantFor(ctx: MemberContext, applicantId: string, power: Power): Promise<Found> {
  const applicant = await read('applicants', applicantId)
  const organisation = await organisationFor(ctx, applicant?.organisationId ?? NOWHERE, power)
  if (!applicant) refuse('notFound')
  return { applicant, organisation }
}

const eventFor = (ctx: MemberContext, personId: string, organisation: Organisation, kind: PersonEventKind, text: string, day?: string): PersonEvent =>
  eventOf(ctx, { personId, organisationId: organisation._id, organisationName: organisation.name, kind, text, day })

const told = { applicant: '递交入党申请书', activist: '确定为入党积极分子', prospect: '列为发展对象' } as const

/**
 * Changes one applicant in a transaction, guarded by the version that the caller saw; a repeat of the tap changes nothing.
 * `work` judges what is there now and answers the changes, with the event that tells of them.
 */
async function changeOne(ctx: MemberContext, { applicant: { _id }, organisation }: Found, version: number, work: (fresh: Applicant) => Promise<{ changes: Partial<Applicant>; event?: PersonEvent }>): Promise<{ version: number }> {
  const tap = idFrom('applicant', ctx.caller.accountId, ctx.action, ctx.requestId)
  return transaction(async tx => {
    const fresh = await tx.read('applicants', _id)
    if (!fresh || fresh.organisationId !== organisation._id) refuse('notFound')
    if (fresh.lastTap === tap) return { version: fresh.version }
    guard(whyCannotKeep(fresh))
    if (fresh.version !== version) refuse('conflict')
    const { changes, event } = await work(fresh)
    if (changes.idHash !== undefined) await moveClaim(tx, fresh.idHash, changes.idHash, fresh)
    await tx.update('applicants', _id, plainly({ ...changes, version: fresh.version + 1, lastTap: tap }))
    if (event) await tx.put('person_events', event)
    return { version: fresh.version + 1 }
  })
}

/** Takes an applicant off the list or brings one back, with the claim on the ID number; false where that is done already. */
async function setArchived(tx: Tx, ctx: MemberContext, { applicant, organisation }: Found, reason: string | null): Promise<void> {
  const fresh = await tx.read('applicants', applicant._id)
  if (!fresh || fresh.organisationId !== organisation._id) refuse('notFound')
  if (fresh.archived === (reason !== null)) return
  await moveClaim(tx, reason === null ? null : fresh.idHash, reason === null ? fresh.idHash : null, fresh)
  await tx.update('applicants', fresh._id, { archived: reason !== null, archivedAt: reason === null ? _.set(null) : ctx.now, archiveReason: reason, version: fresh.version + 1 })
  await tx.put('person_events', eventFor(ctx, fresh._id, organisation, 'roster', reason === null ? '恢复到申请人名单' : `移出申请人名单：${reason}`))
}

/** The record of a member that an applicant becomes: what is sealed is carried over as it is. */
async function memberFrom(applicant: Applicant, organisation: Organisation, joinedOn: string, group: Pick<Member, 'groupId' | 'groupName'>, now: Date): Promise<Member> {
  const { stage: _stage, archived: _archived, archivedAt: _archivedAt, archiveReason: _archiveReason, lastTap: _lastTap, createdAt: _createdAt, ...kept } = applicant
  return { ...await blankMember(applicant._id, organisation, applicant.name, now, 'probationary'), ...kept, joinedOn, fullOn: null, ...group, version: applicant.version + 1 }
}

const groupsOf = async (organisationId: string): Promise<{ id: string; name: string }[]> =>
  (await find('organisations', { parentId: organisationId, kind: 'group' }, { orderBy: [['name', 'asc']], limit: 100 })).map(({ _id, name }) => ({ id: _id, name }))

export const applicantHandlers: ModuleHandlers<typeof applicants> = {
  'applicants.list': async (ctx, input) => {
    const organisationId = input.organisationId ?? ctx.access.organisationId
    if (!await reaches(ctx, organisationId, 'oversee')) refuse('notFound')
    const limit = input.limit ?? PAGE
    const where = { organisationId, archived: input.archived ?? false, ...(input.stage && { stage: input.stage }), ...matching(input.search) }
    const [found, total, keeps] = await Promise.all([
      find('applicants', { ...where, ...(input.cursor && { sortKey: _.gt(input.cursor) }) }, { orderBy: [['sortKey', 'asc']], limit: limit + 1 }),
      count('applicants', where), reaches(ctx, organisationId, 'keepRoster'),
    ])
    const today = dayOf(ctx.now)
    return { ...pageFrom(found, limit, ({ sortKey }) => sortKey, applicant => applicantLine(applicant, today)), total, organisationId, ...abilities({ add: keeps ? null : { code: 'forbidden' } }) }
  },

  'applicants.get': async (ctx, input) => {
    const { applicant, organisation } = await applicantFor(ctx, input.applicantId, 'oversee')
    const [keeps, groups, admitted] = await Promise.all([reaches(ctx, organisation._id, 'keepRoster'), groupsOf(organisation._id), applicant.stage === 'prospect' ? admittedOn(applicant._id) : null])
    return { ...applicantOf(applicant, organisation, groups, keeps, dayOf(ctx.now)), admittedOn: admitted }
  },

  'applicants.add': async (ctx, input) => {
    const organisation = await organisationFor(ctx, input.organisationId, 'keepRoster')
    if (organisation.kind === 'group') refuse('notFound')
    const stage = input.stage ?? 'applicant'
    const items = withIdRead(normalItems(input))
    guard(whyItemsWrong(items, dayOf(ctx.now)) ?? whyCannotStand(items, stage, dayOf(ctx.now)))
    const applicantId = idFrom('applicant', ctx.caller.accountId, ctx.action, ctx.requestId)
    const blank: Applicant = {
      _id: applicantId, organisationId: organisation._id, stage, name: input.name, sex: null, ethnicity: null, birthday: null, education: null, joinedOn: null, fullOn: null, job: null, studentNumber: null, className: null,
      phone: null, phoneMasked: null, address: null, idHash: null, idTail: null, sortKey: '', searchKeys: [], archived: false, archivedAt: null, archiveReason: null, version: 1, createdAt: ctx.now,
    }
    const applicant: Applicant = { ...blank, ...await storedApplicant(items, blank) }
    await transaction(async tx => {
      // Also once admitted: the id is the member's by then.
      if (await tx.read('applicants', applicantId) || await tx.read('members', applicantId)) return
      await moveClaim(tx, null, applicant.idHash, applicant)
      await tx.add('applicants', applicant)
      for (const each of ['applicant', 'activist', 'prospect'] as const) {
        const day = applicant[dayOfStage[each]]
        if (day) await tx.put('person_events', eventFor(ctx, applicantId, organisation, 'stage', told[each], day))
      }
    })
    return { applicantId }
  },

  'applicants.update': async (ctx, input) => {
    const found = await applicantFor(ctx, input.applicantId, 'keepRoster')
    return changeOne(ctx, found, input.version, async fresh => {
      const items = withIdRead(normalItems(input.changes), fresh)
      const after = { ...fresh, ...items }
      guard(whyItemsWrong({ ...after, idNumber: items.idNumber, phone: items.phone, landline: items.landline }, dayOf(ctx.now)))
      if (items.birthday !== undefined || stageDays.some(field => items[field] !== undefined)) guard(whyCannotStand(after, fresh.stage, dayOf(ctx.now)))
      return { changes: await storedApplicant(items, fresh) }
    })
  },

  'applicants.advance': async (ctx, input) => {
    const found = await applicantFor(ctx, input.applicantId, 'keepRoster')
    const today = dayOf(ctx.now)
    return changeOne(ctx, found, input.version, async fresh => {
      guard(whyCannotAdvance(fresh, today))
      const stage = stageAfter[fresh.stage]!
      const changes: Partial<Applicant> = { stage, [dayOfStage[stage]]: input.on, ...(input.names && (stage === 'activist' ? { mentors: input.names } : { sponsors: input.names })) }
      guard(whyCannotStand({ ...fresh, ...changes }, stage, today))
      return { changes, event: eventFor(ctx, fresh._id, found.organisation, 'stage', told[stage], input.on) }
    })
  },

  'applicants.stepBack': async (ctx, input) => {
    const found = await applicantFor(ctx, input.applicantId, 'keepRoster')
    return changeOne(ctx, found, input.version, async fresh => {
      guard(whyCannotStepBack(fresh))
      const stage = stageBefore[fresh.stage]!
      return { changes: { stage, [dayOfStage[fresh.stage]]: null }, event: eventFor(ctx, fresh._id, found.organisation, 'stage', `退回${stages[stage]}：${input.reason}`) }
    })
  },

  'applicants.archive': async (ctx, input) => {
    const found = await applicantFor(ctx, input.applicantId, 'keepRoster')
    await transaction(tx => setArchived(tx, ctx, found, input.reason))
    return {}
  },

  'applicants.restore': async (ctx, input) => {
    const found = await applicantFor(ctx, input.applicantId, 'keepRoster')
    await transaction(tx => setArchived(tx, ctx, found, null))
    return {}
  },

  'applicants.admit': async (ctx, input) => {
    const [applicant, done] = await Promise.all([read('applicants', input.applicantId), read('members', input.applicantId)])
    const organisation = await organisationFor(ctx, applicant?.organisationId ?? done?.organisationId ?? NOWHERE, 'keepRoster')
    // A repeat of a tap that has gone through.
    if (!applicant) return { memberId: done?._id ?? refuse('notFound') }
    const groups = input.groupId ? await groupsOf(organisation._id) : []
    const group = groups.find(({ id }) => id === input.groupId)
    if (input.groupId && !group) refuse('notFound')
    const fresh = await transaction(async tx => {
      const now = await tx.read('applicants', applicant._id)
      if (!now) return (await tx.read('members', applicant._id)) ? false : refuse('notFound')
      guard(whyCannotAdmit(now, organisation))
      if (now.organisationId !== organisation._id) refuse('notFound')
      if (now.version !== input.version) refuse('conflict')
      const today = dayOf(ctx.now)
      guard(whyCannotStand({ ...now, joinedOn: input.joinedOn }, now.stage, today) ?? whyCannotRecord({ standing: 'probationary', birthday: now.birthday, joinedOn: input.joinedOn }, today))
      const member = await memberFrom(now, organisation, input.joinedOn, { groupId: group?.id ?? null, groupName: group?.name ?? null }, ctx.now)
      await tx.add('members', member)
      await tx.remove('applicants', now._id)
      await tx.put('person_events', eventFor(ctx, now._id, organisation, 'stage', '支部大会讨论通过，接收为预备党员', input.joinedOn))
      return true
    })
    if (fresh) await countUp(organisation._id, { members: 1 })
    return { memberId: applicant._id }
  },
}

/** What the ID number says already need not be typed: birthday and sex are filled in where nothing stands yet. */
function withIdRead(items: Partial<PersonItems>, before: Partial<Pick<Applicant, 'birthday' | 'sex'>> = {}): Partial<PersonItems> {
  const reading = items.idNumber ? readIdNumber(items.idNumber) : null
  if (!reading?.ok) return items
  return { ...items, ...(!(items.birthday ?? before.birthday) && { birthday: reading.birthday }), ...(!(items.sex ?? before.sex) && { sex: reading.sex }) }
}

/** The stored form of an applicant's items: sealed, hashed and masked as a member's. */
const storedApplicant = async (items: Partial<PersonItems>, before: Pick<Applicant, '_id' | 'name' | 'studentNumber'>): Promise<Partial<Applicant>> => {
  const { standing: _standing, ...stored } = await storedItems(items, before)
  return stored as Partial<Applicant>
}
