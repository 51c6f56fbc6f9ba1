import type { chains } from '../../../types/contracts/chains'
import type { ModuleHandlers } from '../../platform/context'
import { findAll } from '../../platform/database'
import { guard } from '../../platform/errors'
import { shownNames } from '../../services/namesakes'
import { membersOf, type Reached } from '../../services/receipts'
import { standingIn } from '../../services/places'
import { countsOf, matchChain } from './match'
import { keyOf, type Person } from './names'
import { MAX_LINES, parseChain } from './parse'
import { loadPinyin } from './pinyin'
import { recordForActivity, recordForNotice, rememberNicknames } from './record'
import { whyForeign, whyNotChain } from './rules'
import { answeredFor, expectedFor, targetFor } from './target'

/** The roster as a chain is compared with it. */
function peopleOf(members: Reached[]): (Person & { groupId: string | null })[] {
  const shown = shownNames(members)
  return members.map((member, i) => ({ memberId: member._id, name: member.name, groupId: member.groupId, shown: shown[i]! }))
}

export const handlers: ModuleHandlers<typeof chains> = {
  /** Five operations: access, target, roster, nicknames, who has answered. */
  'chains.read': async (ctx, input) => {
    const target = await targetFor(ctx, input.target)
    const chain = parseChain(input.text)
    guard(whyNotChain({ lines: chain.found, entries: chain.entries.length, max: MAX_LINES }))
    const [members, nicknames, answered, pinyin] = await Promise.all([
      membersOf(target.organisationId, null), findAll('nicknames', { organisationId: target.organisationId }), answeredFor(target), loadPinyin(),
    ])
    const people = peopleOf(members)
    const lines = matchChain(chain, { people, nicknames: new Map(nicknames.map(({ nickname, memberId }) => [keyOf(nickname), memberId])) }, pinyin)
    guard(whyNotChain({ lines: chain.found, entries: lines.length, max: MAX_LINES }))
    return { title: chain.title, lines, ...countsOf(lines, expectedFor(target, people), answered) }
  },

  'chains.record': async (ctx, input) => {
    const target = await targetFor(ctx, input.target)
    const members = await membersOf(target.organisationId, null)
    const names = new Map(members.map(member => [member._id, member.name]))
    guard(whyForeign([...input.entries, ...input.nicknames].map(({ memberId }) => memberId), new Set(names.keys())))
    // A person who is there twice stands where the first line stood and says what the last one says.
    const entries = [...new Map(input.entries.map(entry => [entry.memberId, { ...entry, name: names.get(entry.memberId)! }])).values()]

    let standing = { going: 0, waiting: 0 }
    if (target.kind === 'activity') {
      const { queue, capacity } = await recordForActivity(ctx, target.activity, entries)
      standing = standingIn(queue, capacity, '')
    } else await recordForNotice(ctx, target.notice, entries)
    await rememberNicknames(target.organisationId, input.nicknames, new Set(members.map(member => keyOf(member.name))))

    const answered = await answeredFor(target)
    const yes = entries.filter(entry => entry.answer === 'yes').length
    return {
      yes, no: entries.length - yes, going: standing.going, waiting: standing.waiting,
      missing: expectedFor(target, members).filter(member => !answered.has(member._id)).length,
    }
  },
}
