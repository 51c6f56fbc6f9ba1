/** A branch's week, with what comes only once a year: everything that people do, once. */
import { setNow, START } from '../../../tests/support/api'
import { dynamicCode, makeWorld, type World } from '../../../tests/support/world'
import { days } from './days'
import { dossier } from './dossier'
import { elections } from './elections'
import { moves } from './moves'
import type { Call } from './play'
import { reviews } from './reviews'
import { roster } from './roster'
import { season } from './season'
import { sheets } from './sheets'
import { tree } from './tree'
import { votes } from './votes'

const REVEALS_AN_HOUR = 20

/** An officer sets up a dynamic code, as the first sensitive act asks for it; answers its secret. */
async function setUp(call: Call, openid: string): Promise<string> {
  await call(openid, 'session.factor', {})
  const { secret } = await call(openid, 'session.enrolFactor', {})
  await call(openid, 'session.activateFactor', { code: await dynamicCode(secret) })
  await call(openid, 'session.challenge', {})
  await call(openid, 'session.templates', {})
  await call(openid, 'session.keepConsent', { purposes: ['appealAnswered'] })
  return secret
}

/** Somebody opens more numbers in an hour than anybody needs; an officer above looks into it. */
async function unusual(call: Call, { founder, otherSecretary, otherBranchId: organisationId }: World): Promise<void> {
  const { memberId } = await call(otherSecretary.openid, 'roster.add', { organisationId, name: '郭一', standing: 'full', phone: '19900000041' })
  // The last of them is refused: from there on the account is held back.
  for (let n = 0; n <= REVEALS_AN_HOUR; n++) {
    await setNow(new Date(START.getTime() + (60 + n * 13) * 1000))
    await call(otherSecretary.openid, 'privacy.reveal', { memberId, item: 'phone', reason: '通知开会' }).catch(() => undefined)
  }
  const page = await call(founder.openid, 'privacy.looksOf', { organisationId })
  await call(founder.openid, 'privacy.settle', { unusualId: page.unusual[0]!.id, lift: true })
}

/** Every action once, but those of `unplayed` (actions.ts). */
export async function week(call: Call): Promise<void> {
  const world = await makeWorld('bench')
  const secret = await setUp(call, world.secretary.openid)
  await setUp(call, world.otherSecretary.openid)
  for (const part of [days, roster, dossier, sheets, moves, season, reviews, votes, elections, tree, unusual]) await part(call, world)
  await call(world.secretary.openid, 'session.prove', { code: await dynamicCode(secret) })
}
