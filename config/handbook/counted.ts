/** What the scenes of votes, elections and reviews share: a dynamic code, two who count, a pile that both enter. */
import { TOTP } from 'otpauth'
import type { BallotKind } from '../../types/contracts/codes-ballots'
import type { InputOf } from '../../types/contracts'
import type { Preview } from '../../tests/support/preview'
import type { Stage } from './stage'

export type Counts = InputOf<'ballots.count'>['counts']
export interface Pile { kind: BallotKind; id: string; group: string }

const factors = new Map<string, { totp: TOTP; provedAt: number }>()
/** A proof holds for ten minutes. */
const FRESH = 8 * 60_000

/** Proves an account's dynamic code, setting it up the first time. */
export async function prove({ call }: Pick<Preview, 'call'>, openid: string): Promise<void> {
  const known = factors.get(openid)
  if (known && Date.now() - known.provedAt < FRESH) return
  const totp = known?.totp ?? new TOTP({ secret: (await call(openid, 'session.enrolFactor', {})).secret })
  await call(openid, known ? 'session.prove' : 'session.activateFactor', { code: totp.generate() })
  factors.set(openid, { totp, provedAt: Date.now() })
}

const SECOND = 'o-handbook-counter'

/** Two who may count whatever is voted on: the member of the preview, and somebody with a new phone who stands for nothing. The same in every scene. */
export async function twoCounters({ preview, who, branchId }: Stage): Promise<{ memberId: string; openid: string }[]> {
  const by = who('secretary')
  const idOf = async (openid: string): Promise<string | undefined> => (await preview.call(openid, 'session.home', {})).me?.memberId
  const first = (await idOf(who('member')))!
  let second = await idOf(SECOND)
  if (!second) {
    const { items } = await preview.call(by, 'roster.list', { organisationId: branchId, standing: 'full', limit: 50 })
    const { candidates } = await preview.call(by, 'elections.get', { electionId: (await preview.call(by, 'elections.list', { limit: 1 })).items[0]!.id })
    second = items.find(({ id, posts }) => id !== first && posts.length === 0 && candidates.every(({ memberId }) => memberId !== id))!.id
    await preview.call(by, 'binding.release', { memberId: second, reason: '换了手机或微信号' })
    await preview.call(SECOND, 'binding.accept', { code: (await preview.call(by, 'binding.invite', { memberId: second })).code })
  }
  return [{ memberId: first, openid: who('member') }, { memberId: second, openid: SECOND }]
}

/** Each enters the same. */
export async function enter({ preview }: Stage, counters: { openid: string }[], pile: Pile, counts: Counts): Promise<void> {
  for (const { openid } of counters) await preview.call(openid, 'ballots.count', { ...pile, counts })
}
