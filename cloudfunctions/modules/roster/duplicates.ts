/** People who are on a roster twice: found, shown item by item, and made one. */
import type * as z from '../../../types/contracts/zod'
import { educations, ethnicities, mergeItems, sexes, standings, type MergeItem, type Sex } from '../../../types/contracts/codes'
import type { rosterUpkeep, Twin } from '../../../types/contracts/roster-upkeep'
import type { MemberContext, ModuleHandlers } from '../../platform/context'
import { _, db, find, findAll, plainly, put, transaction } from '../../platform/database'
import type { Member } from '../../platform/documents'
import { abilities, guard, refuse } from '../../platform/errors'
import { idFrom } from '../../platform/ids'
import { maskIdTail } from '../../platform/secrets'
import { dayOf, iso } from '../../platform/time'
import { whyCannotRecord } from '../../regulations/member-rules'
import { moveClaim } from '../../services/claims'
import { countUp } from '../../services/inbox'
import { searchable } from '../../services/person'
import { memberFor, reaches } from '../../services/scope'
import { rosterEvent } from './events'
import { tracesIn, tracesOf } from './traces'
import { duplicatesOf, pairKey, sorted, whyCannotMerge, whyCannotPart, type Traces } from './duplicate-rules'

/** Pairs that a page shows at once, with those that were looked at. */
const SHOWN = 30
const APART_SHOWN = 15

const twinOf = (member: Member): z.input<typeof Twin> => ({
  id: member._id, name: member.name, version: member.version, standing: member.standing, birthday: member.birthday, studentNumber: member.studentNumber, className: member.className,
  groupName: member.groupName, phoneMasked: member.phoneMasked, idMasked: member.idTail ? maskIdTail(member.idTail) : null, bound: member.accountId !== null, createdAt: iso(member.createdAt),
})

/** What a record says of an item, as a person reads it. */
function shown(member: Member, item: MergeItem): string | null {
  switch (item) {
    case 'standing': return standings[member.standing]
    case 'sex': return member.sex && (sexes[member.sex as Sex] ?? null)
    case 'ethnicity': return member.ethnicity && (ethnicities[member.ethnicity] ?? null)
    case 'education': return member.education && (educations[member.education] ?? null)
    case 'group': return member.groupName
    case 'phone': return member.phoneMasked
    case 'address': return member.address && '已登记'
    case 'idNumber': return member.idTail && maskIdTail(member.idTail)
    case 'landline': return member.landlineMasked ?? null
    default: return member[item] ?? null
  }
}

/** The stored fields of which an item consists. */
const fieldsOf = (item: MergeItem): (keyof Member)[] => ({ group: ['groupId', 'groupName'], phone: ['phone', 'phoneMasked'], landline: ['landline', 'landlineMasked'], idNumber: ['idHash', 'idTail'] } as Partial<Record<MergeItem, (keyof Member)[]>>)[item] ?? [item as keyof Member]


async function pairFor(ctx: MemberContext, memberId: string, duplicateId: string): Promise<{ kept: Member; duplicate: Member; traces: Traces }> {
  const kept = await memberFor(ctx, memberId, 'keepRoster')
  const duplicate = await memberFor(ctx, duplicateId, 'keepRoster')
  const [keptTraces, duplicateTraces] = await Promise.all([tracesOf(kept), tracesOf(duplicate)])
  return { kept, duplicate, traces: { kept: keptTraces, duplicate: duplicateTraces } }
}

/** What the kept record becomes with the items that it takes; what the other does not say is not taken. */
async function mergedOf(kept: Member, duplicate: Member, take: MergeItem[]): Promise<Partial<Member>> {
  const fields = [...new Set(take)].filter(item => shown(duplicate, item) !== null).flatMap(fieldsOf)
  const taken = Object.fromEntries(fields.map(field => [field, duplicate[field]])) as Partial<Member>
  if (taken.name === undefined && taken.studentNumber === undefined) return taken
  const { pinyin, searchKeys } = await searchable(taken.name ?? kept.name, taken.studentNumber === undefined ? kept.studentNumber : taken.studentNumber)
  return { ...taken, sortKey: `${pinyin}_${kept._id}`, searchKeys }
}

type Names = 'roster.duplicates' | 'roster.notSame' | 'roster.mergePreview' | 'roster.merge'
export const duplicateHandlers: Pick<ModuleHandlers<typeof rosterUpkeep>, Names> = {
  'roster.duplicates': async (ctx, input) => {
    const organisationId = input.organisationId ?? ctx.access.organisationId
    if (!await reaches(ctx, organisationId, 'keepRoster')) refuse('notFound')
    const [everybody, apart] = await Promise.all([
      findAll('members', { organisationId, archived: false }, ['_id', 'name', 'birthday', 'studentNumber', 'idHash']),
      find('not_same', { organisationId, takenBack: false }, { orderBy: [['at', 'desc']], limit: 1000 }),
    ])
    const pairs = duplicatesOf(everybody, new Set(apart.map(({ one, other }) => pairKey(one, other))))
    const first = pairs.slice(0, SHOWN)
    const told = apart.slice(0, APART_SHOWN)
    const ids = [...new Set([...first, ...told].flatMap(({ one, other }) => [one, other]))]
    const people = new Map((ids.length > 0 ? await find('members', { _id: _.in(ids), archived: false }, { limit: ids.length }) : []).map(member => [member._id, member]))
    const twinsOf = <T>(pair: { one: string; other: string }, more: T) => {
      const [a, b] = [people.get(pair.one), people.get(pair.other)]
      if (!a || !b) return []
      const [one, other] = sorted(a, b)
      return [{ ...more, one: twinOf(one), other: twinOf(other) }]
    }
    return { total: pairs.length, pairs: first.flatMap(pair => twinsOf(pair, { reason: pair.reason })), apart: told.flatMap(pair => twinsOf(pair, { byName: pair.byName, at: iso(pair.at) })) }
  },

  'roster.notSame': async (ctx, { memberId, duplicateId, same = false }) => {
    const [one, other] = [await memberFor(ctx, memberId, 'keepRoster'), await memberFor(ctx, duplicateId, 'keepRoster')]
    guard(whyCannotPart(one, other))
    await put('not_same', {
      _id: idFrom('notSame', pairKey(one._id, other._id)), organisationId: one.organisationId, one: one._id, other: other._id,
      at: ctx.now, by: ctx.caller.accountId, byName: ctx.access.memberName, takenBack: same,
    })
    return {}
  },

  'roster.mergePreview': async (ctx, input) => {
    const { kept, duplicate, traces } = await pairFor(ctx, input.memberId, input.duplicateId)
    return {
      kept: twinOf(kept), duplicate: twinOf(duplicate),
      items: (Object.keys(mergeItems) as MergeItem[]).map(item => ({ item, kept: shown(kept, item), duplicate: shown(duplicate, item) })),
      ...abilities({ merge: whyCannotMerge(kept, duplicate, traces) }),
    }
  },

  'roster.merge': async (ctx, input) => {
    const { kept, duplicate, traces } = await pairFor(ctx, input.memberId, input.duplicateId)
    // A repeat of a tap that has gone through.
    if (duplicate.archived && duplicate.mergedInto === kept._id) return { memberId: kept._id }
    guard(whyCannotMerge(kept, duplicate, traces))
    const changes = await mergedOf(kept, duplicate, input.take)
    const after = { ...kept, ...changes }
    guard(whyCannotRecord({ standing: after.standing, birthday: after.birthday, sex: after.sex, joinedOn: after.joinedOn, fullOn: after.fullOn }, dayOf(ctx.now)))
    await transaction(async tx => {
      const [one, other] = [await tx.read('members', kept._id), await tx.read('members', duplicate._id)]
      if (!one || !other || one.version !== input.version || other.version !== input.duplicateVersion || one.version !== kept.version || other.version !== duplicate.version) refuse('conflict')
      guard(whyCannotMerge(one, other, { kept: traces.kept, duplicate: tracesIn(other) }))
      const papers = { ...other.papers, ...one.papers }
      await tx.update('members', one._id, plainly({ ...changes, mergedFrom: [...new Set([...one.mergedFrom ?? [], other._id, ...other.mergedFrom ?? []])], ...(Object.keys(papers).length > 0 && { papers: _.set(papers) }), version: one.version + 1 }))
      await tx.update('members', other._id, { archived: true, archivedAt: ctx.now, archiveReason: '与名册上另一条记录合并', mergedInto: one._id, version: other.version + 1 })
      if (one.accountId) await tx.update('access', one.accountId, { memberName: after.name, standing: after.standing, groupId: after.groupId })
      await tx.put('person_events', rosterEvent(ctx, one, '名册上重复的一条记录并入'))
      if (other.idHash) {
        if (after.idHash === other.idHash) await tx.put('identities', { _id: other.idHash, memberId: one._id, organisationId: one.organisationId })
        else await moveClaim(tx, other.idHash, null, other)
      }
    })
    await countUp(kept.organisationId, { members: -1 })
    // Nicknames in pasted sign-up chains are the kept record's from now on.
    await db.collection('nicknames').where({ organisationId: kept.organisationId, memberId: duplicate._id }).update({ memberId: kept._id })
    return { memberId: kept._id }
  },
}
